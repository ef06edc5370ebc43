import RTL

/// The wording of the L family: signals that would have to remember a value without a clock.
enum LatchDiagnostics {
  /// What leaves a signal without a value.
  enum Gap {
    /// No condition of a `when` holds and there is no `otherwise`.
    case noBranch
    /// A branch of a `when` that does not drive the signal.
    case branch
    /// The `otherwise` of a `when` or `match`.
    case otherwise(of: String)
    /// A value of the subject of a `match`, as text: `case 'run'` or `the value 3`.
    case code(String)
  }

  static func latch(
    _ signal: SignalDescription, bits: BitRanges, width: Int, gap: Gap, at place: Place, drivenAt: Place
  ) -> Diagnostic {
    let subject = "\(signal.part(bits, ofWidth: width)) \(bits.verb(ofWidth: width)) not driven"
    let message: String
    let keyword: String
    let cure: String
    switch gap {
    case .noBranch:
      (message, keyword, cure) = ("\(subject) when no condition of this 'when' holds", "when", "add an 'otherwise'")
    case .branch:
      (message, keyword, cure) = ("\(subject) in this branch of the 'when'", "when", "drive it in every branch")
    case .otherwise(let statement):
      (message, keyword) = ("\(subject) in the 'otherwise' of this '\(statement)'", statement)
      cure = statement == "when" ? "drive it in every branch" : "drive it in every case"
    case .code(let text):
      (message, keyword, cure) = ("\(subject) for \(text) of this 'match'", "match", "drive it in every case")
    }
    return Diagnostic(
      "L001", message, at: place,
      notes: [
        Diagnostic.Note("'\(signal.name)' is driven here", at: drivenAt),
        .declared("'\(signal.name)'", at: signal.place),
      ],
      help: "give it a default before the '\(keyword)', for example '\(signal.name) <== 0', or \(cure)")
  }
}
