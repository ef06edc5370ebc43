import RTL

/// The wording of the V family, as far as it needs the whole design: black boxes among other modules.
enum BlackBoxDiagnostics {
  static func atTop(_ box: BlackBoxDefinition) -> Diagnostic {
    Diagnostic(
      "V020", "black box '\(box.verilogName)' is the top of the design, for which nothing is emitted", at: box.place,
      help: "instantiate it in a module, or use 'BlackBoxTop'")
  }

  static func clockWithoutPort(_ kind: String, _ name: String, _ box: BlackBoxDefinition) -> Diagnostic {
    Diagnostic(
      "V021", "the model of black box '\(box.verilogName)' uses \(kind) '\(name)', for which the Verilog has no port",
      at: box.place, help: "name the port in 'clocks', or do without it in the model")
  }

  static func namedAsModule(_ box: BlackBoxDefinition, _ module: String) -> Diagnostic {
    Diagnostic(
      "V022", "the Verilog of black box '\(box.verilogName)' has the name of the emitted module '\(module)'",
      at: box.place, help: "give the emitted module another 'moduleName'")
  }

  static func differentVerilog(_ box: BlackBoxDefinition, first: BlackBoxDefinition) -> Diagnostic {
    let message =
      first.verilogName == box.verilogName
      ? "black box '\(box.verilogName)' has two different texts of Verilog"
      : "black boxes '\(first.verilogName)' and '\(box.verilogName)' differ by case alone"
    return Diagnostic(
      "V023", message, at: box.place, notes: [Diagnostic.Note("the first one is described here", at: first.place)],
      help: "give both the same source, or the Verilog modules different names")
  }

  static func fileOfModule(_ file: String, _ box: BlackBoxDefinition) -> Diagnostic {
    Diagnostic(
      "V024", "file '\(file)' of black box '\(box.verilogName)' has the name of an emitted module's file",
      at: box.place,
      help: "rename the file, or give the emitted module another 'moduleName'")
  }

  static func differentFiles(_ file: String, _ box: BlackBoxDefinition, first: BlackBoxDefinition) -> Diagnostic {
    Diagnostic(
      "V024", "black boxes '\(first.verilogName)' and '\(box.verilogName)' have different files named '\(file)'",
      at: box.place, notes: [Diagnostic.Note("the first one is described here", at: first.place)],
      help: "rename one of them")
  }
}
