import RTL

/// G: signed meets unsigned where the meaning would be open.
enum SignDiagnostics {
  static func mixedSigns(
    _ symbol: String, _ a: OperandDescription, _ b: OperandDescription, at place: Place
  ) -> Diagnostic {
    Diagnostic(
      "G001", "'\(symbol)' needs operands of one sign, but meets \(a.withType) and \(b.withType)", at: place,
      help: "use '.asSigned' or '.asUnsigned' on one of them")
  }

  static func signMismatch(
    _ target: OperandDescription, _ value: SignalType, at place: Place, declared: Place
  ) -> Diagnostic {
    Diagnostic(
      "G002", "sign mismatch: \(target.quoted) is \(target.type), the value is \(value)", at: place,
      notes: Diagnostic.declared(target.quoted, at: declared),
      help: "use '.\(target.type.isSigned ? "asSigned" : "asUnsigned")' to reread the bits")
  }

  static func signedShiftAmount(_ symbol: String, _ amount: OperandDescription, at place: Place) -> Diagnostic {
    Diagnostic(
      "G003", "'\(symbol)' needs an unsigned amount, \(amount.quoted) is \(amount.type)", at: place,
      help: "use '.asUnsigned' when it is never negative")
  }

  static func signedIndex(
    _ operand: OperandDescription, _ index: OperandDescription, at place: Place
  ) -> Diagnostic {
    Diagnostic(
      "G004", "an index into \(operand.quoted) must be unsigned, \(index.quoted) is \(index.type)", at: place,
      help: "use '.asUnsigned' when it is never negative")
  }
}
