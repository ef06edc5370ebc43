import RTL

/// N001, N002, N003: the names within a module.
///
/// Ports, wires, registers, memories, instances, checks, named expressions, the clock and the reset share one name space. The names
/// of instances' ports are hints, which the emitter makes unique.
func checkNames(of module: ModuleDefinition) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  var first: [String: NameDiagnostics.NamedThing] = [:]
  for thing in namedThings(of: module) {
    diagnostics += spellingDiagnostics(of: thing, module: module.name)
    if let earlier = first[thing.name], !thing.name.isEmpty {
      diagnostics.append(NameDiagnostics.usedTwice(thing, first: earlier, module: module.name))
    } else {
      first[thing.name] = thing
    }
  }
  return diagnostics
}

/// N002, N003, N004: the names of the modules. Names that differ by case alone count as one: each module is a file.
func checkModuleNames(_ design: Design) -> [Diagnostic] {
  var usedAt = [Place](repeating: .unknown, count: design.modules.count)
  for module in design.modules.reversed() {
    for instance in module.instances.reversed() { usedAt[instance.module.index] = instance.place }
  }
  var diagnostics: [Diagnostic] = []
  var first: [String: NameDiagnostics.NamedThing] = [:]
  for (module, place) in zip(design.modules, usedAt) {
    let thing = NameDiagnostics.NamedThing(kind: "module", name: module.name, place: place)
    diagnostics += spellingDiagnostics(of: thing, module: nil)
    if let earlier = first[module.name.lowercased()] {
      diagnostics.append(NameDiagnostics.modulesNamedAlike(thing, first: earlier))
    } else {
      first[module.name.lowercased()] = thing
    }
  }
  return diagnostics
}

private func spellingDiagnostics(of thing: NameDiagnostics.NamedThing, module: String?) -> [Diagnostic] {
  if !EmittedName.isIdentifier(thing.name) { return [NameDiagnostics.notAnIdentifier(thing, module: module)] }
  if let reserver = EmittedName.reserver(of: thing.name) {
    return [NameDiagnostics.reserved(thing, by: reserver, module: module)]
  }
  let isPort = ["input", "output", "clock", "reset"].contains(thing.kind)
  if isPort && EmittedName.isModelMember(thing.name) {
    return [NameDiagnostics.modelMember(thing, module: module)]
  }
  return []
}

private func namedThings(of module: ModuleDefinition) -> [NameDiagnostics.NamedThing] {
  var things: [NameDiagnostics.NamedThing] = []
  func add(_ kind: String, _ name: String, _ place: Place) {
    things.append(NameDiagnostics.NamedThing(kind: kind, name: name, place: place))
  }
  for clock in module.clockPorts { add("clock", clock.name, .unknown) }
  for reset in module.resetPorts { add("reset", reset.name, .unknown) }
  for signal in module.signals {
    switch signal.kind {
    case .port(let index): add(module.ports[index].direction.rawValue, module.ports[index].name, signal.place)
    case .wire: add("wire", signal.name, signal.place)
    case .register: add("register", signal.name, signal.place)
    case .instancePort: break
    }
  }
  for memory in module.memories { add("memory", memory.name, memory.place) }
  for instance in module.instances { add("instance", instance.name, instance.place) }
  for (_, name) in module.expressionNames.sorted(by: { $0.key < $1.key }) { add("expression", name, .unknown) }
  for check in module.checks { add(check.kind.rawValue, check.name, module.places[check.place]) }
  return things
}
