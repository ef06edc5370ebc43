import RTL

/// The wording of the X family: mistakes of Bitloom itself.
enum InternalDiagnostics {
  static func inconsistent(_ fault: String, module: String) -> Diagnostic {
    Diagnostic(
      "X001", "module '\(module)' is represented inconsistently: \(fault)", at: .unknown,
      help: "this is a mistake in Bitloom, not in the design; please report it")
  }
}
