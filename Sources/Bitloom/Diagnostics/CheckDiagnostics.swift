import RTL

/// H: `assert`, `assume`, `cover` and `display`.
enum CheckDiagnostics {
  static func signalInCover(at place: Place) -> Diagnostic {
    Diagnostic(
      "H001", "the message of a 'cover' shows a signal", at: place,
      help: "a 'cover' is counted, not told each time: name what is seen, or use 'display' within a 'when'")
  }
}
