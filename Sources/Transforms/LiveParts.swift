import RTL

/// The parts of a module that its outputs, the inputs of its instances or its checks depend on.
struct LiveParts {
  private(set) var signals: [Bool]
  private(set) var memories: [Bool]
  private(set) var expressions: [Bool]
  /// Blocks that contain a live statement, or within whose blocks one stands.
  private(set) var blocks: [Bool]

  /// The signals and memories that more than the checks depend on.
  private(set) var hardwareSignals: [Bool]
  private(set) var hardwareMemories: [Bool]

  private let module: ModuleDefinition
  private let drivers: DriverTable
  private let tree: BlockTree
  private let writes: [[(write: MemoryWrite, block: BlockID)]]
  /// Blocks whose conditions are live.
  private var guards: [Bool]
  private var pendingSignals: [SignalID] = []
  private var pendingExpressions: [ExpressionID] = []

  init(of module: ModuleDefinition, in design: Design) {
    self.module = module
    drivers = DriverTable(of: module)
    tree = BlockTree(of: module)
    signals = Array(repeating: false, count: module.signals.count)
    memories = Array(repeating: false, count: module.memories.count)
    expressions = Array(repeating: false, count: module.expressions.count)
    blocks = Array(repeating: false, count: module.blocks.count)
    guards = blocks
    (hardwareSignals, hardwareMemories) = (signals, memories)
    var writes = [[(write: MemoryWrite, block: BlockID)]](repeating: [], count: module.memories.count)
    module.walkStatements { statement, block, _ in
      if case .writeMemory(let write) = statement { writes[write.memory.index].append((write, block)) }
    }
    self.writes = writes
    for index in module.signals.indices {
      switch module.signals[index].kind {
      case .port, .instancePort: mark(SignalID(index))
      case .wire, .register:
        if !module.signals[index].attributes.isEmpty, !drivers[SignalID(index)].isEmpty { mark(SignalID(index)) }
      }
    }
    for instance in module.instances {
      for (use, domain) in zip(design.modules[instance.module].domains, instance.domains) where use.resetPort != nil {
        if let reset = module.domains[domain].resetSignal { mark(reset) }
      }
    }
    propagate()
    (hardwareSignals, hardwareMemories) = (signals, memories)
    markChecks()
    markReadChecks()
  }

  /// Whether a statement that contains no other ones is live.
  func isLive(_ statement: Statement) -> Bool {
    switch statement {
    case .assign(let assignment): signals[assignment.target.signal.index]
    case .writeMemory(let write): memories[write.memory.index]
    // What is only watched does not live by that.
    case .checkRead(let check): memories[check.memory.index] && expressions[check.address.index]
    case .check: true
    case .when, .match: ModuleDefinition.innerBlocks(of: statement).contains { blocks[$0.index] }
    }
  }

  private mutating func propagate() {
    let module = module
    while true {
      if let expression = pendingExpressions.popLast() {
        let operation = module.expressions[expression].operation
        if case .signal(let signal) = operation { mark(signal) }
        if case .readMemory(let memory, _) = operation { mark(memory) }
        module.forEachOperand(of: operation) { mark($0) }
      } else if let signal = pendingSignals.popLast() {
        if case .register(let index) = module.signals[signal].kind, module.registers[index].resetValue != nil,
          let reset = module.domains[module.registers[index].domain].resetSignal
        {
          mark(reset)
        }
        for driver in drivers[signal] {
          mark(driver.value)
          markConditions(of: driver.block)
        }
      } else {
        return
      }
    }
  }

  private mutating func mark(_ signal: SignalID) {
    if signals[signal.index] { return }
    signals[signal.index] = true
    pendingSignals.append(signal)
  }

  private mutating func mark(_ expression: ExpressionID) {
    if expressions[expression.index] { return }
    expressions[expression.index] = true
    pendingExpressions.append(expression)
  }

  private mutating func mark(_ memory: MemoryID) {
    if memories[memory.index] { return }
    memories[memory.index] = true
    for (write, block) in writes[memory.index] {
      mark(write.address)
      mark(write.value)
      markConditions(of: block)
    }
  }

  /// What is asked for by `assert` and its like stays with all that it needs.
  private mutating func markChecks() {
    var found: [(check: CheckStatement, block: BlockID)] = []
    module.walkStatements { statement, block, _ in
      if case .check(let check) = statement { found.append((check, block)) }
    }
    for (check, block) in found {
      for expression in check.expressions { mark(expression) }
      markConditions(of: block)
    }
    propagate()
  }

  /// Keeps the blocks of those watched reads whose address and conditions live without them.
  private mutating func markReadChecks() {
    var live: [BlockID] = []
    module.walkStatements { statement, block, _ in
      if case .checkRead = statement, isLive(statement), conditionsAreLive(of: block) { live.append(block) }
    }
    for block in live { markConditions(of: block) }
  }

  private func conditionsAreLive(of block: BlockID) -> Bool {
    var guarded = block
    while let position = tree.position(of: guarded) {
      if let condition = position.condition, !expressions[condition.index] { return false }
      guarded = position.guardedBy
    }
    return true
  }

  private mutating func markConditions(of block: BlockID) {
    var inner = block
    while !blocks[inner.index] {
      blocks[inner.index] = true
      guard let position = tree.position(of: inner) else { break }
      markGuards(of: inner)
      inner = position.parent
    }
  }

  /// Marks what decides whether `block` holds within the block around it.
  private mutating func markGuards(of block: BlockID) {
    var guarded = block
    while let position = tree.position(of: guarded), !guards[guarded.index] {
      guards[guarded.index] = true
      if let condition = position.condition { mark(condition) }
      guarded = position.guardedBy
    }
  }
}
