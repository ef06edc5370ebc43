import RTL

/// Looks for the values of one module that are sampled by another clock than the one that makes them.
struct CrossingSearch {
  private let facts: ModuleFacts
  private let graph: DependencyGraph
  private let sources: ClockSources
  private let children: [PortClocks]
  private(set) var diagnostics: [Diagnostic] = []
  /// Where the inputs are sampled, each clock once, by port.
  private var samplings: [[PortClocks.Sampling]]
  /// The domains with registers or instances whose reset has to follow the clock.
  private var resetDomains: Set<DomainID> = []

  /// Something with a clock that takes a value.
  private struct Sampler {
    var description: String
    var clock: String
    var place: Place
  }

  init(_ facts: ModuleFacts, _ graph: DependencyGraph, sources: ClockSources, children: [PortClocks]) {
    self.facts = facts
    self.graph = graph
    self.sources = sources
    self.children = children
    samplings = Array(repeating: [], count: facts.module.ports.count)
  }

  private var module: ModuleDefinition { facts.module }

  mutating func run(isTop: Bool) {
    for index in module.registers.indices { look(at: module.registers[index]) }
    lookAtMemoryWrites()
    lookAtChecks()
    for signal in facts.signalIDs {
      guard case .instancePort(let id, let port) = module.signals[signal].kind else { continue }
      look(atPort: port, of: module.instances[id], signal)
    }
    lookAtResets()
    if isTop { lookAtPorts() }
  }

  // MARK: What samples

  private mutating func look(at register: RegisterDefinition) {
    let description = SignalDescription(register.signal, in: facts).full
    let clock = module.domain(of: register).clock
    switch register.crossing {
    case .heldStill: return
    case .synchroniser: checkSynchroniser(register, clock: clock)
    case .resetSynchroniser, nil:
      for driver in facts.drivers[register.signal] {
        let sampler = Sampler(description: description, clock: clock, place: module.places[driver.place])
        let nodes = [graph.node(driver.value), graph.node(driver.block)]
        if look(at: nodes, sampledBy: sampler) { return }
      }
    }
  }

  /// R011: what makes a reset must follow the clock of what is reset, as far as that is no synchroniser for resets.
  private mutating func lookAtResets() {
    for register in module.registers where register.resetValue != nil && register.crossing != .resetSynchroniser {
      resetDomains.insert(register.domain)
    }
    for instance in module.instances {
      for domain in children[instance.module.index].resetDomains {
        resetDomains.insert(instance.domains[domain.index])
      }
    }
    for domain in resetDomains.sorted() {
      let use = module.domains[domain]
      guard let signal = use.resetSignal, let reset = use.domain.reset else { continue }
      let sampler = Sampler(
        description: "reset '\(reset.name)' of module '\(module.name)'", clock: use.domain.clock,
        place: facts.drivers[signal].first.map { module.places[$0.place] } ?? module.signals[signal].place)
      _ = look(at: [graph.node(signal)], sampledBy: sampler, isReset: true)
    }
  }

  private mutating func lookAtMemoryWrites() {
    var writes: [(write: MemoryWrite, block: BlockID)] = []
    module.walkStatements { statement, block, _ in
      if case .writeMemory(let write) = statement { writes.append((write, block)) }
    }
    var domainOfMemory: [MemoryID: MemoryWrite] = [:]
    for (write, block) in writes {
      let memory = module.memories[write.memory]
      let clock = module.domains[write.domain].domain.clock
      let sampler = Sampler(
        description: "memory '\(memory.name)' of module '\(module.name)'", clock: clock,
        place: module.places[write.place])
      _ = look(at: [graph.node(write.address), graph.node(write.value), graph.node(block)], sampledBy: sampler)
      if let first = domainOfMemory[write.memory] {
        let domains = (module.domains[first.domain].domain, module.domains[write.domain].domain)
        // Resets make no difference: they do not touch the words.
        if domains.0.clock != domains.1.clock || domains.0.edge != domains.1.edge {
          diagnostics.append(
            ClockDiagnostics.writtenByTwoClocks(
              memory, domains, module: module.name, at: module.places[write.place], first: module.places[first.place]))
        }
      }
      if domainOfMemory[write.memory] == nil { domainOfMemory[write.memory] = write }
    }
  }

  /// What is checked is sampled: a check that reads two clocks sees what no hardware sees.
  private mutating func lookAtChecks() {
    var found: [(check: CheckStatement, block: BlockID)] = []
    module.walkStatements { statement, block, _ in
      if case .check(let check) = statement { found.append((check, block)) }
    }
    for (check, block) in found {
      let sampler = Sampler(
        description: "\(check.kind.rawValue) '\(check.name)' of module '\(module.name)'",
        clock: module.domains[check.domain].domain.clock, place: module.places[check.place])
      _ = look(at: check.expressions.map { graph.node($0) } + [graph.node(block)], sampledBy: sampler)
    }
  }

  private mutating func look(atPort port: Int, of instance: InstanceDefinition, _ signal: SignalID) {
    let child = facts.design.modules[instance.module]
    for sampling in children[instance.module.index].samplings[port] {
      guard let clock = child.outerClock(sampling.clock, of: instance, in: module) else { continue }
      let sampler = Sampler(
        description: "\(sampling.sampler), behind \(SignalDescription(signal, in: facts).full),", clock: clock,
        place: facts.drivers[signal].first.map { module.places[$0.place] } ?? instance.place)
      if look(at: [graph.node(signal)], sampledBy: sampler) { return }
    }
  }

  /// Whether a diagnostic was made.
  private mutating func look(at nodes: [Int], sampledBy sampler: Sampler, isReset: Bool = false) -> Bool {
    for node in nodes {
      for source in sources.sources(of: node) {
        switch source {
        case .clock(let clock) where clock != sampler.clock:
          let tell = isReset ? ClockDiagnostics.resetCrossing : ClockDiagnostics.crossing
          diagnostics.append(
            tell(sampler.description, sampler.clock, origin(ofClock: clock, of: node), clock, sampler.place))
          return true
        case .input(let port) where !samplings[port].contains { $0.clock == sampler.clock }:
          samplings[port].append(.init(clock: sampler.clock, sampler: sampler.description))
        case .clock, .input: break
        }
      }
    }
    return false
  }

  // MARK: Synchronisers

  /// R002: what another clock makes must come to a synchroniser straight from a register.
  private mutating func checkSynchroniser(_ register: RegisterDefinition, clock: String) {
    for driver in facts.drivers[register.signal] {
      let nodes = [graph.node(driver.value), graph.node(driver.block)]
      guard let (node, other) = foreignClock(of: nodes, than: clock) else { continue }
      if driver.block == ModuleDefinition.body, isPlain(driver.value) { continue }
      diagnostics.append(
        ClockDiagnostics.logicBeforeSynchroniser(
          SignalDescription(register.signal, in: facts).full, source: origin(ofClock: other, of: node),
          at: module.places[driver.place]))
      return
    }
  }

  /// The first of some nodes that follows from another clock, and that clock.
  private func foreignClock(of nodes: [Int], than clock: String) -> (node: Int, clock: String)? {
    for node in nodes {
      for case .clock(let other) in sources.sources(of: node) where other != clock { return (node, other) }
    }
    return nil
  }

  /// Whether an expression is a register, an input, or an output of an instance that is one of these, without logic.
  private func isPlain(_ expression: ExpressionID) -> Bool {
    var current = expression
    // A wire that is assigned in a circle is found by another pass.
    for _ in 0...module.expressions.count {
      switch module.expressions[current].operation {
      case .slice(let inner, _), .reinterpret(let inner): current = inner
      case .signal(let signal):
        switch module.signals[signal].kind {
        case .register: return true
        case .port(let port) where module.ports[port].direction == .input: return true
        case .instancePort(let id, let port) where !module.isDrivenHere(signal, in: facts.design):
          return children[module.instances[id].module.index].isPlainOutput[port]
        case .port, .wire, .instancePort:
          guard facts.drivers[signal].count == 1, let driver = facts.drivers[signal].first,
            driver.block == ModuleDefinition.body
          else { return false }
          current = driver.value
        }
      default: return false
      }
    }
    return false
  }

  // MARK: Ports

  /// The top module's ports have no other module to judge them.
  private mutating func lookAtPorts() {
    for (index, port) in module.ports.enumerated() {
      let place = module.signals[index].place
      if port.direction == .input, samplings[index].count > 1 {
        diagnostics.append(
          ClockDiagnostics.sampledByTwoClocks(port, samplings[index], module: module.name, at: place))
      }
      let clocks = clocks(ofPort: index)
      if port.direction == .output, clocks.count > 1 {
        let origins = clocks.map { (clock: $0, source: origin(ofClock: $0, of: graph.node(SignalID(index)))) }
        diagnostics.append(ClockDiagnostics.mixedOutput(port, origins, module: module.name, at: place))
      }
    }
  }

  private func clocks(ofPort port: Int) -> [String] {
    sources.sources(of: graph.node(SignalID(port))).compactMap { source in
      if case .clock(let name) = source { name } else { nil }
    }
  }

  /// What the modules around this one need to know.
  func portClocks() -> PortClocks {
    var result = PortClocks(portCount: module.ports.count)
    result.resetDomains = resetDomains.filter { module.domains[$0].resetSignal == nil }
    for (index, port) in module.ports.enumerated() {
      if module.isOpaque {
        declare(port, index, in: &result)
        continue
      }
      if port.direction == .input {
        result.samplings[index] = samplings[index]
        continue
      }
      result.clocksOfOutput[index] = clocks(ofPort: index)
      let drivers = facts.drivers[SignalID(index)]
      if drivers.count == 1, let driver = drivers.first, driver.block == ModuleDefinition.body {
        result.isPlainOutput[index] = isPlain(driver.value)
      }
    }
    return result
  }

  /// What a black box without a model declares of a port. Whether an output has logic behind its register is not known.
  private func declare(_ port: PortDefinition, _ index: Int, in result: inout PortClocks) {
    guard let box = module.blackBox, let clock = module.declaredClock(ofPort: index) else { return }
    if port.direction == .output {
      result.clocksOfOutput[index] = [clock]
      result.isPlainOutput[index] = module.declaredInputs(ofOutput: index).isEmpty
    } else {
      result.samplings[index] = [.init(clock: clock, sampler: "black box '\(box.verilogName)'")]
    }
  }

  // MARK: Origins

  /// The first register, memory or output of an instance of a clock that a node follows from.
  private func origin(ofClock clock: String, of node: Int) -> Diagnostic.Note {
    var isSeen = [Bool](repeating: false, count: graph.graph.nodeCount)
    var queue = [node]
    isSeen[node] = true
    var head = 0
    while head < queue.count {
      let current = queue[head]
      head += 1
      if let found = origin(ofClock: clock, at: current) { return found }
      for target in graph.graph.targets(of: current) where !isSeen[Int(target)] {
        isSeen[Int(target)] = true
        queue.append(Int(target))
      }
    }
    return Diagnostic.Note("a register", at: .unknown)
  }

  private func origin(ofClock clock: String, at node: Int) -> Diagnostic.Note? {
    if node < graph.signalCount {
      let signal = SignalID(node)
      let description = SignalDescription(signal, in: facts)
      switch module.signals[signal].kind {
      case .register(let register) where module.domain(of: module.registers[register]).clock == clock:
        return Diagnostic.Note(description.full, at: description.place)
      case .instancePort(let id, let port):
        let instance = module.instances[id]
        let child = facts.design.modules[instance.module]
        let clocks = children[instance.module.index].clocksOfOutput[port]
        let isSource = clocks.contains { child.outerClock($0, of: instance, in: module) == clock }
        return isSource ? Diagnostic.Note(description.full, at: description.place) : nil
      default: return nil
      }
    }
    guard node < graph.signalCount + graph.expressionCount,
      case .readMemory(let memory, _) = module.expressions[node - graph.signalCount].operation
    else { return nil }
    let definition = module.memories[memory]
    return Diagnostic.Note("memory '\(definition.name)' of module '\(module.name)'", at: definition.place)
  }
}
