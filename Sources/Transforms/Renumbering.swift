import RTL

/// Copies the live parts of a module into new arenas without gaps. The one place where all kinds of indexes change together.
struct Renumbering {
  private let old: ModuleDefinition
  private let live: LiveParts
  private var new: ModuleDefinition
  private let signals: [SignalID]
  private let memories: [MemoryID]
  private var expressions: [ExpressionID]
  private var constants: [Bits: ConstantID] = [:]

  init(of module: ModuleDefinition, keeping live: LiveParts) {
    old = module
    self.live = live
    new = module
    signals = Self.numbers(of: live.signals)
    memories = Self.numbers(of: live.memories)
    expressions = Self.numbers(of: live.expressions)
  }

  /// The renumbered module.
  mutating func apply() -> ModuleDefinition {
    copyDeclarations()
    copyExpressions()
    copyStatements()
    return new
  }

  /// The new number of each live element; meaningless for the others.
  private static func numbers<ID: ArenaIndex>(of isLive: [Bool]) -> [ID] {
    var count = 0
    return isLive.map { live in
      defer { if live { count += 1 } }
      return ID(count)
    }
  }

  private mutating func copyDeclarations() {
    new.signals = []
    new.registers = []
    for (index, signal) in old.signals.enumerated() where live.signals[index] {
      var signal = signal
      if case .register(let register) = signal.kind {
        signal.kind = .register(new.registers.count)
        var definition = old.registers[register]
        definition.signal = signals[index]
        new.registers.append(definition)
      }
      new.signals.append(signal)
    }
    for index in new.domains.indices {
      new.domains[index].resetSignal = old.domains[index].resetSignal.flatMap { reset in
        live.signals[reset.index] ? signals[reset.index] : nil
      }
    }
    new.memories = old.memories.indices.filter { live.memories[$0] }.map { old.memories[$0] }
    // All ports of instances stay, so those of one instance stay together.
    for index in new.instances.indices where old.instances[index].firstPort.index < signals.count {
      new.instances[index].firstPort = signals[old.instances[index].firstPort.index]
    }
  }

  private mutating func copyExpressions() {
    new.expressions = []
    new.operandPool = []
    new.constants = []
    new.expressionNames = [:]
    for (index, expression) in old.expressions.enumerated() where live.expressions[index] {
      if let name = old.expressionNames[ExpressionID(index)] { new.expressionNames[expressions[index]] = name }
      new.expressions.append(Expression(renumbered(expression.operation), expression.type))
    }
  }

  private mutating func renumbered(_ operation: Operation) -> Operation {
    switch operation {
    case .constant(let id): .constant(constant(old.constants[id]))
    case .signal(let signal): .signal(signals[signal.index])
    case .unary(let function, let a): .unary(function, expressions[a.index])
    case .binary(let function, let a, let b): .binary(function, expressions[a.index], expressions[b.index])
    case .mux(let condition, let whenTrue, let whenFalse):
      .mux(
        condition: expressions[condition.index], whenTrue: expressions[whenTrue.index],
        whenFalse: expressions[whenFalse.index])
    case .slice(let a, let low): .slice(expressions[a.index], low: low)
    case .concatenate(let list): .concatenate(operands(list))
    case .replicate(let a, let count): .replicate(expressions[a.index], count: count)
    case .extend(let a): .extend(expressions[a.index])
    case .reinterpret(let a): .reinterpret(expressions[a.index])
    case .selectBit(let a, let index): .selectBit(expressions[a.index], index: expressions[index.index])
    case .readMemory(let memory, let address):
      .readMemory(memories[memory.index], address: expressions[address.index])
    }
  }

  private mutating func operands(_ list: OperandList) -> OperandList {
    let start = new.operandPool.count
    new.operandPool += old.operandPool[list.range].map { expressions[$0.index] }
    return OperandList(start: start, count: Int(list.count))
  }

  private mutating func constant(_ value: Bits) -> ConstantID {
    if let id = constants[value] { return id }
    let id = ConstantID(new.constants.count)
    new.constants.append(value)
    constants[value] = id
    return id
  }

  private mutating func copyStatements() {
    new.blocks = [Block()]
    var pending = [(from: ModuleDefinition.body, to: ModuleDefinition.body)]
    while let (from, to) = pending.popLast() {
      for statement in old.blocks[from].statements where live.isLive(statement) {
        let firstNew = pending.count
        let copy = copied(statement, &pending)
        pending[firstNew...].reverse()
        new.blocks[to].statements.append(copy)
      }
    }
  }

  /// A copy of a statement; the blocks within are empty at first and stand in `pending` to be filled.
  private mutating func copied(
    _ statement: Statement, _ pending: inout [(from: BlockID, to: BlockID)]
  ) -> Statement {
    switch statement {
    case .assign(var assignment):
      assignment.target.signal = signals[assignment.target.signal.index]
      assignment.value = expressions[assignment.value.index]
      return .assign(assignment)
    case .writeMemory(var write):
      write.memory = memories[write.memory.index]
      write.address = expressions[write.address.index]
      write.value = expressions[write.value.index]
      return .writeMemory(write)
    case .checkRead(var check):
      check.memory = memories[check.memory.index]
      check.address = expressions[check.address.index]
      return .checkRead(check)
    case .check(let check):
      return .check(check.replacingExpressions { expressions[$0.index] })
    case .when(var when):
      if let otherwise = when.otherwise, !live.blocks[otherwise.index] { when.otherwise = nil }
      if when.otherwise == nil {
        // A branch without statements keeps the later ones from holding; at the end it does nothing.
        while let last = when.branches.last, !live.blocks[last.block.index] { when.branches.removeLast() }
      }
      for index in when.branches.indices {
        when.branches[index].condition = expressions[when.branches[index].condition.index]
        when.branches[index].block = newBlock(for: when.branches[index].block, &pending)
      }
      when.otherwise = when.otherwise.map { newBlock(for: $0, &pending) }
      return .when(when)
    case .match(var match):
      removeDeadArms(of: &match)
      match.subject = expressions[match.subject.index]
      for index in match.arms.indices { match.arms[index].block = newBlock(for: match.arms[index].block, &pending) }
      match.otherwise = match.otherwise.map { newBlock(for: $0, &pending) }
      return .match(match)
    }
  }

  /// Removes what does nothing from a match, unless that would give the codes of the other arms a new meaning.
  private func removeDeadArms(of match: inout MatchStatement) {
    let isNeeded = match.otherwise.map { live.blocks[$0.index] } ?? false
    if isNeeded || old.coverage(of: match) == .everyCase { return }
    var shorter = match
    shorter.arms.removeAll { !live.blocks[$0.block.index] }
    shorter.otherwise = nil
    if old.coverage(of: shorter) != .everyCase {
      match = shorter
    } else if match.otherwise != nil {
      match.arms = shorter.arms
    }
  }

  private mutating func newBlock(for block: BlockID, _ pending: inout [(from: BlockID, to: BlockID)]) -> BlockID {
    let id = BlockID(new.blocks.count)
    new.blocks.append(Block())
    pending.append((block, id))
    return id
  }
}
