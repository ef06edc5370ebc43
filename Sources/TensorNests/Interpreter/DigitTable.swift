/// The digits of the operands that have been asked for, kept one after the other.
struct DigitTable {
  let encoding: DigitEncoding
  let width: Int
  private let count: Int
  private(set) var codes: [Int8] = []
  /// Where the digits of an operand begin, -1 for one that has not been asked for.
  private var starts: [Int]

  init(encoding: DigitEncoding, width: Int) {
    self.encoding = encoding
    self.width = width
    count = encoding.digitCount(width: width)
    starts = Array(repeating: -1, count: 1 << width)
  }

  /// Returns the index in `codes` of the lowest digit of an operand, which must fit the width.
  mutating func start(of operand: Int) -> Int {
    let index = operand + (1 << (width - 1))
    if starts[index] < 0 {
      starts[index] = codes.count
      codes += encoding.digits(of: operand, width: width).map { Int8($0) }
    }
    return starts[index]
  }
}
