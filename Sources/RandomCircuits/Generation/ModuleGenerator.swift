/// Makes the steps of one module.
struct ModuleGenerator {
  var random: RandomSource
  private(set) var interface = ModuleInterface()

  let profile: WidthProfile
  private var children: [(index: Int, interface: ModuleInterface?)]
  private var steps: [Step] = []
  private var operatorCount = 0

  // What can be read.
  private(set) var values: [PooledValue] = []
  private var indexOfOperand: [Operand: Int] = [:]
  // What can be driven, by the numbers of the steps.
  private(set) var registers: [(id: Int, type: NumberType)] = []
  private(set) var states: [(id: Int, kind: StateKind)] = []
  private(set) var memories: [(id: Int, type: NumberType, depth: Int)] = []
  private var driven: Set<Int> = []

  init(random: RandomSource, profile: WidthProfile, children: [(Int, ModuleInterface?)]) {
    self.random = random
    self.profile = profile
    self.children = children
  }

  mutating func generate(operators: Int) -> ModuleRecipe {
    for _ in 0..<random.number(2...6) { addInput() }
    declareState()
    let needed = children.count
    while operatorCount < operators || !children.isEmpty {
      let isDue = operatorCount >= operators || (needed > 0 && random.oneIn(1 + operators / (needed + 1)))
      if isDue, let child = children.popLast() { addInstance(child.index, child.interface) } else { addAnything() }
    }
    driveTheRest()
    addOutputs()
    return ModuleRecipe(steps: steps)
  }

  // MARK: Steps

  mutating func add(_ kind: Step.Kind) -> Int {
    let id = steps.count
    steps.append(Step(id, kind))
    return id
  }

  mutating func addValue(_ kind: Step.Kind, _ type: NumberType, isConstant: Bool = false) {
    let id = add(kind)
    append(PooledValue(operand: .value(id), type: type, isConstant: isConstant))
  }

  private mutating func addInput() {
    let type = profile.type(&random)
    interface.inputs.append(type)
    addValue(.input(type), type)
  }

  private mutating func declareState() {
    // Some modules only compute.
    if random.oneIn(5) { return }
    for _ in 0..<random.number(1...4) {
      let type = profile.type(&random)
      let reset = random.oneIn(4) ? nil : random.element(of: [0, 1, -1, 5, Int(truncatingIfNeeded: random.next())])
      let id = add(.register(type, reset: reset))
      registers.append((id, type))
      append(PooledValue(operand: .value(id), type: type))
    }
    if random.oneIn(2) {
      let kind = random.element(of: StateKind.allCases)
      states.append((add(.stateRegister(kind, reset: random.oneIn(4) ? nil : random.number(below: 9))), kind))
    }
    if random.oneIn(2) {
      let type = profile.type(&random)
      let depth = random.element(of: [1, 2, 3, 4, 5, 7, 8, 13, 16, 32, 40])
      memories.append((add(.memory(type, depth: depth)), type, depth))
    }
  }

  private mutating func addAnything() {
    switch random.number(below: 40) {
    case 0:
      let type = profile.type(&random)
      addValue(.constant(type.wrapped(anyNumber()), type), type, isConstant: true)
    case 1:
      let width = profile.width(&random)
      let words = (0..<((width + 63) / 64)).map { _ in random.next() }
      addValue(.pattern(words, width: width), .unsigned(width), isConstant: true)
    case 2, 3: addWire()
    case 4: addStatements()
    case 5, 6: if let state = pickState() { addStateComparison(state.id, state.kind) }
    case 7, 8, 9: if !memories.isEmpty { addMemoryRead() }
    default: addOperation()
    }
  }

  private mutating func addStateComparison(_ id: Int, _ kind: StateKind) {
    let code = random.number(below: kind.caseCount)
    addValue(.stateIs(id, code: code, isNegated: random.oneIn(3)), .bit)
  }

  private mutating func addMemoryRead() {
    let memory = random.element(of: memories)
    addValue(.memoryRead(memory.id, address: address(forDepth: memory.depth)), memory.type)
  }

  private mutating func addInstance(_ index: Int, _ ports: ModuleInterface?) {
    guard let ports else { return }
    let inputs = ports.inputs.map { type in pick(near: type) }
    let id = add(.instance(index, inputs: inputs, isInlined: random.oneIn(4)))
    for (number, type) in ports.outputs.enumerated() {
      append(PooledValue(operand: .value(id, output: number), type: type))
    }
  }

  private mutating func addWire() {
    let type = profile.type(&random)
    let id = add(.wire(type, first: pick(near: type)))
    if random.oneIn(2) {
      var statements = StatementGenerator(targets: [(id, type)] + registers)
      let list = statements.list(&self, depth: 2)
      note(statements)
      _ = add(.statements(list))
    }
    append(PooledValue(operand: .value(id), type: type))
  }

  private mutating func addStatements() {
    guard !registers.isEmpty || !memories.isEmpty else { return }
    var statements = StatementGenerator(targets: registers)
    let list = statements.list(&self, depth: 3)
    note(statements)
    _ = add(.statements(list))
  }

  private mutating func note(_ statements: StatementGenerator) { driven.formUnion(statements.driven) }

  /// Every register changes, every memory is written.
  private mutating func driveTheRest() {
    for register in registers where !driven.contains(register.id) {
      var statements = StatementGenerator(targets: [register])
      _ = add(.statements(statements.list(&self, depth: 2) + [statements.conditionalAssignment(&self, register)]))
    }
    for state in states where !driven.contains(state.id) {
      var statements = StatementGenerator(targets: registers)
      let match = statements.match(&self, state.id, state.kind, depth: 1)
      // All arms may be empty.
      let rest = statements.driven.contains(state.id) ? [] : [statements.setState(&self, state.id, state.kind)]
      _ = add(.statements([match] + rest))
    }
    for memory in memories where !driven.contains(memory.id) {
      var statements = StatementGenerator(targets: registers)
      _ = add(.statements([statements.write(&self, memory)]))
    }
  }

  /// What nobody reads, and some more; long rows of them are joined.
  private mutating func addOutputs() {
    var sources = values.indices.filter { values[$0].useCount == 0 && !values[$0].isConstant }
    while sources.count > 14 {
      let pair = [sources.removeFirst(), sources.removeFirst()]
      addOperation(.xor, pair.map { take($0) })
      sources.append(values.count - 1)
    }
    for _ in 0..<2 { sources.append(random.number(below: values.count)) }
    for index in sources {
      interface.outputs.append(values[index].type)
      _ = add(.output(take(index)))
    }
  }

  // MARK: Operations

  private mutating func addOperation() {
    let op = random.element(of: CircuitOperator.allCases)
    let count = op.operandCount ?? random.number(1...4)
    var operands = (0..<count).map { index in
      op.takesBits || (op == .mux && index == 0) ? pickBit() : index == 1 && op.countsBits ? pickCount() : pick()
    }
    if op.takesLiterals, random.oneIn(5) {
      let first = op == .mux ? 1 : 0
      operands[first + random.number(below: 2)] = .literal(anyNumber())
      if op == .mux, random.oneIn(6) { operands = [operands[0], .literal(anyNumber()), .literal(anyNumber())] }
    }
    addOperation(op, operands)
  }

  private mutating func addOperation(_ op: CircuitOperator, _ operands: [Operand]) {
    let parameters = (0..<op.parameterCount).map { _ in parameter(op) }
    let types = operands.map { type(of: $0) }
    let literals = operands.map { operand -> Int? in if case .literal(let number) = operand { number } else { nil } }
    // Only what the rules refuse does not become a step; that is nothing the generator makes.
    guard
      let arranged = try? OperatorRules.arrange(op, types: types, literals: literals, parameters: parameters)
    else { return }
    let isConstant = operands.allSatisfy { value(of: $0)?.isConstant ?? true }
    addValue(.operation(op, operands, parameters: parameters), arranged.result, isConstant: isConstant)
    operatorCount += 1
  }

  private func type(of operand: Operand) -> NumberType? { value(of: operand)?.type }

  private func value(of operand: Operand) -> PooledValue? { indexOfOperand[operand].map { values[$0] } }

  private mutating func parameter(_ op: CircuitOperator) -> Int {
    switch op {
    case .divide, .remainder:
      let large = Int(random.next() >> 1) >> random.number(below: 60)
      return random.element(of: [1, 2, 3, 4, 5, 7, 8, 10, 16, 100, 255, 256, 1000, large, large, .max])
    case .shiftLeftBy: return random.number(below: random.oneIn(4) ? 40 : 8)
    case .repetition: return random.number(below: 4)
    default: return random.number(below: 1000)
    }
  }

  mutating func anyNumber() -> Int {
    switch random.number(below: 8) {
    case 0: 0
    case 1: 1
    case 2: -1
    case 3: (1 << random.number(below: 62)) - random.number(below: 2)
    case 4: -(1 << random.number(below: 62)) - random.number(below: 2)
    case 5: Int(truncatingIfNeeded: random.next()) >> random.number(below: 62)
    default: random.number(-9...200)
    }
  }

  // MARK: Operands

  private mutating func append(_ value: PooledValue) {
    indexOfOperand[value.operand] = values.count
    values.append(value)
  }

  /// Uses a value.
  mutating func take(_ index: Int) -> Operand {
    values[index].useCount += 1
    return values[index].operand
  }

  private mutating func pick(where isFit: (PooledValue) -> Bool) -> Operand? {
    let fitting = values.indices.filter { isFit(values[$0]) }
    if fitting.isEmpty { return nil }
    let unused = fitting.filter { values[$0].useCount == 0 && !values[$0].isConstant }
    return take(random.element(of: !unused.isEmpty && random.oneIn(2) ? unused : fitting))
  }

  /// Any value: one that nobody has read yet more often, and a shallow one often enough that not everything becomes 0.
  mutating func pick() -> Operand {
    if random.oneIn(4) { return take(random.number(below: min(values.count, 8))) }
    let width = profile.width(&random)
    let isSigned = random.oneIn(2)
    let close = pick { $0.type.isSigned == isSigned && abs($0.type.width - width) <= width / 4 }
    return close ?? take(random.number(below: values.count))
  }

  private mutating func pick(near type: NumberType) -> Operand {
    if random.oneIn(2), let close = pick(where: { type.holds($0.type) && $0.type.width > type.width / 4 }) {
      return close
    }
    return pick()
  }

  mutating func pickBit() -> Operand { pick { $0.type == .bit && !$0.isConstant } ?? pick() }

  private mutating func pickCount() -> Operand {
    random.oneIn(5) ? pick() : pick { $0.type.width <= 8 && !$0.type.isSigned } ?? pick()
  }

  mutating func pickState() -> (id: Int, kind: StateKind)? { states.isEmpty ? nil : random.element(of: states) }

  /// An address that is mostly within the depth. A constant one could be refused.
  mutating func address(forDepth depth: Int) -> Operand {
    let source = pick { !$0.isConstant } ?? pick()
    let width = max(1, Int.bitWidth - (depth - 1).leadingZeroBitCount) + (random.oneIn(4) ? 1 : 0)
    guard let type = type(of: source), type.width > width, !random.oneIn(8) else { return source }
    let id = add(.operation(.truncated, [source], parameters: [width - 1]))
    operatorCount += 1
    values.append(
      PooledValue(operand: .value(id), type: NumberType(width: width, isSigned: type.isSigned), useCount: 1))
    return .value(id)
  }

  /// A value for a register, wire or memory.
  mutating func source(for type: NumberType) -> Operand { pick(near: type) }
}

/// A value that steps may read.
struct PooledValue {
  var operand: Operand
  var type: NumberType
  /// Whether no input and no register has a part in it.
  var isConstant = false
  var useCount = 0
}
