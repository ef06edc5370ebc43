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

  var count: Int { Self.wordCount(width: width) }

  /// The word at `index`; 0 beyond the end.
  @inline(__always)
  func word(_ index: Int) -> UInt64 { index < count ? words[index] : 0 }

  var isNegative: Bool { (words[count - 1] >> UInt64((width - 1) & 63)) & 1 == 1 }

  var isZero: Bool {
    for index in 0..<count where words[index] != 0 { return false }
    return true
  }

  private var topMask: UInt64 { .max >> UInt64((64 - width & 63) & 63) }

  var isAllOnes: Bool {
    for index in 0..<count - 1 where words[index] != .max { return false }
    return words[count - 1] == topMask
  }

  /// 1 when the number of ones is odd.
  var parity: UInt64 {
    var mixed: UInt64 = 0
    for index in 0..<count { mixed ^= words[index] }
    return UInt64(mixed.nonzeroBitCount & 1)
  }

  /// The value when it fits into a word.
  var small: UInt64? {
    for index in 1..<max(1, count) where words[index] != 0 { return nil }
    return words[0]
  }

  /// The value as an amount, or `limit` when it is greater.
  func amount(limit: Int) -> Int {
    guard let small, small < UInt64(limit) else { return limit }
    return Int(small)
  }

  func bit(_ index: Int) -> UInt64 {
    index < width ? (words[index >> 6] >> UInt64(index & 63)) & 1 : 0
  }

  var bits: Bits { Bits(words: Array(UnsafeBufferPointer(start: words, count: count)), width: width) }

  func isEqual(to other: WideValue) -> Bool {
    for index in 0..<count where words[index] != other.words[index] { return false }
    return true
  }

  func isLess(than other: WideValue, signed: Bool) -> Bool {
    if signed, isNegative != other.isNegative { return isNegative }
    var index = count - 1
    while index > 0, words[index] == other.words[index] { index -= 1 }
    return words[index] < other.words[index]
  }

  // MARK: Results. The result is none of the operands.

  func set(_ bits: Bits) {
    for index in 0..<count { words[index] = bits.word(index) }
  }

  func setZero() {
    for index in 0..<count { words[index] = 0 }
  }

  private func clearUnusedBits() { words[count - 1] &= topMask }

  func setNot(_ a: WideValue) {
    for index in 0..<count { words[index] = ~a.words[index] }
    clearUnusedBits()
  }

  func setAnd(_ a: WideValue, _ b: WideValue) {
    for index in 0..<count { words[index] = a.words[index] & b.words[index] }
  }

  func setOr(_ a: WideValue, _ b: WideValue) {
    for index in 0..<count { words[index] = a.words[index] | b.words[index] }
  }

  func setXor(_ a: WideValue, _ b: WideValue) {
    for index in 0..<count { words[index] = a.words[index] ^ b.words[index] }
  }

  /// `a + (b ^ inverted) + carry`, where `inverted` is all zeros or all ones.
  func setSum(_ a: WideValue, _ b: WideValue, inverted: UInt64, carry carryIn: UInt64) {
    var carry = carryIn
    for index in 0..<count {
      let (partial, firstOverflow) = a.words[index].addingReportingOverflow(b.words[index] ^ inverted)
      let (sum, secondOverflow) = partial.addingReportingOverflow(carry)
      words[index] = sum
      carry = firstOverflow || secondOverflow ? 1 : 0
    }
    clearUnusedBits()
  }

  func setProduct(_ a: WideValue, _ b: WideValue) {
    setZero()
    for left in 0..<count where a.words[left] != 0 {
      var carry: UInt64 = 0
      for right in 0..<count - left {
        let partial = a.words[left].multipliedFullWidth(by: b.words[right])
        let (sum, firstOverflow) = words[left + right].addingReportingOverflow(partial.low)
        let (total, secondOverflow) = sum.addingReportingOverflow(carry)
        words[left + right] = total
        carry = partial.high &+ (firstOverflow ? 1 : 0) &+ (secondOverflow ? 1 : 0)
      }
    }
    clearUnusedBits()
  }

  /// The bits of `source` from `low` up; 0 beyond its end.
  func setSlice(of source: WideValue, low: Int) {
    let offset = low >> 6
    let shift = UInt64(low & 63)
    for index in 0..<count {
      var value = source.word(index + offset) >> shift
      if shift > 0 { value |= source.word(index + offset + 1) << (64 - shift) }
      words[index] = value
    }
    clearUnusedBits()
  }

  func setLeftShift(of source: WideValue, by amount: Int) {
    setZero()
    guard amount < width else { return }
    insert(source, at: amount)
    clearUnusedBits()
  }

  func setArithmeticShift(of source: WideValue, by amount: Int) {
    setSlice(of: source, low: amount)
    if source.isNegative { setOnes(from: max(0, width - amount)) }
  }

  func setSignExtension(of source: WideValue) {
    setSlice(of: source, low: 0)
    if source.isNegative { setOnes(from: source.width) }
  }

  /// Sets the bits from `low` up to the end.
  private func setOnes(from low: Int) {
    guard low < width else { return }
    words[low >> 6] |= .max << UInt64(low & 63)
    for index in (low >> 6) + 1..<max(count, (low >> 6) + 1) { words[index] = .max }
    clearUnusedBits()
  }

  /// Sets the bits from `low` up, which are 0, to those of `source`, as far as there is room.
  func insert(_ source: WideValue, at low: Int) {
    let offset = low >> 6
    let shift = UInt64(low & 63)
    for index in 0..<source.count {
      if index + offset < count { words[index + offset] |= source.words[index] << shift }
      if shift > 0, index + offset + 1 < count { words[index + offset + 1] |= source.words[index] >> (64 - shift) }
    }
  }

  /// Puts `source` in the place of the bits from `low` up.
  func replace(with source: WideValue, at low: Int) {
    let offset = low >> 6
    let shift = UInt64(low & 63)
    for index in 0..<source.count {
      let used = min(source.width - 64 * index, 64)
      let mask: UInt64 = used == 64 ? .max : (1 << UInt64(used)) - 1
      let bits = source.words[index] & mask
      words[index + offset] = words[index + offset] & ~(mask << shift) | bits << shift
      let rest = 64 - shift
      if shift > 0, index + offset + 1 < count, UInt64(used) > rest {
        words[index + offset + 1] = words[index + offset + 1] & ~(mask >> rest) | bits >> rest
      }
    }
  }
}
