import RTL

/// V: black boxes.
enum BlackBoxDiagnostics {
  static func impossibleName(_ kind: String, _ name: String, of box: BlackBoxDefinition) -> Diagnostic {
    let what = kind == "module" ? "black box" : "\(kind) of black box '\(box.verilogName)'"
    let fault =
      name.isEmpty
      ? "has no name" : "cannot be named '\(name)': Verilog \(isReserved(name) ? "reserves" : "cannot spell") it"
    return Diagnostic(
      "V001", "\(article(what)) \(fault)", at: box.place, help: "give the name as it stands in the Verilog")
  }

  static func nameUsedTwice(_ name: String, _ first: String, _ second: String, of box: BlackBoxDefinition) -> Diagnostic
  {
    let both = first == second ? "two \(first)s" : "\(article(first)) and \(article(second))"
    return Diagnostic("V002", "'\(name)' names \(both) of black box '\(box.verilogName)'", at: box.place)
  }

  static func nameOfSeveralPorts(_ name: String, _ paths: [String], module: String, at place: Place) -> Diagnostic {
    let list = paths.prefix(4).map { "'\($0)'" }.joined(separator: ", ") + (paths.count > 4 ? ", ..." : "")
    let found = paths.isEmpty ? "no port" : "\(paths.count) ports: \(list)"
    return Diagnostic(
      "V003", "the name '\(name)' in 'ports' of black box '\(module)' stands for \(found)", at: place,
      help: "each name stands for one port, as in '\\.data[0]: \"D0\"'")
  }

  static func domainWithoutReset(_ reset: String, _ clock: String, of box: BlackBoxDefinition) -> Diagnostic {
    Diagnostic(
      "V004", "black box '\(box.verilogName)' has a reset '\(reset)', the domain of '\(clock)' has none", at: box.place,
      help: "make it a port of the interface, or instantiate the black box in a domain with a reset")
  }

  static func domainWithEnable(_ enable: String, _ clock: String, of box: BlackBoxDefinition) -> Diagnostic {
    Diagnostic(
      "V014",
      "black box '\(box.verilogName)' cannot wait for '\(enable)', the enable of the domain of '\(clock)': its Verilog "
        + "has no such port", at: box.place,
      help: "instantiate it in a domain without enable, and connect the enable to an input of its interface")
  }

  static func noFile(_ path: String, of module: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "V005", "the Verilog of black box '\(module)' cannot be read: there is no file '\(path)'", at: place,
      help: "a path that does not begin with '/' begins in the folder of this Swift file")
  }

  static func unreadableFile(_ path: String, of module: String, _ reason: String, at place: Place) -> Diagnostic {
    Diagnostic("V006", "the Verilog of black box '\(module)' cannot be read from '\(path)': \(reason)", at: place)
  }

  static func moduleNotDeclared(_ module: String, _ found: [String], _ files: [String], at place: Place) -> Diagnostic {
    let list = found.map { "'\($0)'" }.joined(separator: ", ")
    let fileList = files.map { "'\($0)'" }.joined(separator: ", ")
    return Diagnostic(
      "V007", "there is no module '\(module)' in \(fileList)", at: place,
      help: found.isEmpty ? nil : "\(found.count == 1 ? "the module there is" : "the modules there are") \(list)")
  }

  static func inlined(_ name: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "V008", "black box '\(name)' cannot be built into the surrounding module", at: place,
      help: "leave out 'inlined: true'")
  }

  static func impossibleFileName(_ name: String, of module: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "V009", "the Verilog of black box '\(module)' cannot become a file named '\(name)'", at: place,
      help: "give a name without a folder, such as '\(module).v'")
  }

  static func impossibleValue(_ parameter: String, _ reason: String, of box: BlackBoxDefinition) -> Diagnostic {
    Diagnostic(
      "V010", "parameter '\(parameter)' of black box '\(box.verilogName)' cannot be written: \(reason)", at: box.place)
  }

  static func portsWithoutDomain(_ paths: [String], clocks: Int, of box: BlackBoxDefinition) -> Diagnostic {
    let list = paths.prefix(4).map { "'\($0)'" }.joined(separator: ", ") + (paths.count > 4 ? ", ..." : "")
    return Diagnostic(
      "V011", "black box '\(box.verilogName)' has \(clocks) clocks, and nothing says which of them belongs to \(list)",
      at: box.place, help: "name the domains in 'domains', or write a 'model'")
  }

  static func unknownDomain(_ clock: String, of box: BlackBoxDefinition) -> Diagnostic {
    Diagnostic(
      "V012", "'domains' of black box '\(box.verilogName)' names '\(clock)', which is none of its clocks",
      at: box.place,
      help: "give the domain a clock port in 'clocks'")
  }

  static func wrongDirection(_ path: String, _ wanted: String, of box: BlackBoxDefinition) -> Diagnostic {
    let found = wanted == "input" ? "output" : "input"
    return Diagnostic(
      "V013", "'\(path)' of black box '\(box.verilogName)' is an \(found), 'combinational' has it as an \(wanted)",
      at: box.place, help: "write '[\\.output: [\\.input]]'")
  }

  private static func isReserved(_ name: String) -> Bool { EmittedName.reserver(of: name) == .verilog }

  private static func article(_ kind: String) -> String {
    (["a", "e", "i", "o", "u"].contains { kind.hasPrefix($0) } ? "an " : "a ") + kind
  }
}
