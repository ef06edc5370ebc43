import RTL

/// V020 to V024: black boxes among the other modules of a design.
func checkBlackBoxes(_ design: Design) -> [Diagnostic] {
  let boxes = design.modules.filter { $0.blackBox != nil }
  if boxes.isEmpty { return [] }
  var diagnostics: [Diagnostic] = []
  if let box = design.top.blackBox { diagnostics.append(BlackBoxDiagnostics.atTop(box)) }
  for module in boxes { diagnostics += checkClocks(of: module) }
  return diagnostics + checkVerilogNames(boxes, in: design) + checkFiles(boxes, in: design)
}

/// V021: clocks and resets that a model uses and the Verilog has no port for.
private func checkClocks(of module: ModuleDefinition) -> [Diagnostic] {
  guard let box = module.blackBox, box.hasModel else { return [] }
  return module.domains.indices.compactMap { index in
    let use = module.domains[index]
    let clocks = box.clocks.filter { $0.domain == DomainID(index) }
    if use.usesClock, clocks.isEmpty {
      return BlackBoxDiagnostics.clockWithoutPort("clock", use.domain.clock, box)
    }
    if use.usesReset, let reset = use.domain.reset, !clocks.contains(where: { $0.reset != nil }) {
      return BlackBoxDiagnostics.clockWithoutPort("reset", reset.name, box)
    }
    return nil
  }
}

/// V022, V023: Verilog modules of one name. Names that differ by case alone count as one: each module may be a file.
private func checkVerilogNames(_ boxes: [ModuleDefinition], in design: Design) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  var first: [String: BlackBoxDefinition] = [:]
  let emitted = design.modules.filter { $0.blackBox == nil }
  for box in boxes.compactMap(\.blackBox) {
    let name = box.verilogName.lowercased()
    if let module = emitted.first(where: { $0.name.lowercased() == name }) {
      diagnostics.append(BlackBoxDiagnostics.namedAsModule(box, module.name))
    }
    guard let other = first[name] else {
      first[name] = box
      continue
    }
    if other.verilogName != box.verilogName || other.sources != box.sources {
      diagnostics.append(BlackBoxDiagnostics.differentVerilog(box, first: other))
    }
  }
  return diagnostics
}

/// V024: files of one name.
private func checkFiles(_ boxes: [ModuleDefinition], in design: Design) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  var first: [String: (box: BlackBoxDefinition, text: String)] = [:]
  let emitted = Set(design.modules.filter { $0.blackBox == nil }.map { $0.name.lowercased() })
  for box in boxes.compactMap(\.blackBox) {
    for source in box.sources {
      let name = source.name.lowercased()
      let stem = String(name.prefix { $0 != "." })
      if emitted.contains(stem), source.isCompiled, stem != box.verilogName.lowercased() {
        diagnostics.append(BlackBoxDiagnostics.fileOfModule(source.name, box))
      } else if let other = first[name], other.text != source.text, other.box.verilogName != box.verilogName {
        diagnostics.append(BlackBoxDiagnostics.differentFiles(source.name, box, first: other.box))
      }
      if first[name] == nil { first[name] = (box, source.text) }
    }
  }
  return diagnostics
}
