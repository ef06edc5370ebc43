import RTL

/// I: ports and interfaces.
enum InterfaceDiagnostics {
  static func noDirection(_ path: String, module: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "I001", "port '\(path)' of module '\(module)' has no direction", at: place,
      help: "mark the field with '@Input' or '@Output'")
  }

  static func directionTwice(_ path: String, module: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "I002", "port '\(path)' of module '\(module)' has a direction, and a field around it too", at: place,
      help: "leave the outer field unmarked, or mark it '@Flipped'")
  }

  static func signalInTwoFields(_ first: String, _ second: String, module: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "I003", "ports '\(first)' and '\(second)' of module '\(module)' are one signal", at: place,
      help: "make several ports with a count, as in '.unsigned(4, count: 2)', not with 'Array(repeating:count:)'")
  }

  static func portInNoField(_ type: SignalType, module: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "I004", "a port (\(type)) made in 'ports' of module '\(module)' is in no field of its interface", at: place,
      help: "make ports only where they are given to the interface")
  }

  static func portOutsideInterface(_ type: SignalType, at place: Place) -> Diagnostic {
    Diagnostic(
      "I005", "a port (\(type)) is made outside of 'ports'", at: place,
      help: "declare a 'wire' or a 'register'; for a number use 'constant'")
  }

  static func differentFields(missing: String?, extra: String?, at place: Place) -> Diagnostic {
    let parts = [missing.map { "the right side has no '\($0)'" }, extra.map { "the left side has no '\($0)'" }]
    let text = parts.compactMap { $0 }.joined(separator: ", ")
    return Diagnostic("I006", "the two interfaces differ: \(text)", at: place)
  }
}

/// N: names.
enum NameDiagnostics {
  static func notAnIdentifier(_ name: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "N003", "'\(name)' is not a name: letters, digits and '_' are, with a letter or '_' first", at: place)
  }
}

/// O: signals of another module.
enum OwnershipDiagnostics {
  static func foreignSignal(_ module: String?, in definition: ModuleDefinition, at place: Place) -> Diagnostic {
    let origin = module.map { "module '\($0)'" } ?? "another module"
    return Diagnostic(
      "O001", "a signal of \(origin) is used in module '\(definition.name)'", at: place,
      help: "pass it through a port")
  }
}

/// M: memories.
enum MemoryDiagnostics {
  static func impossibleDepth(_ name: String, _ depth: Int, at place: Place) -> Diagnostic {
    Diagnostic("M001", "memory '\(name)' cannot have \(depth) words: 1 to \(1 << 30) are possible", at: place)
  }

  static func signedAddress(_ name: String, _ address: OperandDescription, at place: Place) -> Diagnostic {
    Diagnostic(
      "M002", "an address of memory '\(name)' must be unsigned, \(address.quoted) is \(address.type)", at: place)
  }

  static func addressBeyondDepth(
    _ name: String, _ address: String, _ depth: Int, at place: Place, declared: Place
  ) -> Diagnostic {
    Diagnostic(
      "M003", "address \(address) of memory '\(name)' does not exist: it has \(depth) words", at: place,
      notes: Diagnostic.declared("'\(name)'", at: declared))
  }
}

/// P: parameters of modules.
enum ParameterDiagnostics {
  static func impossible(_ problem: String, module: String, at place: Place) -> Diagnostic {
    Diagnostic("P001", "module '\(module)' cannot be built: \(problem)", at: place)
  }
}
