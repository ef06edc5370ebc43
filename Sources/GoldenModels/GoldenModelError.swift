/// What a golden model refuses, as one sentence that names the numbers.
public enum GoldenModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A parameter of the model lies outside the range it may have.
  case parameterOutOfRange(name: String, value: Int, range: ClosedRange<Int>)
  /// A matrix or vector holds a value that does not fit the operand it stands for.
  case valueOutOfRange(place: String, value: Int, width: Int)
  /// A row of a matrix differs in length from the matrix's first row.
  case raggedMatrix(name: String, row: Int, count: Int, expected: Int)
  /// A matrix or vector has another number of elements than its partner asks for.
  case countMismatch(name: String, count: Int, expected: Int, reason: String)
  /// A real number cannot be written as a multiplier and a shift.
  case factorNotRepresentable(factor: Double, multiplierWidth: Int, maximumShift: Int)
  /// A file cannot be read, or does not hold what it should; `line` counts from 1.
  case badFile(path: String, line: Int?, problem: String)

  public var description: String {
    switch self {
    case .parameterOutOfRange(let name, let value, let range):
      return "\(name) is \(value), but must be in \(range.lowerBound)...\(range.upperBound)"
    case .valueOutOfRange(let place, let value, let width):
      return "\(place) is \(value), which does not fit \(width) signed bits"
    case .raggedMatrix(let name, let row, let count, let expected):
      return "row \(row) of \(name) has \(count) elements, but row 0 has \(expected)"
    case .countMismatch(let name, let count, let expected, let reason):
      return "\(name) has \(count) elements, but needs \(expected): \(reason)"
    case .factorNotRepresentable(let factor, let multiplierWidth, let maximumShift):
      return "the factor \(factor) is not a \(multiplierWidth)-bit multiplier shifted right by 0...\(maximumShift) bits"
    case .badFile(let path, let line, let problem):
      return line.map { "\(path):\($0): \(problem)" } ?? "\(path): \(problem)"
    }
  }

  /// Throws unless a parameter lies in its range.
  static func check(_ name: String, _ value: Int, in range: ClosedRange<Int>) throws(GoldenModelError) {
    guard range.contains(value) else {
      throw .parameterOutOfRange(name: name, value: value, range: range)
    }
  }
}
