import RTL

/// I: ports and interfaces.
enum InterfaceDiagnostics {
  static func noDirection(_ path: String, module: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "I001", "port '\(path)' of module '\(module)' has no direction", at: place,
      help: "mark the field, or the one around it, with '@Input' or '@Output'")
  }

  static func directionTwice(_ field: String, _ path: String, module: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "I002", "field '\(field)' of module '\(module)' has a direction, and so has '\(path)' in it", at: place,
      help: "leave the outer field unmarked, or mark it '@Flipped' to turn the inner ones round")
  }

  static func signalInSeveralFields(_ paths: [String], module: String, at place: Place) -> Diagnostic {
    var names = paths.map { "'\($0)'" }
    // A long array is not understood better by reading all of it.
    if names.count > 4 { names[2..<(names.count - 1)] = ["..."] }
    let list = names.dropLast().joined(separator: ", ") + " and \(names[names.count - 1])"
    return Diagnostic(
      "I003", "ports \(list) of module '\(module)' are one signal", at: place,
      help: "make several ports with a count, as in '.unsigned(4, count: \(paths.count))', not with "
        + "'Array(repeating:count:)'")
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

  static func noSuchField(_ name: String, in owner: String, among names: [String], at place: Place) -> Diagnostic {
    let nearest = NearestName(to: name, among: names)
    let list = names.prefix(8).map { "'\($0)'" }.joined(separator: ", ")
    let all = names.isEmpty ? "it has none" : "it has \(list)\(names.count > 8 ? " and \(names.count - 8) more" : "")"
    let guess = nearest.isLikely ? nearest.name.map { "did you mean '\($0)'?" } : nil
    return Diagnostic("I009", "\(owner) has no '\(name)'", at: place, help: guess ?? all)
  }
}

/// N: names.
enum NameDiagnostics {
  static func notAnIdentifier(_ name: String, at place: Place) -> Diagnostic {
    let spelling = EmittedName.snakeCase(name)
    let example = EmittedName.isIdentifier(spelling) ? ", such as '\(spelling)'" : ""
    return Diagnostic(
      "N003", "'\(name)' is not a name that Verilog can spell", at: place,
      help: "use letters, digits and '_', and no digit first\(example)")
  }
}

/// O: signals of another module.
enum OwnershipDiagnostics {
  static func foreignSignal(
    _ origin: (signal: String?, module: String)?, in module: String, at place: Place
  ) -> Diagnostic {
    let signal = origin?.signal.map { "'\($0)'" } ?? "a signal"
    let home = origin.map { "module '\($0.module)'" } ?? "another module"
    return Diagnostic(
      "O001", "\(signal) of \(home) is used in module '\(module)'", at: place,
      help: "pass it through ports of the modules")
  }
}

/// E: how modules contain each other.
enum HierarchyDiagnostics {
  /// `path` are the modules from the top to the one that is too deep.
  static func tooDeep(_ path: [String], limit: Int, at place: Place) -> Diagnostic {
    let names = path.map { "'\($0)'" }
    let chain = (names.prefix(3) + ["..."] + names.suffix(2)).joined(separator: " -> ")
    return Diagnostic(
      "E011", "modules are nested more than \(limit) deep: \(chain)", at: place,
      help: "let a parameter end the recursion")
  }
}

/// P: parameters of modules.
enum ParameterDiagnostics {
  static func impossible(_ problem: String, module: String, at place: Place) -> Diagnostic {
    Diagnostic("P001", "module '\(module)' cannot be built: \(problem)", at: place)
  }

  static func impossibleInterface(_ problem: String, interface: String, at place: Place) -> Diagnostic {
    Diagnostic("P002", "interface '\(interface)' cannot be made: \(problem)", at: place)
  }
}
