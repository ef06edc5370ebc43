import Bitloom

/// What came out of a proof.
public struct ProofResult: Sendable, CustomStringConvertible {
  public enum Outcome: Sendable {
    case proven
    /// It is wrong, and this shows it.
    case refuted(Counterexample)
    /// It holds in the first cycles; that it always does needs more cycles, or claims about the registers. The names are those of
    /// the assertions that do not follow.
    case open([String])
    /// The solver had no more time.
    case undecided
  }

  public let proof: Proof
  public let outcome: Outcome
  /// Of a claim that is proven, the assertions that nothing asks for: the conditions of the `when` or `match` around them do not come
  /// about in these cycles (in 20 of them for an induction), so that they say nothing.
  public let idleAssertions: [String]
  public let solver: String
  public let elapsed: Duration

  public var isProven: Bool {
    if case .proven = outcome { true } else { false }
  }

  /// Such as `all values of the inputs` or `the first 20 cycles`.
  public var extent: String {
    switch proof.method {
    case .cases: "all values of the inputs"
    case .bounded(let cycles): "the first \(cycles) cycles"
    case .induction(let cycles): "all cycles, by induction over \(cycles)"
    }
  }

  /// What is to be said of idle assertions; nil where there are none.
  public var idleText: String? {
    idleAssertions.isEmpty ? nil : "The conditions of these never come about: \(idleAssertions.joined(separator: ", "))"
  }

  /// A line; where the claim is wrong, the lines that show it follow.
  public var description: String {
    switch outcome {
    case .proven: "proven: \(proof.name): \(proof.claim) (\(extent))\(idleText.map { "\n\($0)" } ?? "")"
    case .refuted(let example): "wrong: \(proof.name): \(proof.claim)\n\(example)"
    case .open(let names):
      """
      open: \(proof.name): \(proof.claim)
      It holds in the first \(proof.method.cycles) cycles, and does not follow from \(proof.method.cycles) cycles before: \
      \(names.joined(separator: ", "))
      """
    case .undecided: "undecided: \(proof.name): \(proof.claim) (\(solver) was ended)"
    }
  }
}
