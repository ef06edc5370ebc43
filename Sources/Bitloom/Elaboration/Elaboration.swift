import RTL

/// The building of a design: every module once, the children after the module that asked for them.
final class Elaboration {
  let domain: ClockDomain
  var diagnostics: [Diagnostic] = []
  private var moduleIDs: [ModuleKey: ModuleID] = [:]
  private var entries: [Entry] = []
  private var definitions: [ModuleDefinition] = []
  private var builderNames: [UInt32: String] = [:]

  private struct Entry {
    let name: String
    let layout: InterfaceLayout
    let build: (Elaboration, String) -> ModuleDefinition
  }

  init(domain: ClockDomain) {
    self.domain = domain
  }

  /// The number of a module; the first time it is put on the list of those to be built.
  func moduleID<M: Module>(of module: M, at place: Place, _ layout: (String) -> InterfaceLayout) -> ModuleID {
    let key = ModuleKey(module)
    if let known = moduleIDs[key] { return known }
    let id = ModuleID(entries.count)
    let name = module.moduleName
    moduleIDs[key] = id
    for problem in module.parameterProblems {
      diagnostics.append(ParameterDiagnostics.impossible(problem, module: name, at: place))
    }
    entries.append(
      Entry(name: name, layout: layout(name)) { elaboration, name in elaboration.build(module, name) })
    return id
  }

  func layout(of module: ModuleID) -> InterfaceLayout { entries[module].layout }

  func name(ofForeign signal: Signal) -> String? { builderNames[signal.owner] }

  /// Builds `top` and everything under it.
  func elaborate<M: Module>(_ top: M, at place: Place) -> Design {
    _ = moduleID(of: top, at: place) { name in portLayout(of: top, name: name, at: place) }
    var next = 0
    while next < entries.count {
      let entry = entries[next]
      definitions.append(entry.build(self, entry.name))
      next += 1
    }
    var design = Design(modules: definitions)
    design.findClockUse()
    return design
  }

  /// The ports of a module that is not instantiated: they are made in a builder that is thrown away.
  private func portLayout<M: Module>(of module: M, name: String, at place: Place) -> InterfaceLayout {
    let scratch = ModuleBuilder(name: name, elaboration: self)
    return BuilderContext.$box.withValue(.init(builder: scratch)) {
      let ports = scratch.makePorts(of: module, as: .port)
      return InterfaceLayout(of: ports, first: 0, in: scratch, module: name, at: place)
    }
  }

  private func build<M: Module>(_ module: M, _ name: String) -> ModuleDefinition {
    let builder = ModuleBuilder(name: name, elaboration: self)
    builderNames[builder.owner] = name
    builder.definition.summary = module.summary
    builder.definition.parameters = ModuleName.parameters(of: module)
    return BuilderContext.$box.withValue(.init(builder: builder)) {
      let io = builder.makePorts(of: module, as: .port)
      let layout = entries[moduleIDs[ModuleKey(module)] ?? Design.topID].layout
      builder.definition.ports = layout.ports
      layout.arrange(from: 0, in: builder, prefix: "", at: .unknown)
      // What a module builds from impossible parameters would only hide the one mistake.
      if module.parameterProblems.isEmpty { module.build(io) }
      return builder.definition
    }
  }
}

extension Design {
  /// Gives a clock and a reset port to every module that needs one itself or for an instance.
  mutating func findClockUse() {
    for id in modulesChildrenFirst {
      let module = modules[id]
      let children = module.instances.map(\.module)
      let hasState = !module.registers.isEmpty || !module.memories.isEmpty
      let hasReset = module.domain.reset != nil && module.registers.contains { $0.resetValue != nil }
      modules[id].usesClock = hasState || children.contains { modules[$0].usesClock }
      modules[id].usesReset = hasReset || children.contains { modules[$0].usesReset }
    }
  }
}
