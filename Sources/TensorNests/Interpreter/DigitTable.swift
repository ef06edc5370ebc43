/// The digits of the operands that have been asked for, kept one after the other.
struct DigitTable {
  let encoding: DigitEncoding
  let width: Int
  private let count: Int
  private(set) var codes: [Int8] = []
  /// Which digits of an operand are other than 0, a bit for each.
  private var masks: [UInt16]
  /// Where the digits of an operand begin, -1 for one that has not been asked for.
  private var starts: [Int]

  init(encoding: DigitEncoding, width: Int) {
    self.encoding = encoding
    self.width = width
    count = encoding.digitCount(width: width)
    starts = Array(repeating: -1, count: 1 << width)
    masks = Array(repeating: 0, count: 1 << width)
  }

  /// Returns the index in `codes` of the lowest digit of an operand, which must fit the width.
  mutating func start(of operand: Int) -> Int {
    let index = operand + (1 << (width - 1))
    if starts[index] < 0 {
      starts[index] = codes.count
      for (digit, code) in encoding.digits(of: operand, width: width).enumerated() {
        codes.append(Int8(code))
        if code != 0 { masks[index] |= 1 << UInt16(digit) }
      }
    }
    return starts[index]
  }

  /// Returns which digits of an operand, which must fit the width, are other than 0: the lowest bit is the lowest digit.
  mutating func nonzeroDigits(of operand: Int) -> UInt16 {
    _ = start(of: operand)
    return masks[operand + (1 << (width - 1))]
  }
}
