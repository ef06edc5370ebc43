import RTL

/// T: targets of `<==` that cannot be driven.
enum DriveDiagnostics {
  /// Why a signal cannot be driven here.
  enum Obstacle: Equatable {
    case input
    case output(ofInstance: String)
  }

  static func notDrivenHere(
    _ target: OperandDescription, _ obstacle: Obstacle, at place: Place, declared: Diagnostic.Note
  ) -> Diagnostic {
    let reason: String
    let help: String
    switch obstacle {
    case .input:
      reason = "it is an input of this module"
      help = "drive it where the module is instantiated, or declare it '@Output'"
    case .output(let instance):
      reason = "it is an output of instance '\(instance)'"
      help = "only the inputs of an instance are driven from outside"
    }
    return Diagnostic(
      "T001", "\(target.quoted) cannot be driven: \(reason)", at: place,
      notes: [declared], help: help)
  }

  static func notATarget(at place: Place) -> Diagnostic {
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
