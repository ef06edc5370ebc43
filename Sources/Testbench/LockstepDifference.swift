/// The first difference between the engines of a `Lockstep`.
public struct LockstepDifference: Error, Hashable, Sendable, CustomStringConvertible {
  /// Something with a name and its value as text.
  public struct Value: Hashable, Sendable {
    public var name: String
    public var text: String
  }

  /// The cycle since the last reset, and the number of that reset, from 1 up.
  public var cycle: Int
  public var reset: Int
  /// Whether the reset was active in that cycle.
  public var isInReset: Bool
  /// The output that differs.
  public var port: String
  /// What it is in each engine, the reference first.
  public var values: [Value]
  /// The inputs of the cycle.
  public var inputs: [Value]

  public var description: String {
    let time = isInReset ? "in cycle \(cycle), within reset \(reset)" : "in cycle \(cycle) after reset \(reset)"
    var lines = ["the engines differ \(time): '\(port)' is"]
    lines += values.map { "  \($0.text) in \($0.name)" }
    if !inputs.isEmpty { lines.append("inputs: " + inputs.map { "\($0.name) = \($0.text)" }.joined(separator: ", ")) }
    return lines.joined(separator: "\n")
  }
}
