import RTL

/// R007 to R010: the resets and enables that modules make for a domain. The rest of the family is told by the checks.
enum ClockControlDiagnostics {
  enum Kind: String {
    case reset, enable

    var function: String { self == .reset ? "driveReset" : "driveEnable" }
  }

  static func nothingToDrive(_ kind: Kind, _ domain: ClockDomain, at place: Place) -> Diagnostic {
    Diagnostic(
      "R007", "the domain of '\(domain.clock)' has no \(kind.rawValue) that could be driven", at: place,
      help: "give the domain one: 'ClockDomain(clock: \"\(domain.clock)\", \(kind.rawValue): ...)'")
  }

  /// A reset or enable by its name.
  struct Control {
    let kind: Kind
    let name: String

    init(_ kind: Kind, _ name: String) {
      self.kind = kind
      self.name = name
    }

    private var description: String { "\(kind.rawValue) '\(name)'" }

    func drivenTwice(_ module: String, at place: Place, first: Place) -> Diagnostic {
      Diagnostic(
        "R008", "\(description) is driven twice in module '\(module)'", at: place,
        notes: [Diagnostic.Note("it is driven here already", at: first)],
        help: "drive it once, with a signal that says all")
    }

    func drivenWithin(_ inner: String, at place: Place, outer: String, first: Place) -> Diagnostic {
      Diagnostic(
        "R008", "\(description) is driven in module '\(inner)', which is within module '\(outer)' that drives it too",
        at: place, notes: [Diagnostic.Note("module '\(outer)' drives it here", at: first)],
        help: "give the inner domain \(kind == .reset ? "a reset" : "an enable") of another name")
    }

    /// What is needed where no module around drives it, although another one does.
    func neededOutside(of module: String, at place: Place) -> Diagnostic {
      Diagnostic(
        "R009", "\(description) is driven in module '\(module)', but needed outside of it too", at: place,
        help: "hand the signal up through an output, and call '\(kind.function)' in a module around all that need it")
    }
  }

  static func ambiguous(_ name: String, areas: [Place]) -> Diagnostic {
    let places = areas.compactMap { place in
      if case .source(let location) = place { (place, location) } else { nil }
    }
    let ordered = places.sorted { ($0.1.line, $0.1.column) < ($1.1.line, $1.1.column) }.map(\.0)
    return Diagnostic(
      "R010", "enable '\(name)' means several signals here", at: ordered.last ?? .unknown,
      notes: ordered.dropLast().map { Diagnostic.Note("it means another one here", at: $0) },
      help: "give each of them a name: 'clocked(enable: ..., named: ...)'")
  }
}
