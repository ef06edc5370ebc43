import Bitloom
import FPGAFlow

extension Proof.Method {
  /// Such as `induction 4`.
  var text: String {
    switch self {
    case .cases: "all cases"
    case .bounded(let cycles): "bounded \(cycles)"
    case .induction(let cycles): "induction \(cycles)"
    }
  }
}

extension Proof {
  /// What is known of it before it is proven.
  var json: JSONValue {
    [
      "name": .string(name), "claim": .string(claim), "method": .string(method.text), "cycles": .integer(method.cycles),
    ]
  }
}

extension ProofResult {
  private var outcomeText: String {
    switch outcome {
    case .proven: "proven"
    case .refuted: "wrong"
    case .open: "open"
    case .undecided: "undecided"
    }
  }

  private var seconds: Double { elapsed / .seconds(1) }

  /// A line of the list: name, method, outcome and seconds.
  func line(nameWidth: Int) -> String {
    let name = proof.name.padding(to: nameWidth)
    let tenths = Int((seconds * 10).rounded())
    return "\(name)  \(proof.method.text.padding(to: 12))  \(outcomeText)  \(tenths / 10).\(tenths % 10) s"
  }

  var json: JSONValue {
    [
      "name": .string(proof.name), "claim": .string(proof.claim), "method": .string(proof.method.text),
      "cycles": .integer(proof.method.cycles), "outcome": .string(outcomeText),
      "idle": .array(idleAssertions.map { .string($0) }), "solver": .string(solver),
      "seconds": .real(seconds),
    ]
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(width - count, 0)) }
}
