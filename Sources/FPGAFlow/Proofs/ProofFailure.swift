import Bitloom
import RTL

/// Why a claim cannot be proven in the way that was asked for.
public struct ProofFailure: Error, CustomStringConvertible {
  public let description: String

  init(_ proof: Proof, _ reason: String) {
    description = "'\(proof.name)' cannot be proven: \(reason)"
  }

  /// Assumptions that contradict each other, or the design: whatever is asserted holds in the runs that they leave, for there
  /// are none.
  init(_ proof: Proof, assumingTooMuch design: Design) {
    let names = design.top.checks.filter { $0.kind == .assume }.map(\.name)
    let assumptions = names.isEmpty ? "what is assumed" : "its assumptions (\(names.joined(separator: ", ")))"
    let isCombinational = proof.method == .cases
    let runs = isCombinational ? "no values of the inputs meet" : "no run of \(proof.method.cycles) cycles meets"
    self.init(proof, "\(runs) \(assumptions)")
  }
}
