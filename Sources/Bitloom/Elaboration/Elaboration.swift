import Checks
import RTL

/// The building of a design: every module once, the children after the module that asked for them.
final class Elaboration {
  let domain: ClockDomain
  var diagnostics: [Diagnostic] = []
  private var moduleIDs: [ClockedModuleKey: ModuleID] = [:]
  private var entries: [Entry] = []
  private var definitions: [ModuleDefinition] = []
  private var controls: [ModuleControls] = []
  /// The streams whose senders have to keep to the protocol, and the design in which their modules have these numbers.
  private var handshakes: [Handshake] = []
  private var designOfHandshakes: Design?
  private var moduleOfBuilder: [UInt32: ModuleID] = [:]
  /// The module that is being built.
  private var current = ModuleID(raw: 0)
  private var isTooDeep = false

  // Deeper than any hierarchy that ends.
  private static let maximumDepth = 1000

  private struct Entry {
    let name: String
    /// The module's own domain.
    let domain: ClockDomain
    let layout: InterfaceLayout
    /// How many modules are around it where it was found first, and the innermost of them.
    let depth: Int
    let parent: ModuleID?
    let build: (Elaboration, String) -> ModuleDefinition
  }

  /// A module is built once for each domain it is used in; what makes no difference is shared afterwards.
  private struct ClockedModuleKey: Hashable {
    var module: ModuleKey
    var domain: ClockDomain
  }

  init(domain: ClockDomain) {
    self.domain = domain
  }

  /// The number of a module that is instantiated at `place`; the first time it is put on the list of those to be built.
  func moduleID<M: Module>(of module: M, in domain: ClockDomain, at place: Place) -> ModuleID {
    let key = ClockedModuleKey(module: ModuleKey(module), domain: domain)
    if let known = moduleIDs[key] { return known }
    let id = ModuleID(entries.count)
    let isElsewhere = domain != self.domain
    var name = isElsewhere ? "\(module.moduleName)_\(domain.nameComponent(beside: self.domain))" : module.moduleName
    // Domains may differ in the names of their ports alone; a module that knows other domains too is not shared then.
    let isTaken = isElsewhere && moduleIDs.contains { $0.key.module == key.module && entries[$0.value].name == name }
    if isTaken {
      let ports = [domain.clock] + [domain.reset?.name].compactMap(\.self)
      name = "\(module.moduleName)_\(ports.joined(separator: "_"))"
    }
    moduleIDs[key] = id
    for problem in module.parameterProblems {
      diagnostics.append(ParameterDiagnostics.impossible(problem, module: name, at: place))
    }
    let layout = portLayout(of: module, name: name)
    let parent = entries.isEmpty ? nil : current
    let depth = parent.map { entries[$0].depth + 1 } ?? 0
    entries.append(
      Entry(name: name, domain: domain, layout: layout, depth: depth, parent: parent) { elaboration, name in
        elaboration.build(module, name)
      })
    if depth > Self.maximumDepth, !isTooDeep {
      isTooDeep = true
      diagnostics.append(HierarchyDiagnostics.tooDeep(path(to: id), limit: Self.maximumDepth, at: place))
    }
    return id
  }

  /// The names of the modules from one just under the top to this one.
  private func path(to module: ModuleID) -> [String] {
    var names: [String] = []
    var next: ModuleID? = module
    while let id = next {
      names.append(entries[id].name)
      next = entries[id].parent
    }
    return names.reversed()
  }

  func layout(of module: ModuleID) -> InterfaceLayout { entries[module].layout }

  /// How a signal of another module is called there, and the module.
  func origin(ofForeign signal: Signal) -> (signal: String?, module: String)? {
    guard let id = moduleOfBuilder[signal.owner] else { return nil }
    // Modules are built one after the other, so another one than the current one is finished.
    let name = id.index < definitions.count ? spelling(of: signal.expression, in: definitions[id]) : nil
    return (name, entries[id].name)
  }

  /// Builds `top` and everything under it.
  func elaborate<M: Module>(_ top: M, at place: Place) -> Design {
    _ = moduleID(of: top, in: domain, at: place)
    while current.index < entries.count, !isTooDeep {
      let entry = entries[current]
      definitions.append(entry.build(self, entry.name))
      current = ModuleID(current.index + 1)
    }
    if !diagnostics.isEmpty { return Design(modules: definitions) }
    var design = Design(modules: definitions)
    diagnostics = design.connectDomains(controls) + design.checkControls(controls)
    if !diagnostics.isEmpty { return design }
    if !handshakes.isEmpty { designOfHandshakes = design }
    design.applyEnables(controls)
    shareModules(of: &design)
    return design
  }

  /// Finds the senders that wait for their receivers, in a design in which nothing else is wrong.
  func checkHandshakes() -> [Diagnostic] {
    guard let design = designOfHandshakes else { return [] }
    let search = HandshakeSearch(design)
    return handshakes.compactMap { search.breach(of: $0) }
  }

  /// Reads the interface of a module, in a builder that is thrown away.
  private func portLayout<M: Module>(of module: M, name: String) -> InterfaceLayout {
    let scratch = ModuleBuilder(name: name, elaboration: self)
    return BuilderContext.$box.withValue(.init(builder: scratch)) {
      let ports = scratch.makeFirstPorts(of: module, as: .port)
      return InterfaceLayout(of: ports, first: 0, in: scratch, module: name)
    }
  }

  private func build<M: Module>(_ module: M, _ name: String) -> ModuleDefinition {
    let builder = ModuleBuilder(name: name, elaboration: self)
    builder.definition.domain = entries[current].domain
    moduleOfBuilder[builder.owner] = current
    builder.definition.summary = module.summary
    builder.definition.parameters = ModuleName.parameters(of: module)
    return BuilderContext.$box.withValue(.init(builder: builder)) {
      let io = builder.makePorts(of: module, as: .port)
      let layout = entries[current].layout
      builder.definition.ports = layout.ports
      layout.arrange(from: 0, in: builder, prefix: "")
      // What a module builds from impossible parameters would only hide the one mistake.
      if module.parameterProblems.isEmpty { module.build(io) }
      builder.complete()
      builder.numberGivenNames()
      builder.nameSelections()
      builder.nameChecks()
      controls.append(builder.controls)
      handshakes += builder.handshakes.map { $0.handshake(in: current) }
      return builder.definition
    }
  }
}

extension Elaboration {
  /// Modules that were built for several domains, and in which nothing tells the domains apart but their names, become one.
  private func shareModules(of design: inout Design) {
    var variants: [ModuleKey: [ModuleID]] = [:]
    for (key, id) in moduleIDs { variants[key.module, default: []].append(id) }
    let groups = variants.values.filter { $0.count > 1 }.map { $0.sorted() }
    if !groups.isEmpty { design.share(groups) }
  }
}
