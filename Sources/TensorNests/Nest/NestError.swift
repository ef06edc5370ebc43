/// Why a nest, a rewrite of it or an interpretation was refused.
public enum NestError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A number that a nest is made from is out of its range.
  case outOfRange(name: String, value: Int, range: ClosedRange<Int>)
  /// A rewrite is not legal where the nest stands.
  case illegal(RewriteRule)
  /// The nest is legal and computes the product, but no generator makes hardware of it.
  case noHardware(HardwareRule)
  /// A row of a matrix is not as long as the first.
  case raggedMatrix(name: String, row: Int, count: Int, expected: Int)
  /// A row of A is not as long as a column of B.
  case depthMismatch(a: Int, b: Int)
  /// An element does not fit the operands.
  case elementOutOfRange(name: String, row: Int, column: Int, value: Int, width: Int)
  /// K is so large that an accumulator narrower than the output might wrap.
  case depthTooLarge(depth: Int, largest: Int, accumulatorWidth: Int)

  public var description: String {
    switch self {
    case .outOfRange(let name, let value, let range):
      "\(name) is \(value), but must be in \(range.lowerBound)...\(range.upperBound)"
    case .illegal(let rule): rule.description
    case .noHardware(let rule): "the nest is legal, but there is no hardware for it: " + rule.description
    case .raggedMatrix(let name, let row, let count, let expected):
      "row \(row) of \(name) has \(count) elements, but row 0 has \(expected)"
    case .depthMismatch(let a, let b): "a row of A has \(a) elements, but B has \(b) rows"
    case .elementOutOfRange(let name, let row, let column, let value, let width):
      "\(name)[\(row)][\(column)] is \(value), which does not fit \(width) signed bits"
    case .depthTooLarge(let depth, let largest, let accumulatorWidth):
      "K is \(depth), but an accumulator of \(accumulatorWidth) bits is sure not to wrap up to \(largest)"
    }
  }

  static func check(_ name: String, _ value: Int, in range: ClosedRange<Int>) throws(NestError) {
    guard range.contains(value) else { throw .outOfRange(name: name, value: value, range: range) }
  }
}
