import RTL

/// Which inputs of a module its outputs depend on without a clock between, port by port.
struct PortDependencies {
  /// By port; empty for inputs.
  private var inputs: [[Int32]]

  func inputs(ofOutput port: Int) -> [Int32] { inputs[port] }

  /// Nothing depends on anything: for modules that cannot be looked into.
  init(portCount: Int) {
    inputs = Array(repeating: [], count: portCount)
  }

  init(of module: ModuleDefinition, _ dependencies: DependencyGraph, _ components: StronglyConnectedComponents) {
    if module.isOpaque {
      inputs = module.ports.indices.map { module.declaredInputs(ofOutput: $0).map { Int32($0) } }
      return
    }
    var members = [[Int32]](repeating: [], count: components.count)
    for node in 0..<dependencies.graph.nodeCount {
      members[Int(components.componentOfNode[node])].append(Int32(node))
    }
    // Components come after those they depend on, so one pass suffices.
    var sets = NumberSets()
    var setOfComponent = [Int32](repeating: NumberSets.empty, count: components.count)
    for component in members.indices {
      var set = NumberSets.empty
      for node in members[component] {
        let index = Int(node)
        if index < module.ports.count, module.ports[index].direction == .input { set = sets.inserting(node, into: set) }
        for target in dependencies.graph.targets(of: index) {
          let other = Int(components.componentOfNode[Int(target)])
          if other != component { set = sets.union(set, setOfComponent[other]) }
        }
      }
      setOfComponent[component] = set
    }
    inputs = module.ports.indices.map { port in
      guard module.ports[port].direction == .output else { return [] }
      return sets[setOfComponent[Int(components.componentOfNode[port])]]
    }
  }
}
