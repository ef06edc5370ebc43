import RTL

/// What the values of a module follow from when registers that are reset asynchronously follow from their resets, too.
///
/// R013 is a loop of this kind: a reset that follows from a register which it resets would end by its own effect.
struct ResetOrigins {
  /// What an output of the module follows from.
  private struct Origins {
    var inputs: [Int] = []
    /// The domains whose resets come in through ports.
    var resets: [DomainID] = []
  }

  private(set) var diagnostics: [Diagnostic] = []
  private let facts: ModuleFacts
  private let graph: DependencyGraph
  private let children: [ResetOrigins?]
  /// By port; empty for inputs.
  private var originsOfOutput: [Origins] = []

  /// `children` are those of the modules that the module instantiates.
  init(_ facts: ModuleFacts, overridden: Set<StatementPosition>, children: [ResetOrigins?]) {
    self.facts = facts
    self.children = children
    // What the outputs of instances follow from is added here.
    let nothing = facts.design.modules.map { PortDependencies(portCount: $0.ports.count) }
    graph = DependencyGraph(facts, overridden: overridden, children: nothing)
    findLoops()
    originsOfOutput = module.ports.indices.map { port in
      module.ports[port].direction == .output ? origins(of: SignalID(port)) : Origins()
    }
  }

  private var module: ModuleDefinition { facts.module }

  private mutating func findLoops() {
    var seen: Set<SignalID> = []
    for use in module.domains where use.isMadeAsynchronous {
      guard let signal = use.resetSignal, let reset = use.domain.reset, seen.insert(signal).inserted else { continue }
      var before: [Int: Int] = [:]
      visit(from: graph.node(signal)) { node, previous in if before[node] == nil { before[node] = previous } }
      guard let source = before[graph.node(signal)] else { continue }
      let description = SignalDescription(SignalID(source), in: facts)
      let place = facts.drivers[signal].first.map { module.places[$0.place] }
      diagnostics.append(
        ClockDiagnostics.resetOfItself(
          reset.name, module: module.name, source: Diagnostic.Note(description.full, at: description.place),
          at: place ?? module.signals[signal].place))
    }
  }

  private func origins(of signal: SignalID) -> Origins {
    var result = Origins()
    func note(_ node: Int) {
      guard node < graph.signalCount else { return }
      if case .port(let port) = module.signals[node].kind, module.ports[port].direction == .input {
        result.inputs.append(port)
      }
      for domain in resets(of: node) where module.domains[domain].resetSignal == nil { result.resets.append(domain) }
    }
    note(graph.node(signal))
    visit(from: graph.node(signal)) { node, _ in note(node) }
    return result
  }

  /// Calls `body` with every node that one follows from, and the node that leads there: with each once, and with the first one
  /// when it follows from itself.
  private func visit(from start: Int, _ body: (_ node: Int, _ previous: Int) -> Void) {
    var isVisited = [Bool](repeating: false, count: graph.graph.nodeCount)
    var queue = [start]
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      for next in targets(of: node) where !isVisited[next] {
        isVisited[next] = true
        body(next, node)
        if next != start { queue.append(next) }
      }
    }
  }

  private func targets(of node: Int) -> [Int] {
    var result = graph.graph.targets(of: node).map { Int($0) }
    guard node < graph.signalCount else { return result }
    if let (instance, origins) = instanceOrigins(of: node) {
      result += origins.inputs.map { instance.signal(ofPort: $0).index }
    }
    result += resets(of: node).compactMap { module.domains[$0].resetSignal?.index }
    return result
  }

  /// The domains whose asynchronous resets a signal follows at any time: a register that they set, or an output of an instance
  /// behind such a register.
  private func resets(of node: Int) -> [DomainID] {
    if case .register(let index) = module.signals[node].kind {
      let register = module.registers[index]
      let isReset = register.resetValue != nil && module.domain(of: register).reset?.kind == .asynchronous
      return isReset ? [register.domain] : []
    }
    guard let (instance, origins) = instanceOrigins(of: node) else { return [] }
    return origins.resets.map { instance.domains[$0.index] }
  }

  /// What an output of an instance follows from within; nil for any other signal.
  private func instanceOrigins(of node: Int) -> (InstanceDefinition, Origins)? {
    guard case .instancePort(let id, let port) = module.signals[node].kind,
      !module.isDrivenHere(SignalID(node), in: facts.design)
    else { return nil }
    let instance = module.instances[id]
    return children[instance.module.index].map { (instance, $0.originsOfOutput[port]) }
  }
}
