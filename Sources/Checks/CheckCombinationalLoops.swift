import RTL

/// C001: values that depend on themselves without a register between, each loop in the module where it closes.
///
/// Whole words are looked at first, which takes linear time. Only where words form a loop are their bits followed, so that a
/// carry chain in one signal is no loop. Loops that share words are one diagnostic.
///
/// `ignored` are signals of the modules that an earlier pass has found at fault, by module: loops through them are no news.
func checkCombinationalLoops(
  _ design: Design, _ facts: [ModuleFacts], overridden: [Set<StatementPosition>], ignored: [Set<SignalID>]
) -> [[Diagnostic]] {
  var dependencies = design.modules.map { PortDependencies(portCount: $0.ports.count) }
  var suspects: [(module: ModuleID, words: DependencyGraph, components: StronglyConnectedComponents)] = []
  for id in design.modulesChildrenFirst {
    let words = DependencyGraph(facts[id], overridden: overridden[id.index], children: dependencies)
    let components = StronglyConnectedComponents(of: words.graph)
    if id != Design.topID {
      dependencies[id.index] = PortDependencies(of: facts[id].module, words, components)
    }
    if components.count < words.graph.nodeCount { suspects.append((id, words, components)) }
  }
  var diagnostics = [[Diagnostic]](repeating: [], count: design.modules.count)
  if suspects.isEmpty { return diagnostics }
  let bits = BitDependencies(facts: facts, overridden: overridden, wordDependencies: dependencies)
  for (id, words, components) in suspects {
    let search = LoopSearch(facts: facts[id], module: id, words: words, components: components, bits: bits)
    diagnostics[id.index] = search.loops(ignoring: ignored[id.index])
  }
  return diagnostics
}

/// Looks for loops of bits among the loops of words of one module.
private struct LoopSearch {
  let facts: ModuleFacts
  let module: ModuleID
  let words: DependencyGraph
  let components: StronglyConnectedComponents
  let bits: BitDependencies

  func loops(ignoring ignored: Set<SignalID>) -> [Diagnostic] {
    var signals: [Int32: [SignalID]] = [:]
    var order: [Int32] = []
    for signal in facts.signalIDs {
      let component = components.componentOfNode[words.node(signal)]
      if signals[component] == nil { order.append(component) }
      signals[component, default: []].append(signal)
    }
    let sizes = componentSizes()
    return order.compactMap { component in
      guard sizes[Int(component)] > 1, let members = signals[component] else { return nil }
      guard let entry = anyLoop(through: members, component), let loop = shortestLoop(from: entry, component) else {
        return nil
      }
      let isKnown = loop.contains { node in
        if case .signal(let signal) = node.value { ignored.contains(signal) } else { false }
      }
      return isKnown ? nil : diagnostic(loop)
    }
  }

  private func componentSizes() -> [Int] {
    var sizes = [Int](repeating: 0, count: components.count)
    for component in components.componentOfNode { sizes[Int(component)] += 1 }
    return sizes
  }

  private func successors(of node: BitsNode, _ component: Int32) -> [BitsNode] {
    bits.dependencies(of: node, in: module).filter { components.componentOfNode[words.node($0)] == component }
  }

  /// The signal bits declared first on some loop of bits; nil when there is no loop.
  private func anyLoop(through signals: [SignalID], _ component: Int32) -> BitsNode? {
    var isOpen: [BitsNode: Bool] = [:]
    for signal in signals {
      let start = BitsNode(.signal(signal), 0..<facts.module.signals[signal].type.width)
      if isOpen[start] != nil { continue }
      isOpen[start] = true
      var path = [(node: start, next: successors(of: start, component)[...])]
      while !path.isEmpty {
        guard let next = path[path.count - 1].next.popFirst() else {
          isOpen[path.removeLast().node] = false
          continue
        }
        switch isOpen[next] {
        case nil:
          isOpen[next] = true
          path.append((next, successors(of: next, component)[...]))
        case false?: continue
        case true?:
          let first = path.firstIndex { $0.node == next } ?? 0
          return path[first...].map(\.node).filter(\.isSignal).min { $0.declaredBefore($1) }
        }
      }
    }
    return nil
  }

  /// The shortest way from `entry` back to it; each node depends on the next one, and the last one on `entry`.
  private func shortestLoop(from entry: BitsNode, _ component: Int32) -> [BitsNode]? {
    var reachedFrom: [BitsNode: BitsNode] = [:]
    var queue = [entry]
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      for next in successors(of: node, component) {
        if next == entry {
          var loop = [node]
          while let before = reachedFrom[loop[loop.count - 1]] { loop.append(before) }
          return loop.reversed()
        }
        if reachedFrom[next] == nil {
          reachedFrom[next] = node
          queue.append(next)
        }
      }
    }
    return nil
  }

  private func diagnostic(_ loop: [BitsNode]) -> Diagnostic {
    // The data goes against the dependencies: from the last node to the first.
    var steps: [DependencyStep] = []
    for (index, node) in loop.enumerated() {
      if let step = DependencyStep(node, from: loop[(index + 1) % loop.count], in: facts) { steps.append(step) }
    }
    let first = steps.removeFirst()
    return LoopDiagnostics.loop([first] + steps.reversed(), module: facts.module.name)
  }
}

extension BitsNode {
  fileprivate var isSignal: Bool {
    if case .signal = value { true } else { false }
  }

  fileprivate func declaredBefore(_ other: BitsNode) -> Bool {
    guard case .signal(let left) = value, case .signal(let right) = other.value else { return false }
    return (left, low, high) < (right, other.low, other.high)
  }
}
