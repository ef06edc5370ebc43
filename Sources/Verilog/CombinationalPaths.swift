import RTL

/// What depends on what within the clock cycle, through the modules of a design.
final class CombinationalPaths {
  let design: Design
  private var graphs: [CombinationalGraph?]
  private var inputs: [[[Int]?]]

  init(_ design: Design) {
    self.design = design
    graphs = design.modules.map { _ in nil }
    inputs = design.modules.map { [[Int]?](repeating: nil, count: $0.ports.count) }
  }

  /// The inputs of a module from which one of its outputs follows without a register between.
  func inputs(of module: ModuleID, output: Int) -> [Int] {
    if let known = inputs[module.index][output] { return known }
    if design.modules[module].isOpaque { return design.modules[module].declaredInputs(ofOutput: output) }
    let graph = self.graph(of: module)
    var isSeen = [Bool](repeating: false, count: graph.nodeCount)
    var pending = [graph.node(SignalID(output))]
    var found: [Int] = []
    while let node = pending.popLast() {
      if isSeen[node] { continue }
      isSeen[node] = true
      if let signal = graph.signal(node), case .port(let port) = graph.module.signals[signal].kind,
        graph.module.ports[port].direction == .input
      {
        found.append(port)
      }
      graph.forEachSuccessor(of: node) { pending.append($0) }
    }
    found.sort()
    inputs[module.index][output] = found
    return found
  }

  private func graph(of module: ModuleID) -> CombinationalGraph {
    if let known = graphs[module.index] { return known }
    let graph = CombinationalGraph(design.modules[module], self)
    graphs[module.index] = graph
    return graph
  }
}

/// The expressions, signals and blocks of a module as the nodes of a graph: each leads to what it depends on.
struct CombinationalGraph {
  let module: ModuleDefinition
  private let paths: CombinationalPaths
  private let drivers: DriverTable
  private let blocks: BlockTree

  init(_ module: ModuleDefinition, _ paths: CombinationalPaths) {
    self.module = module
    self.paths = paths
    drivers = DriverTable(of: module)
    blocks = BlockTree(of: module)
  }

  var nodeCount: Int { module.expressions.count + module.signals.count + module.blocks.count }

  func node(_ signal: SignalID) -> Int { module.expressions.count + signal.index }

  private func node(_ block: BlockID) -> Int { module.expressions.count + module.signals.count + block.index }

  /// The signal that a node is, if it is one.
  func signal(_ node: Int) -> SignalID? {
    let index = node - module.expressions.count
    return index >= 0 && index < module.signals.count ? SignalID(index) : nil
  }

  func forEachSuccessor(of node: Int, _ visit: (Int) -> Void) {
    if node < module.expressions.count {
      let operation = module.expressions[node].operation
      if case .signal(let signal) = operation { return visit(self.node(signal)) }
      module.forEachOperand(of: operation) { visit($0.index) }
    } else if let signal = signal(node) {
      forEachSuccessor(of: signal, visit)
    } else {
      let block = BlockID(node - module.expressions.count - module.signals.count)
      guard let position = blocks.position(of: block) else { return }
      if let condition = position.condition { visit(condition.index) }
      visit(self.node(position.guardedBy))
    }
  }

  private func forEachSuccessor(of signal: SignalID, _ visit: (Int) -> Void) {
    if case .register = module.signals[signal].kind { return }
    if case .instancePort(let id, let port) = module.signals[signal].kind {
      let instance = module.instances[id]
      if paths.design.modules[instance.module].ports[port].direction == .output {
        for input in paths.inputs(of: instance.module, output: port) { visit(node(instance.signal(ofPort: input))) }
        return
      }
    }
    for driver in drivers[signal] {
      visit(driver.value.index)
      visit(node(driver.block))
    }
  }

  /// Whether each node is part of a loop (Tarjan's algorithm, without recursion).
  func nodesInLoops() -> [Bool] {
    var isInLoop = [Bool](repeating: false, count: nodeCount)
    var number = [Int32](repeating: 0, count: nodeCount)
    var lowest = number
    var isOpen = isInLoop
    var open: [Int] = []
    var next: Int32 = 1
    for root in 0..<nodeCount where number[root] == 0 {
      var stack = [(node: root, successors: enter(root), position: 0)]
      while let top = stack.last {
        let node = top.node
        if top.position < top.successors.count {
          stack[stack.count - 1].position += 1
          let successor = top.successors[top.position]
          if successor == node { isInLoop[node] = true }
          if number[successor] == 0 {
            stack.append((successor, enter(successor), 0))
          } else if isOpen[successor] {
            lowest[node] = min(lowest[node], number[successor])
          }
          continue
        }
        stack.removeLast()
        if let parent = stack.last?.node { lowest[parent] = min(lowest[parent], lowest[node]) }
        guard lowest[node] == number[node] else { continue }
        let isLoop = open.last != node
        while let member = open.popLast() {
          isOpen[member] = false
          if isLoop { isInLoop[member] = true }
          if member == node { break }
        }
      }
    }
    return isInLoop

    func enter(_ node: Int) -> [Int] {
      number[node] = next
      lowest[node] = next
      next += 1
      isOpen[node] = true
      open.append(node)
      var successors: [Int] = []
      forEachSuccessor(of: node) { successors.append($0) }
      return successors
    }
  }
}
