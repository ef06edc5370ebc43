import RTL

/// A: arithmetic with constants that makes no hardware.
enum ArithmeticDiagnostics {
  static func divisorNotPositive(
    _ symbol: String, _ operand: OperandDescription, _ divisor: Int, at place: Place
  ) -> Diagnostic {
    Diagnostic(
      "A001", "'\(symbol)' needs a constant above 0 on its right, but \(operand.quoted) is divided by \(divisor)",
      at: place,
      help: divisor == 0
        ? "check the parameter that the divisor comes from"
        : "divide by \(divisor == .min ? "the opposite number" : "\(-divisor)") and negate the result")
  }

  static func shiftOutOfRange(_ symbol: String, _ amount: Int, at place: Place) -> Diagnostic {
    let opposite = symbol == ">>" ? "<<" : ">>"
    return Diagnostic(
      "A002", "'\(symbol)' cannot shift by \(amount): 0 to \(SignalType.maximumWidth) are possible", at: place,
      help: amount < 0 ? "use '\(opposite)' to shift the other way" : nil)
  }

  static func counterTooNarrow(
    _ counter: OperandDescription, _ limit: Int, at place: Place, declared: Diagnostic.Note
  ) -> Diagnostic {
    let help =
      SignalType.smallest(for: limit - 1, signed: counter.type.isSigned).map { "\(limit - 1) needs \($0)" }
    return Diagnostic(
      "A003",
      limit > 0
        ? "\(counter.withType) cannot count to \(limit - 1)"
        : "\(counter.quoted) cannot wrap at \(limit): a counter has at least one step",
      at: place, notes: [declared],
      help: limit > 0 ? help : "check the parameter that the limit comes from")
  }
}
