import RTL

/// A stream of a module whose sender has to keep to the protocol.
public struct Handshake: Sendable {
  /// A signal, or what an expression makes.
  public enum Value: Hashable, Sendable {
    case signal(SignalID)
    case expression(ExpressionID)
  }

  public var module: ModuleID
  /// What diagnostics call the stream.
  public var name: String
  public var valid: Value
  public var payload: [Value]
  public var ready: Value
  /// Where it was said that the sender has to keep to the protocol.
  public var place: Place

  public init(module: ModuleID, name: String, valid: Value, payload: [Value], ready: Value, place: Place) {
    self.module = module
    self.name = name
    self.valid = valid
    self.payload = payload
    self.ready = ready
    self.place = place
  }
}

/// C002: senders that look at `ready` to raise `valid`, or to make the payload, without a register between.
///
/// A receiver may wait for `valid` before it is ready. Were both to wait there would be a combinational loop, which is found
/// (C001) where the two meet; that is here found in the sender alone. What is looked at is the module that the stream belongs to
/// with all that is in it, and not what another module makes of its outputs. Words are looked at first, then their bits.
public struct HandshakeSearch {
  private let facts: [ModuleFacts]
  private let overridden: [Set<StatementPosition>]
  private let dependencies: [PortDependencies]

  /// - Parameter design: A design in which no module contains itself.
  public init(_ design: Design) {
    let facts = design.modules.map { ModuleFacts($0, in: design) }
    let overridden = facts.map { Set(findOverriddenAssignments($0)) }
    var dependencies = design.modules.map { PortDependencies(portCount: $0.ports.count) }
    for id in design.modulesChildrenFirst where id != Design.topID {
      let words = DependencyGraph(facts[id], overridden: overridden[id.index], children: dependencies)
      let components = StronglyConnectedComponents(of: words.graph)
      dependencies[id.index] = PortDependencies(of: facts[id].module, words, components)
    }
    (self.facts, self.overridden, self.dependencies) = (facts, overridden, dependencies)
  }

  /// What is wrong with the sender of a stream; nil when nothing is.
  public func breach(of handshake: Handshake) -> Diagnostic? {
    let facts = facts[handshake.module]
    let words = DependencyGraph(facts, overridden: overridden[handshake.module.index], children: dependencies)
    let ready = node(of: handshake.ready, facts)
    for (place, value) in ([handshake.valid] + handshake.payload).enumerated() {
      let end = node(of: value, facts)
      guard words.reaches(end, ready), let way = way(from: ready, to: end, in: handshake.module) else { continue }
      let isValid = place == 0
      let steps = self.steps(of: way, endingAt: "\(handshake.name).\(isValid ? "valid" : "payload")", facts)
      let name = facts.module.name
      return isValid
        ? LoopDiagnostics.validWaits(steps, handshake, module: name)
        : LoopDiagnostics.payloadFollows(steps, handshake, module: name)
    }
    return nil
  }

  /// All bits of a signal or an expression. A read of a signal is the signal.
  private func node(of value: Handshake.Value, _ facts: ModuleFacts) -> BitsNode {
    let module = facts.module
    switch value {
    case .signal(let signal): return BitsNode(.signal(signal), 0..<module.signals[signal].type.width)
    case .expression(let expression):
      let width = module.type(of: expression).width
      let signal = module.signal(of: expression)
      return BitsNode(signal.map { .signal($0) } ?? .expression(expression), 0..<width)
    }
  }

  /// The shortest way of the data, bit by bit.
  private func way(from start: BitsNode, to end: BitsNode, in module: ModuleID) -> [BitsNode]? {
    let bits = BitDependencies(facts: facts, overridden: overridden, wordDependencies: dependencies)
    var followers: [BitsNode: BitsNode] = [:]
    var seen: Set<BitsNode> = [end]
    var queue = [end]
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      if node.value == start.value {
        var way = [node]
        while let next = followers[way[way.count - 1]] { way.append(next) }
        return way
      }
      for next in bits.dependencies(of: node, in: module) where seen.insert(next).inserted {
        followers[next] = node
        queue.append(next)
      }
    }
    return nil
  }

  /// The signals on a way. An end that is no signal is called by `name`.
  private func steps(of way: [BitsNode], endingAt name: String, _ facts: ModuleFacts) -> [DependencyStep] {
    var steps: [DependencyStep] = []
    for (index, node) in way.enumerated() {
      let source = index > 0 ? way[index - 1] : nil
      if let step = DependencyStep(node, from: source, in: facts) { steps.append(step) }
    }
    if case .signal? = way.last?.value { return steps }
    return steps + [DependencyStep(name: name, instance: nil, place: .unknown)]
  }
}

extension DependencyGraph {
  /// Whether one value follows another one, word by word.
  fileprivate func reaches(_ value: BitsNode, _ source: BitsNode) -> Bool {
    let (first, wanted) = (node(value), node(source))
    var isSeen = [Bool](repeating: false, count: graph.nodeCount)
    isSeen[first] = true
    var stack = [first]
    while let node = stack.popLast() {
      if node == wanted { return true }
      for target in graph.targets(of: node) where !isSeen[Int(target)] {
        isSeen[Int(target)] = true
        stack.append(Int(target))
      }
    }
    return false
  }
}
