import RTL

/// The wording of the D family: what drives a signal.
enum DriverDiagnostics {
  static func neverDriven(_ signal: SignalDescription, readAt: Place?) -> Diagnostic {
    Diagnostic(
      "D001", "\(signal.full) is never driven", at: signal.place, notes: readNotes(signal, readAt),
      help: "drive it, for example with '\(signal.name) <== 0'")
  }

  static func bitsNeverDriven(
    _ signal: SignalDescription, bits: BitRanges, width: Int, readAt: Place?
  ) -> Diagnostic {
    let subject = signal.part(bits, ofWidth: width)
    let pronoun = bits.pronoun(ofWidth: width)
    return Diagnostic(
      "D002", "\(subject) \(bits.verb(ofWidth: width)) never driven", at: signal.place,
      notes: readNotes(signal, readAt),
      help: "drive \(pronoun) too, for example with '\(signal.name) <== 0' before the other assignments")
  }

  static func overridden(
    _ signal: SignalDescription, bits: BitRanges, width: Int, at place: Place, by places: [Place]
  ) -> Diagnostic {
    let notes = places.map { Diagnostic.Note("this assignment overrides it whatever happens", at: $0) }
    return Diagnostic(
      "D003", "the assignment to \(signal.part(bits, ofWidth: width)) has no effect", at: place, severity: .warning,
      notes: notes, help: "remove it, or put it after the other assignment")
  }

  static func registerNeverAssigned(
    _ signal: SignalDescription, bits: BitRanges, width: Int, resetValue: Bits?, readAt: Place
  ) -> Diagnostic {
    let subject = signal.part(bits, ofWidth: width)
    let isOne = bits.verb(ofWidth: width) == "is"
    let verb = isOne ? "is" : "are"
    let pronoun = isOne ? "it" : "they"
    let notes = readNotes(signal, readAt)
    guard let resetValue else {
      return Diagnostic(
        "D004", "\(subject) \(verb) never assigned and \(isOne ? "has" : "have") no reset value", at: signal.place,
        notes: notes, help: "assign \(isOne ? "it" : "them"), or give the register a reset value")
    }
    let holds = isOne ? "holds" : "hold"
    let possessive = isOne ? "its" : "their"
    let value = bits == BitRanges(0..<width) ? " \(resetValue)" : ""
    return Diagnostic(
      "D004", "\(subject) \(verb) never assigned: \(pronoun) \(holds) \(possessive) reset value\(value) for ever",
      at: signal.place, severity: .warning, notes: notes,
      help: "assign \(isOne ? "it" : "them"), or use a constant instead")
  }

  static func memoryNeverWritten(_ memory: MemoryDefinition, module: String, readAt: Place) -> Diagnostic {
    Diagnostic(
      "D005", "memory '\(memory.name)' of module '\(module)' is read but never written", at: memory.place,
      severity: .warning, notes: [Diagnostic.Note("it is read here", at: readAt)],
      help: "write it, or give it contents")
  }

  static func drivenFromOutside(_ signal: SignalDescription, at place: Place) -> Diagnostic {
    Diagnostic(
      "D006", "\(signal.full) cannot be driven here: its value comes from outside", at: place,
      notes: [.declared("'\(signal.name)'", at: signal.place)])
  }

  private static func readNotes(_ signal: SignalDescription, _ place: Place?) -> [Diagnostic.Note] {
    place.map { [Diagnostic.Note("'\(signal.name)' is read here", at: $0)] } ?? []
  }
}
