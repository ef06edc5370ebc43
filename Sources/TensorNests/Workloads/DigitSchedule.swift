/// The cycles that elements take which skip zero digits among a group of k's, a pass for each weight.
///
/// A group takes a cycle for each digit of its pass that is not 0. One without any takes a cycle all the same, or none:
/// `zeroGroups`. This is what `TensorLoopNest.opt3` counts when it is interpreted, without the product.
public struct DigitSchedule: Hashable, Sendable {
  public let encoding: DigitEncoding
  /// The bits of an operand.
  public let width: Int
  /// The k's that are looked at together.
  public let group: Int
  public let zeroGroups: NestLoop.ZeroGroups

  /// Operands have 2...16 bits, groups 1...64 k's; throws `NestError` otherwise.
  public init(
    encoding: DigitEncoding = .ent, width: Int = 8, group: Int = 4, zeroGroups: NestLoop.ZeroGroups = .takeACycle
  ) throws(NestError) {
    try NestError.check("width", width, in: 2...16)
    try NestError.check("group", group, in: 1...64)
    self.encoding = encoding
    self.width = width
    self.group = group
    self.zeroGroups = zeroGroups
  }

  /// Returns the cycles of each group of a row of A, `[bw][group]`; the last group may be short.
  public func groupCycles(_ row: [Int]) throws(NestError) -> [[Int]] {
    try check(row, index: 0)
    var table = DigitTable(encoding: encoding, width: width)
    let passes = passCycles(row[...], &table)
    let groups = (row.count + group - 1) / group
    return (0..<encoding.digitCount(width: width)).map { Array(passes[$0 * groups..<($0 + 1) * groups]) }
  }

  /// Returns the cycles of each group of operands that fit, pass after pass.
  func passCycles(_ row: ArraySlice<Int>, _ table: inout DigitTable) -> [Int] {
    let groups = (row.count + group - 1) / group
    let digits = encoding.digitCount(width: width)
    var cycles = Array(repeating: 0, count: groups * digits)
    var current = 0
    var elements = 0
    for operand in row {
      var mask = table.nonzeroDigits(of: operand)
      while mask != 0 {
        cycles[mask.trailingZeroBitCount * groups + current] += 1
        mask &= mask - 1
      }
      elements += 1
      if elements % group == 0 { current += 1 }
    }
    if zeroGroups == .takeACycle {
      for index in cycles.indices where cycles[index] == 0 { cycles[index] = 1 }
    }
    return cycles
  }

  /// Returns the cycles of a row of A for each of its operands, 0 for an empty row.
  public func cyclesPerProduct(_ row: [Int]) throws(NestError) -> Double {
    let cycles = try groupCycles(row).joined().reduce(0, +)
    return row.isEmpty ? 0 : Double(cycles) / Double(row.count)
  }

  func check(_ row: [Int], index: Int) throws(NestError) {
    let half = 1 << (width - 1)
    guard let k = row.firstIndex(where: { $0 < -half || $0 >= half }) else { return }
    throw .elementOutOfRange(name: "A", row: index, column: k, value: row[k], width: width)
  }
}
