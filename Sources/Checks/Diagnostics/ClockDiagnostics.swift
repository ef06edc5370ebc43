import RTL

/// The wording of the R family: clock domains.
enum ClockDiagnostics {
  private static let cure =
    "pass a bit through a LevelSynchroniser or PulseSynchroniser, a word through a HandshakeSynchroniser, a stream through an "
    + "AsynchronousFifo"

  static func crossing(
    _ sampler: String, _ clock: String, _ source: Diagnostic.Note, _ sourceClock: String, _ place: Place
  ) -> Diagnostic {
    Diagnostic(
      "R001",
      "clock domain crossing from '\(sourceClock)' to '\(clock)': \(sampler) takes what \(source.message) makes",
      at: place,
      notes: notes([source]), help: cure)
  }

  static func resetCrossing(
    _ sampler: String, _ clock: String, _ source: Diagnostic.Note, _ sourceClock: String, _ place: Place
  ) -> Diagnostic {
    Diagnostic(
      "R011",
      "\(sampler) resets registers of '\(clock)', but follows from '\(sourceClock)': \(source.message) makes it",
      at: place, notes: notes([source]), help: "pass it through a ResetSynchroniser")
  }

  static func logicBeforeReset(_ description: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "R012", "there is logic before \(description): a glitch of it would reset at any time", at: place,
      help: "drive it from a register; of several resets, any one of which is enough, it may be the '||'")
  }

  static func resetOfItself(
    _ name: String, module: String, source: Diagnostic.Note, at place: Place
  ) -> Diagnostic {
    Diagnostic(
      "R013", "asynchronous reset '\(name)' of module '\(module)' follows from \(source.message), which it resets",
      at: place, notes: notes([source]),
      help: "make the reset synchronous, or clock what makes it in a domain without that reset")
  }

  static func logicBeforeSynchroniser(_ register: String, source: Diagnostic.Note, at place: Place) -> Diagnostic {
    Diagnostic(
      "R002",
      "there is logic between \(source.message) and the synchroniser \(register), which could catch its glitches",
      at: place, notes: notes([source]), help: "put a register of the source's clock before the synchroniser")
  }

  static func mixedOutput(
    _ port: PortDefinition, _ origins: [(clock: String, source: Diagnostic.Note)], module: String, at place: Place
  ) -> Diagnostic {
    let parts = origins.map { "'\($0.clock)' (\($0.source.message))" }.joined(separator: " and ")
    return Diagnostic(
      "R003", "output '\(port.path)' of module '\(module)' follows from registers of several clocks: \(parts)",
      at: place,
      notes: notes(origins.map(\.source)), help: cure)
  }

  static func sampledByTwoClocks(
    _ port: PortDefinition, _ samplings: [PortClocks.Sampling], module: String, at place: Place
  ) -> Diagnostic {
    let parts = samplings.map { "'\($0.clock)' (\(withoutComma($0.sampler)))" }.joined(separator: " and ")
    return Diagnostic(
      "R004", "input '\(port.path)' of module '\(module)' is sampled by several clocks: \(parts)", at: place,
      help: "give each clock an input of its own, or synchronise the input in all clocks but one")
  }

  static func writtenByTwoClocks(
    _ memory: MemoryDefinition, _ domains: (ClockDomain, ClockDomain), module: String, at place: Place, first: Place
  ) -> Diagnostic {
    let isOneClock = domains.0.clock == domains.1.clock
    let clocks =
      isOneClock
      ? "at both edges of '\(domains.0.clock)'" : "by two clocks, '\(domains.0.clock)' and '\(domains.1.clock)'"
    let first = Diagnostic.Note(
      "it is written \(isOneClock ? "at the \(domains.0.edge.rawValue) edge" : "by '\(domains.0.clock)'") here",
      at: first)
    return Diagnostic(
      "R005", "memory '\(memory.name)' of module '\(module)' is written \(clocks)", at: place, notes: [first],
      help: "write it in one clock domain; what another clock writes comes there through an AsynchronousFifo")
  }

  /// The resets of two domains that share a name: the first clock's is the one, the second one's the other.
  static func resetsDiffer(
    _ name: String, _ ways: (String, String), _ clocks: (String, String), module: String
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      "R006",
      "reset '\(name)' of module '\(module)' is \(ways.0) in the domain of '\(clocks.0)' and \(ways.1) in that of "
        + "'\(clocks.1)'", at: .unknown, help: "give one of the domains a reset of another name")
    diagnostic.module = module
    return diagnostic
  }

  private static func notes(_ sources: [Diagnostic.Note]) -> [Diagnostic.Note] {
    sources.map { Diagnostic.Note("\($0.message) is declared here", at: $0.place) }
  }

  private static func withoutComma(_ text: String) -> String { text.hasSuffix(",") ? String(text.dropLast()) : text }
}
