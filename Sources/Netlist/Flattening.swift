import RTL

/// Places the templates of all instances and resolves them, operands first, to nodes of the netlist.
struct Flattening {
  /// An instance with where its part of the flat arrays begins.
  struct Scope {
    var module: Int
    /// Negative for the top.
    var parent: Int
    var instance: Int
    var firstChild: Int
    var firstSignal: Int
    /// Index of node 0 of its template in `resolved`.
    var firstNode: Int
    var firstRegister: Int
    var firstMemory: Int
    /// The domain of the top module that each of the module's domains is.
    var domains: [Int]
    /// The signal that makes each domain's reset; nil where that is a port of the top module.
    var resets: [ResetSource?]
    /// For the ports of an instance: index into the parent's signals of port 0.
    var firstPort: Int
  }

  /// A signal of an instance that is a reset.
  struct ResetSource {
    var scope: Int
    var signal: SignalID
  }

  /// What is to be resolved: bits of a template's node in a scope.
  struct Key: Hashable {
    var scope: Int32
    var node: Int32
    var low: Int32
    /// 0 for all bits.
    var width: Int32
  }

  static let unvisited = NodeID(raw: .max)
  static let inProgress = NodeID(raw: .max - 1)

  let design: Design
  /// Whether bits are taken from the operands of bitwise operations where that is possible. It makes more nodes, but finds
  /// that bits of a word that depend on other bits of it make no loop.
  var distributesSlices = false

  let templates: [ModuleTemplate]
  private(set) var scopes: [Scope] = []
  var builder = NodeBuilder()
  /// The node of every template node of every scope.
  private var resolved: [NodeID] = []
  private var resolvedParts: [Key: NodeID] = [:]
  private var stack: [Key] = []

  private var registers: [Netlist.Register] = []
  private var memories: [Netlist.Memory] = []
  private var memoryWrites: [Netlist.MemoryWrite] = []
  private var checks: [Netlist.Check] = []
  private var signalNodes: [NodeID] = []

  init(_ design: Design) throws {
    self.design = design
    try Self.checkInstances(design)
    templates = design.modules.map { ModuleTemplate($0, in: design) }
    addScopes()
  }

  /// A module that contains itself would never end.
  private static func checkInstances(_ design: Design) throws {
    var finished = [Bool](repeating: false, count: design.modules.count)
    for module in design.modulesChildrenFirst {
      for instance in design.modules[module].instances where !finished[instance.module.index] {
        let name = design.modules[module].name
        let message = "module '\(name)' contains itself through its instance '\(instance.name)'"
        throw DesignError([Diagnostic("E010", message, at: instance.place)])
      }
      finished[module.index] = true
    }
  }

  private mutating func addScopes() {
    var firstNode = 0
    var firstSignal = 0
    scopes.append(
      Scope(
        module: 0, parent: -1, instance: 0, firstChild: 0, firstSignal: 0, firstNode: 0, firstRegister: 0,
        firstMemory: 0, domains: Array(design.top.domains.indices), resets: resets(of: design.top, 0, around: nil),
        firstPort: 0))
    var index = 0
    while index < scopes.count {
      let moduleIndex = scopes[index].module
      let module = design.modules[moduleIndex]
      scopes[index].firstChild = scopes.count
      scopes[index].firstSignal = firstSignal
      scopes[index].firstNode = firstNode
      scopes[index].firstRegister = registers.count
      scopes[index].firstMemory = memories.count
      firstNode += templates[moduleIndex].nodes.count
      firstSignal += module.signals.count
      let domains = scopes[index].domains
      let resets = scopes[index].resets
      for (number, instance) in module.instances.enumerated() {
        let around = instance.domains.map { resets[$0] }
        let child = design.modules[instance.module]
        scopes.append(
          Scope(
            module: instance.module.index, parent: index, instance: number, firstChild: 0, firstSignal: 0, firstNode: 0,
            firstRegister: 0, firstMemory: 0, domains: instance.domains.map { domains[$0] },
            resets: self.resets(of: child, scopes.count, around: around),
            firstPort: instance.firstPort.index))
      }
      for definition in module.registers {
        let width = module.signals[definition.signal].type.width
        let node = builder.intern(Node(.register, width: width, parameter: registers.count))
        let hasResetPort = module.domain(of: definition).reset != nil && resets[definition.domain] == nil
        registers.append(
          Netlist.Register(
            scope: index, signal: definition.signal, node: node, next: node,
            resetValue: hasResetPort ? definition.resetValue : nil,
            powerUpValue: module.domain(of: definition).reset == nil ? definition.resetValue : nil,
            domain: domains[definition.domain]))
      }
      for (number, definition) in module.memories.enumerated() {
        memories.append(
          Netlist.Memory(
            scope: index, memory: MemoryID(number), depth: definition.depth, width: definition.type.width,
            contents: definition.contents))
      }
      index += 1
    }
    resolved = [NodeID](repeating: Self.unvisited, count: firstNode)
    signalNodes = [NodeID](repeating: Self.unvisited, count: firstSignal)
  }

  /// Resolves every signal, register and memory write of every instance.
  mutating func run() throws(CombinationalLoop) {
    for index in scopes.indices {
      let scope = scopes[index]
      for (number, source) in templates[scope.module].signalSources.enumerated() {
        signalNodes[scope.firstSignal + number] = try resolve(index, source)
      }
      for (number, next) in templates[scope.module].registerNexts.enumerated() {
        registers[scope.firstRegister + number].next = try resolve(index, next)
      }
      try addResets(to: index)
      for write in templates[scope.module].memoryWrites {
        let enable = try resolve(index, write.enable)
        if builder.constantValue(of: enable)?.isZero == true { continue }
        memoryWrites.append(
          Netlist.MemoryWrite(
            memory: scope.firstMemory + write.memory.index, domain: scope.domains[write.domain], enable: enable,
            address: try resolve(index, write.address), value: try resolve(index, write.value), low: write.low))
      }
      for check in templates[scope.module].checks {
        var enable = try resolve(index, check.enable)
        // What an instance is reset by from outside is told by the engine; what the design makes is a part of it.
        if let isActive = try madeReset(of: check.statement.domain, in: index) {
          enable = builder.make(.and, width: 1, enable, builder.make(.not, width: 1, isActive))
        }
        if builder.constantValue(of: enable)?.isZero == true { continue }
        var condition: NodeID?
        if let expression = check.statement.condition { condition = try resolve(index, Int32(expression.index)) }
        var values: [NodeID] = []
        for value in check.statement.values { values.append(try resolve(index, Int32(value.expression.index))) }
        checks.append(
          Netlist.Check(
            scope: index, name: check.statement.name, kind: check.statement.kind,
            domain: scope.domains[check.statement.domain], enable: enable, condition: condition, values: values))
      }
    }
  }

  /// The signals that make the resets of an instance's domains.
  private func resets(of module: ModuleDefinition, _ scope: Int, around: [ResetSource?]?) -> [ResetSource?] {
    module.domains.enumerated().map { index, use in
      use.resetSignal.map { ResetSource(scope: scope, signal: $0) } ?? around.flatMap { $0[index] }
    }
  }

  /// Whether the reset of a domain is active, where the design makes it.
  private mutating func madeReset(of domain: DomainID, in index: Int) throws(CombinationalLoop) -> NodeID? {
    let scope = scopes[index]
    guard let source = scope.resets[domain.index], let reset = design.modules[scope.module].domains[domain].domain.reset
    else { return nil }
    let node = try resolve(source.scope, templates[scopes[source.scope].module].signalSources[source.signal.index])
    return reset.polarity == .activeHigh ? node : builder.make(.not, width: 1, node)
  }

  /// Makes what the registers of an instance take depend on the resets that the design makes.
  private mutating func addResets(to index: Int) throws(CombinationalLoop) {
    let scope = scopes[index]
    let module = design.modules[scope.module]
    for (number, definition) in module.registers.enumerated() {
      guard let value = definition.resetValue, let reset = module.domain(of: definition).reset,
        let isActive = try madeReset(of: definition.domain, in: index)
      else { continue }
      let register = scope.firstRegister + number
      let next = registers[register].next
      registers[register].next = builder.make(.mux, width: value.width, isActive, builder.constant(value), next)
      if reset.kind == .asynchronous {
        registers[register].asynchronousReset = .init(isActive: isActive, value: value)
      }
    }
  }

  func move(to netlist: inout Netlist) {
    netlist.nodes = builder.nodes
    netlist.constants = builder.constants
    netlist.registers = registers
    netlist.memories = memories
    netlist.memoryWrites = memoryWrites
    netlist.checks = checks
    netlist.signalNodes = signalNodes
    netlist.scopes = scopes.map { scope in
      Netlist.Scope(
        module: ModuleID(scope.module), parent: scope.parent < 0 ? nil : scope.parent,
        instance: scope.parent < 0 ? nil : InstanceID(scope.instance), domains: scope.domains,
        resets: scope.resets.map { source in
          source.map { signalNodes[scopes[$0.scope].firstSignal + $0.signal.index] }
        },
        firstChild: scope.firstChild,
        firstSignal: scope.firstSignal)
    }
  }

  // MARK: Resolving

  func state(of key: Key) -> NodeID {
    if key.width == 0 { return resolved[scopes[Int(key.scope)].firstNode + Int(key.node)] }
    return resolvedParts[key] ?? Self.unvisited
  }

  private mutating func setState(of key: Key, _ node: NodeID) {
    if key.width == 0 {
      resolved[scopes[Int(key.scope)].firstNode + Int(key.node)] = node
    } else {
      resolvedParts[key] = node
    }
  }

  /// Goes through what a node depends on, operands first, without recursion: designs are deeper than a call stack.
  private mutating func resolve(_ scope: Int, _ node: Int32) throws(CombinationalLoop) -> NodeID {
    let root = Key(scope: Int32(scope), node: node, low: 0, width: 0)
    stack.append(root)
    while let key = stack.last {
      let state = state(of: key)
      if state < Self.inProgress {
        stack.removeLast()
        continue
      }
      let step = step(for: key)
      if state == Self.unvisited {
        setState(of: key, Self.inProgress)
        let count = stack.count
        // The first operand is resolved first.
        if step.count > 2 { try push(step.c) }
        if step.count > 1 { try push(step.b) }
        if step.count > 0 { try push(step.a) }
        if stack.count > count { continue }
      }
      setState(of: key, finish(key, step))
      stack.removeLast()
    }
    return self.state(of: root)
  }

  private mutating func push(_ key: Key) throws(CombinationalLoop) {
    switch state(of: key) {
    case Self.unvisited: stack.append(key)
    case Self.inProgress:
      let open = stack.filter { state(of: $0) == Self.inProgress }
      throw CombinationalLoop(keys: Array(open.drop { $0 != key }))
    default: break
    }
  }
}
