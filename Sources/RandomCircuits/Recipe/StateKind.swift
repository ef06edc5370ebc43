/// The enumerations of the circuits, by their number of cases: powers of two and others, and the smallest.
public enum StateKind: String, Codable, Hashable, Sendable, CaseIterable {
  case one, two, three, four, five, nine

  public var caseCount: Int {
    switch self {
    case .one: 1
    case .two: 2
    case .three: 3
    case .four: 4
    case .five: 5
    case .nine: 9
    }
  }

  /// Number of bits of a code.
  var codeWidth: Int {
    switch self {
    case .one, .two: 1
    case .three, .four: 2
    case .five: 3
    case .nine: 4
    }
  }
}
