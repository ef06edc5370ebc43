import RTL

/// The wording of the C family: what must not follow from what within a cycle.
enum LoopDiagnostics {
  /// `steps` in the direction of the data; the first one follows from the last one.
  static func loop(_ steps: [DependencyStep], module: String) -> Diagnostic {
    let (names, shown) = DependencyStep.shortened(steps)
    let chain = (names + [names[0]]).joined(separator: " -> ")
    return Diagnostic(
      "C001", "combinational loop in module '\(module)': \(chain)", at: steps[0].place, notes: shown.map(\.note),
      help: "break the loop with a register")
  }

  /// `steps` from the stream's `ready` to its `valid`, in the direction of the data.
  static func validWaits(_ steps: [DependencyStep], _ handshake: Handshake, module: String) -> Diagnostic {
    waits(
      "'valid' of stream '\(handshake.name)' waits for 'ready'", steps, handshake, module,
      help: "raise 'valid' whatever 'ready' is: a receiver may wait for 'valid', and both would wait for ever")
  }

  /// `steps` from the stream's `ready` to its payload, in the direction of the data.
  static func payloadFollows(_ steps: [DependencyStep], _ handshake: Handshake, module: String) -> Diagnostic {
    waits(
      "the payload of stream '\(handshake.name)' follows 'ready'", steps, handshake, module,
      help:
        "make the payload of what does not depend on 'ready': a beat that is offered stays as it is until it is taken")
  }

  private static func waits(
    _ what: String, _ steps: [DependencyStep], _ handshake: Handshake, _ module: String, help: String
  ) -> Diagnostic {
    let (names, shown) = DependencyStep.shortened(steps)
    // `ready` is where the way begins; how it is driven is not the point.
    let notes = shown.dropFirst().map(\.note)
    let stated = Diagnostic.Note("stream '\(handshake.name)' is held to its protocol here", at: handshake.place)
    return Diagnostic(
      "C002", "\(what) in module '\(module)': \(names.joined(separator: " -> "))", at: steps.last?.place ?? .unknown,
      notes: notes + [stated], help: help)
  }
}
