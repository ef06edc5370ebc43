/// How many digits other than 0 operands have.
///
/// ```swift
/// let statistics = DigitStatistics(of: -128...127, encoding: .ent, width: 8)
/// statistics.histogram    // [1, 15, 60, 108, 72]
/// statistics.average      // 2.918
/// ```
public struct DigitStatistics: Hashable, Sendable {
  /// The operands with no digit other than 0, with one, with two...
  public let histogram: [Int]

  public init(of operands: some Sequence<Int>, encoding: DigitEncoding, width: Int) {
    var table = DigitTable(encoding: encoding, width: width)
    let count = encoding.digitCount(width: width)
    var histogram = Array(repeating: 0, count: count + 1)
    for operand in operands { histogram[table.nonzeroDigits(of: operand).nonzeroBitCount] += 1 }
    self.histogram = histogram
  }

  /// The digits other than 0 that an operand has on average, 0 without operands.
  public var average: Double {
    let operands = histogram.reduce(0, +)
    var digits = 0
    for (count, number) in histogram.enumerated() { digits += count * number }
    return operands == 0 ? 0 : Double(digits) / Double(operands)
  }
}
