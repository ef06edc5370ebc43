import RTL

/// The clocks and inputs that every value of a module follows from, without a register between.
struct ClockSources {
  /// Something that a value can follow from.
  enum Source: Hashable {
    case input(Int)
    case clock(String)
  }

  private let module: ModuleDefinition
  private let graph: DependencyGraph
  private let components: StronglyConnectedComponents
  private let clocks: [String]
  private var setOfComponent: [Int32]
  private var sets = NumberSets()

  init(
    _ facts: ModuleFacts, _ graph: DependencyGraph, _ components: StronglyConnectedComponents, children: [PortClocks]
  ) {
    module = facts.module
    self.graph = graph
    self.components = components
    let leaves = ClockLeaves(facts, children: children)
    clocks = leaves.clocks
    setOfComponent = [Int32](repeating: NumberSets.empty, count: components.count)
    var members = [[Int32]](repeating: [], count: components.count)
    for node in 0..<graph.graph.nodeCount {
      members[Int(components.componentOfNode[node])].append(Int32(node))
    }
    for component in members.indices {
      var set = NumberSets.empty
      for node in members[component] {
        for number in leaves.numbers(of: Int(node), in: graph) { set = sets.inserting(number, into: set) }
        for target in graph.graph.targets(of: Int(node)) {
          let other = Int(components.componentOfNode[Int(target)])
          if other != component { set = sets.union(set, setOfComponent[other]) }
        }
      }
      setOfComponent[component] = set
    }
  }

  /// What a node of the graph follows from.
  func sources(of node: Int) -> [Source] {
    sets[setOfComponent[Int(components.componentOfNode[node])]].map { number in
      let index = Int(number)
      return index < module.ports.count ? .input(index) : .clock(clocks[index - module.ports.count])
    }
  }
}

/// What the values that follow from nothing else within the cycle stand for: inputs, registers, memories, outputs of instances.
private struct ClockLeaves {
  private let facts: ModuleFacts
  private let children: [PortClocks]
  private let writeDomains: [[DomainID]]
  private(set) var clocks: [String] = []

  init(_ facts: ModuleFacts, children: [PortClocks]) {
    self.facts = facts
    self.children = children
    let module = facts.module
    var writes = [[DomainID]](repeating: [], count: module.memories.count)
    for block in module.blocks {
      for case .writeMemory(let write) in block.statements where !writes[write.memory].contains(write.domain) {
        writes[write.memory].append(write.domain)
      }
    }
    writeDomains = writes
    for use in module.domains where !clocks.contains(use.domain.clock) { clocks.append(use.domain.clock) }
  }

  private func number(of domain: DomainID) -> Int32 { number(ofClock: facts.module.domains[domain].domain.clock) }

  private func number(ofClock name: String) -> Int32 {
    Int32(facts.module.ports.count + (clocks.firstIndex(of: name) ?? 0))
  }

  func numbers(of node: Int, in graph: DependencyGraph) -> [Int32] {
    let module = facts.module
    if node < graph.signalCount {
      switch module.signals[node].kind {
      case .register(let register): return [number(of: module.registers[register].domain)]
      case .port(let port): return module.ports[port].direction == .input ? [Int32(port)] : []
      case .wire: return []
      case .instancePort(let id, let port):
        let instance = module.instances[id]
        let child = facts.design.modules[instance.module]
        return children[instance.module.index].clocksOfOutput[port].compactMap { clock in
          child.outerClock(clock, of: instance, in: module).map { number(ofClock: $0) }
        }
      }
    }
    if node < graph.signalCount + graph.expressionCount,
      case .readMemory(let memory, _) = module.expressions[node - graph.signalCount].operation
    {
      return writeDomains[memory.index].map { number(of: $0) }
    }
    return []
  }
}

extension ModuleDefinition {
  /// The name that a clock of this module has around one of its instances.
  func outerClock(_ name: String, of instance: InstanceDefinition, in parent: ModuleDefinition) -> String? {
    for (use, domain) in zip(domains, instance.domains) where use.domain.clock == name {
      return parent.domains[domain].domain.clock
    }
    return nil
  }
}
