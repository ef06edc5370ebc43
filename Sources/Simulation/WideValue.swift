import RTL

/// A value of any width in consecutive words, the least significant first. Bits above the width are 0.
struct WideValue {
  let words: UnsafeMutablePointer<UInt64>
  let width: Int

  init(_ words: UnsafeMutablePointer<UInt64>, width: Int) {
    self.words = words
    self.width = width
  }

  /// Number of words of a value.
  static func wordCount(width: Int) -> Int { (width + 63) >> 6 }

  var bits: Bits {
    let count = Self.wordCount(width: width)
    return Bits(words: Array(UnsafeBufferPointer(start: words, count: count)), width: width)
  }
}
