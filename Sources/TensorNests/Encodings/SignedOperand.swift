/// A signed number of some bits, and its digits in each encoding.
struct SignedOperand {
  /// The number, wrapped to its width.
  let value: Int
  let width: Int

  init(_ value: Int, width: Int) {
    let spare = Int.bitWidth - width
    self.value = (value << spare) >> spare
    self.width = width
  }

  /// Returns a bit of two's complement; bits above the width repeat the sign, those below 0 are 0.
  private func bit(_ index: Int) -> Int {
    index < 0 ? 0 : (value >> min(index, Int.bitWidth - 1)) & 1
  }

  /// The bits, of which the highest counts negative.
  var bitDigits: [Int] {
    (0..<width).map { $0 == width - 1 ? -bit($0) : bit($0) }
  }

  /// Modified Booth: digit i is -2 a[2i+1] + a[2i] + a[2i-1].
  var boothDigits: [Int] {
    (0..<(width + 1) / 2).map { index in
      let low = bit(2 * index) + bit(2 * index - 1)
      return low - 2 * bit(2 * index + 1)
    }
  }

  /// EN-T: pairs of bits of the magnitude, of which 3 and 4 become -1 and 0 and carry into the next pair, times the
  /// sign.
  ///
  /// No carry leaves the highest pair: a magnitude below its largest has at most 1 there, and the largest, a power of
  /// two, has no carry.
  var signedMagnitudeDigits: [Int] {
    let magnitude = Int(value.magnitude)
    let sign = value < 0 ? -1 : 1
    var carry = 0
    return (0..<(width + 1) / 2).map { index in
      let pair = (magnitude >> (2 * index)) & 3
      let raised = pair + carry
      carry = raised >= 3 ? 1 : 0
      return sign * (raised - 4 * carry)
    }
  }

  /// Non-adjacent form in pairs: of two neighbouring digits at radix 2 one at least is 0, so that both are one of -2...2.
  ///
  /// An odd number ends with the digit that leaves a multiple of 4.
  var nonAdjacentDigits: [Int] {
    var rest = value
    func nextDigit() -> Int {
      let digit = rest & 1 == 0 ? 0 : 2 - (rest & 3)
      rest = (rest - digit) >> 1
      return digit
    }
    return (0..<(width + 1) / 2).map { _ in
      let low = nextDigit()
      return low + 2 * nextDigit()
    }
  }
}
