/// A loop of a nest: what it runs over, and whether its rounds are cycles or places.
public struct NestLoop: Hashable, Sendable {
  /// What a loop runs over.
  public enum Axis: String, CaseIterable, Sendable {
    /// The rows of A and C.
    case m
    /// The columns of B and C.
    case n
    /// The columns of A, which are the rows of B.
    case k
    /// The digits of an element of A.
    case bitWeight = "bw"
  }

  /// How many rounds there are.
  public enum Extent: Hashable, Sendable {
    /// As many as the matrices need, so many elements at a time.
    case whole(step: Int)
    /// A fixed number.
    case count(Int)
  }

  /// Whether rounds follow each other or stand beside each other.
  public enum Form: Hashable, Sendable {
    /// A round is a cycle, or as many as the loops inside take.
    case temporal
    /// A round is a place: all of them happen in the same cycle.
    case spatial
    /// A cycle for each round whose digit is not 0. Each lane goes through its own digits; the loop ends with the
    /// slowest.
    case overNonzeroDigits(ZeroGroups)
  }

  /// What happens when all digits of a group are 0.
  public enum ZeroGroups: Hashable, Sendable {
    /// A cycle passes in which 0 is added.
    case takeACycle
    /// No cycle passes, which needs somebody who looks ahead.
    case takeNone
  }

  public let axis: Axis
  public internal(set) var extent: Extent
  public internal(set) var form: Form

  var isSpatial: Bool { form == .spatial }

  /// Whether the loop skips zero digits.
  public var skipsZeroDigits: Bool {
    if case .overNonzeroDigits = form { true } else { false }
  }

  /// The elements of a round or the rounds, as the extent has it.
  var number: Int {
    switch extent {
    case .whole(let step): step
    case .count(let count): count
    }
  }

  /// Whether this is the loop that goes through all of an axis in time.
  func isWhole(_ axis: Axis) -> Bool {
    guard self.axis == axis, form == .temporal else { return false }
    if case .whole = extent { return true }
    return axis == .bitWeight
  }
}
