import Simulation

/// The first difference between what the checks of a design have told in the engines of a `Lockstep`.
public struct CheckDifference: Error, Hashable, Sendable, CustomStringConvertible {
  /// The number of the clock cycle, the first one of the simulation being 0.
  public var edge: Int
  /// What each engine has told in that cycle, the reference first.
  public var events: [LockstepDifference.Value]

  public var description: String {
    let lines = events.map { "  \($0.name): \($0.text)" }
    return (["the checks differ in cycle \(edge) of the simulation:"] + lines).joined(separator: "\n")
  }

  /// Compares what two engines have told. A four-state engine may not see an access of a memory at an unknown address.
  init?(
    _ reference: (name: String, events: [CheckEvent]), _ other: (name: String, events: [CheckEvent]),
    otherIsTwoState: Bool
  ) {
    var expected = reference.events
    if !otherIsTwoState {
      let seen = Set(other.events)
      expected.removeAll { $0.kind == .memoryAccess && !seen.contains($0) }
    }
    if expected == other.events { return nil }
    let first = zip(expected, other.events).first { $0 != $1 }
    let edges =
      first.map { [$0.0.edge, $0.1.edge] } ?? [
        (expected.count > other.events.count ? expected : other.events)[
          min(expected.count, other.events.count)
        ].edge
      ]
    let edge = edges.min() ?? 0
    func text(_ events: [CheckEvent]) -> String {
      let texts = events.filter { $0.edge == edge }.map { "\($0.kind) '\($0.path).\($0.name)' '\($0.message)'" }
      return texts.isEmpty ? "nothing" : texts.joined(separator: ", ")
    }
    self.edge = edge
    events = [
      .init(name: reference.name, text: text(expected)), .init(name: other.name, text: text(other.events)),
    ]
  }
}
