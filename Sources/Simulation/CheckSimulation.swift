import RTL

extension Design {
  /// What keeps the native engine from running the design: black boxes without a model (V015).
  public var faultsInNativeSimulation: [Diagnostic] {
    modules.indices.compactMap { index in
      guard let box = modules[index].blackBox, !box.hasModel else { return nil }
      return Diagnostic(
        "V015", "the native engine cannot run black box '\(box.verilogName)': it has no model",
        at: place(ofFirstInstanceOf: ModuleID(index)), notes: [.declared("the black box", at: box.place)],
        help: box.sources.isEmpty
          ? "give it a method 'model(_ io: IO)'"
          : "give it a method 'model(_ io: IO)', or use another engine, which runs its Verilog")
    }
  }

  /// What keeps a simulator of Verilog from running the design: black boxes with neither Verilog nor a model (V016).
  public var faultsInVerilogSimulation: [Diagnostic] {
    let design = modelsForMissingSources
    return design.blackBoxes.compactMap { id in
      guard let box = design.modules[id].blackBox, box.sources.isEmpty else { return nil }
      return Diagnostic(
        "V016", "no engine can run black box '\(box.verilogName)': it has neither Verilog nor a model",
        at: place(ofFirstInstanceOf: id), notes: [.declared("the black box", at: box.place)],
        help: "give it a method 'model(_ io: IO)', or a 'source'")
    }
  }

  private func place(ofFirstInstanceOf module: ModuleID) -> Place {
    for definition in modules {
      if let instance = definition.instances.first(where: { $0.module == module }) { return instance.place }
    }
    return .unknown
  }
}
