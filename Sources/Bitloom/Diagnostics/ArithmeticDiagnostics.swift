import RTL

/// A: arithmetic with constants that makes no hardware.
enum ArithmeticDiagnostics {
  static func divisorNotPositive(
    _ symbol: String, _ operand: OperandDescription, _ divisor: Int, at place: Place
  ) -> Diagnostic {
    Diagnostic(
      "A001", "'\(symbol)' needs a constant above 0 on the right, \(operand.quoted) meets \(divisor)", at: place,
      help: "a division by a signal or a negative number needs a divider component")
  }

  static func shiftOutOfRange(_ symbol: String, _ amount: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      "A002", "'\(symbol)' by \(amount) is not possible: 0 to \(SignalType.maximumWidth) are", at: place,
      help: amount < 0 ? "shift the other way" : nil)
  }

  static func counterTooNarrow(
    _ counter: OperandDescription, _ limit: Int, at place: Place, declared: Place
  ) -> Diagnostic {
    Diagnostic(
      "A003", "\(counter.withType) cannot count to \(limit - 1)", at: place,
      notes: Diagnostic.declared(counter.quoted, at: declared),
      help: limit > 0 ? "it needs \(bits(max(1, 64 - (limit - 1).leadingZeroBitCount)))" : "count to 1 or more")
  }
}
