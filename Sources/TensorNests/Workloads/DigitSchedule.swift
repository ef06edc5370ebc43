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
    try check(row)
    var table = DigitTable(encoding: encoding, width: width)
    let groups = (row.count + group - 1) / group
    let digits = encoding.digitCount(width: width)
    var cycles = Array(repeating: Array(repeating: 0, count: groups), count: digits)
    for (k, operand) in row.enumerated() {
      let start = table.start(of: operand)
      for digit in 0..<digits where table.codes[start + digit] != 0 { cycles[digit][k / group] += 1 }
    }
    guard zeroGroups == .takeACycle else { return cycles }
    return cycles.map { pass in pass.map { max($0, 1) } }
  }

  /// Returns the cycles of a row of A for each of its operands, 0 for an empty row.
  public func cyclesPerProduct(_ row: [Int]) throws(NestError) -> Double {
    let cycles = try groupCycles(row).joined().reduce(0, +)
    return row.isEmpty ? 0 : Double(cycles) / Double(row.count)
  }

  private func check(_ row: [Int]) throws(NestError) {
    let half = 1 << (width - 1)
    for (k, value) in row.enumerated() where value < -half || value >= half {
      throw .elementOutOfRange(name: "A", row: 0, column: k, value: value, width: width)
    }
  }
}
