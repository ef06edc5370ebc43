import RTL

/// G: signed meets unsigned where the meaning would be open.
enum SignDiagnostics {
  static func mixedSigns(
    _ symbol: String, _ a: OperandDescription, _ b: OperandDescription, at place: Place
  ) -> Diagnostic {
    let meeting =
      a.name == nil && b.name == nil ? "\(a.type) and \(b.type)" : "\(a.withType) and \(b.withType)"
    return Diagnostic(
      "G001", "'\(symbol)' needs two signed or two unsigned operands, but meets \(meeting)", at: place,
      help: "use '.asSigned' or '.asUnsigned' on one of them")
  }

  /// A signed value for an unsigned target. `symbol` is the wrapping operator where the value is a difference or the like.
  static func signMismatch(
    _ target: OperandDescription, _ value: SignalType, wrapping symbol: String?, at place: Place,
    declared: Diagnostic.Note
  ) -> Diagnostic {
    let width = target.type.width
    let cut = value.width > width ? ".truncated(to: \(width))" : ""
    let wrap = symbol.map { "use '\($0)' to wrap, or " } ?? "use "
    return Diagnostic(
      "G002", "sign mismatch: \(target.quoted) is \(target.type), the value is \(value)", at: place,
      notes: [declared], help: "\(wrap)'\(cut).asUnsigned' to reread the bits")
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

  static func signedIndex(_ array: String, _ index: OperandDescription, at place: Place) -> Diagnostic {
    Diagnostic(
      "G004", "an index into \(SliceDiagnostics.quoted(array)) must be unsigned, \(index.quoted) is \(index.type)",
      at: place, help: "use '.asUnsigned' when it is never negative")
  }
}
