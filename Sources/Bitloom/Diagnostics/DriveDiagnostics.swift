import RTL

/// T: targets of `<==` that cannot be driven.
enum DriveDiagnostics {
  static func notDrivenHere(
    _ target: OperandDescription, _ reason: String, at place: Place, declared: Place
  ) -> Diagnostic {
    Diagnostic(
      "T001", "\(target.quoted) cannot be driven: \(reason)", at: place,
      notes: Diagnostic.declared(target.quoted, at: declared))
  }

  static func notATarget(_ target: OperandDescription, at place: Place) -> Diagnostic {
    Diagnostic(
      "T002", "the left side of '<==' is an expression, which cannot be driven", at: place,
      help: "drive an output, a wire, a register, an input of an instance, or a slice of one")
  }
}

/// B: statements that stand in the wrong place.
enum StatementDiagnostics {
  static func chainContinuedTooLate(at place: Place) -> Diagnostic {
    Diagnostic(
      "B001", "this chain of conditions has ended and cannot be continued", at: place,
      help: "write 'elseWhen' and 'otherwise' directly behind their 'when', 'otherwise' last and once")
  }
}
