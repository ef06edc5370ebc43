/// How the values of one cycle lie side by side: the first one at bit 0, none between them, the whole rounded up to words.
struct PackedLayout: Sendable {
  let widths: [Int]
  let offsets: [Int]
  let width: Int
  /// Words for a cycle.
  let stride: Int

  init(widths: [Int]) {
    self.widths = widths
    var offsets: [Int] = []
    var width = 0
    for part in widths {
      offsets.append(width)
      width += part
    }
    self.offsets = offsets
    self.width = width
    stride = (width + 63) / 64
  }

  /// Appends one cycle.
  func append(_ numbers: [WholeNumber], to words: inout [UInt64]) {
    let start = words.count
    words.append(contentsOf: repeatElement(0, count: stride))
    for (index, number) in numbers.enumerated() {
      for part in 0..<((widths[index] + 63) / 64) {
        let count = min(64, widths[index] - 64 * part)
        let bits = count == 64 ? number.word(part) : number.word(part) & ((1 << UInt64(count)) - 1)
        put(bits, at: offsets[index] + 64 * part, start, &words)
      }
    }
  }

  /// Puts up to 64 bits, the rest of which is 0, into a cycle that starts at `start`.
  func put(_ bits: UInt64, at offset: Int, _ start: Int, _ words: inout [UInt64]) {
    let (word, shift) = (start + offset / 64, UInt64(offset % 64))
    words[word] |= bits << shift
    if shift > 0, bits >> (64 - shift) != 0 { words[word + 1] |= bits >> (64 - shift) }
  }

  /// The words of one value of a cycle.
  func words(of index: Int, in cycle: ArraySlice<UInt64>) -> [UInt64] {
    let (offset, width) = (offsets[index], widths[index])
    return (0..<((width + 63) / 64)).map { part in
      let position = offset + 64 * part
      let (word, shift) = (cycle.startIndex + position / 64, UInt64(position % 64))
      var bits = cycle[word] >> shift
      if shift > 0, word + 1 < cycle.endIndex { bits |= cycle[word + 1] << (64 - shift) }
      let count = width - 64 * part
      return count >= 64 ? bits : bits & ((1 << UInt64(count)) - 1)
    }
  }
}
