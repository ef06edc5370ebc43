/// Works out one module of a recipe, step by step.
struct ModulePlanning {
  private(set) var module = ModulePlan()
  let index: Int
  /// The modules behind this one.
  let later: [ModulePlan]

  /// What the number of a step stands for.
  private enum Meaning {
    case values(first: Int, count: Int)
    case state(value: Int, StateKind)
    case memory(Int)
    case none
  }
  private var meanings: [Int: Meaning] = [:]
  private var isTarget: [Int: Bool] = [:]
  private var isWire: Set<Int> = []
  private var readWires: Set<Int> = []

  init(index: Int, later: [ModulePlan]) {
    self.index = index
    self.later = later
  }

  mutating func add(_ step: Step) throws(RecipeError) {
    guard meanings[step.id] == nil else { throw RecipeError("module \(index) has two steps \(step.id)") }
    meanings[step.id] = try meaning(of: step)
  }

  private mutating func newValue(_ type: NumberType, _ step: Step) throws(RecipeError) -> Int {
    guard type.width >= 1, type.width <= 1024 else { throw RecipeError("step \(step.id) has \(type.width) bits") }
    module.types.append(type)
    module.stepIDs.append(step.id)
    return module.types.count - 1
  }

  private mutating func meaning(of step: Step) throws(RecipeError) -> Meaning {
    var value = module.types.count
    switch step.kind {
    case .input(let type):
      value = try newValue(type, step)
      module.inputs.append(value)
      module.steps.append(.input(value: value))
    case .output(let source):
      let operand = try operand(source)
      let number = module.outputs.count
      module.outputs.append(PlannedOutput(stepID: step.id, type: type(of: operand)))
      module.steps.append(.output(number: number, operand))
      return .none
    case .constant(let number, let type):
      value = try newValue(type, step)
      module.steps.append(.constant(value: value, type.wrapped(number)))
    case .pattern(let words, let width):
      value = try newValue(.unsigned(width), step)
      module.steps.append(.pattern(value: value, words))
    case .operation(let op, let sources, let parameters):
      return try operation(step, op, sources, parameters)
    case .register(let type, let reset):
      value = try newValue(type, step)
      isTarget[step.id] = true
      module.registers.append(PlannedRegister(value: value, reset: reset.map(type.wrapped)))
      module.steps.append(.register(number: module.registers.count - 1))
    case .stateRegister(let kind, let reset):
      value = try newValue(.unsigned(kind.codeWidth), step)
      let code = reset.map { Self.code($0, kind) }
      module.registers.append(PlannedRegister(value: value, reset: code))
      module.steps.append(.stateRegister(number: module.registers.count - 1, kind))
      return .state(value: value, kind)
    case .stateIs(let id, let code, let isNegated):
      let (state, kind) = try state(id)
      value = try newValue(.bit, step)
      module.steps.append(
        .stateIs(value: value, state: state, kind, code: Self.code(code, kind), isNegated: isNegated))
    case .wire(let type, let first):
      let operand = try operand(first, for: type)
      value = try newValue(type, step)
      isTarget[step.id] = true
      isWire.insert(step.id)
      module.steps.append(.wire(value: value, first: operand))
    case .memory(let type, let depth):
      guard (1...4096).contains(depth) else { throw RecipeError("memory \(step.id) has \(depth) words") }
      guard (1...1024).contains(type.width) else { throw RecipeError("memory \(step.id) has \(type.width) bits") }
      module.memories.append(PlannedMemory(stepID: step.id, type: type, depth: depth))
      module.steps.append(.memory(number: module.memories.count - 1))
      return .memory(module.memories.count - 1)
    case .memoryRead(let id, let address):
      let memory = try memory(id)
      let address = try self.address(address, of: memory)
      value = try newValue(module.memories[memory].type, step)
      module.steps.append(.memoryRead(value: value, memory: memory, address: address))
    case .instance(let child, let sources, let isInlined):
      return try instance(step, child, sources, isInlined)
    case .statements(let statements):
      let planned = try self.statements(statements)
      module.steps.append(.statements(planned))
      return .none
    }
    return .values(first: value, count: 1)
  }

  private mutating func operation(
    _ step: Step, _ op: CircuitOperator, _ sources: [Operand], _ parameters: [Int]
  ) throws(RecipeError) -> Meaning {
    var operands: [PlannedOperand] = []
    for source in sources { operands.append(try operand(source, allowsLiteral: true)) }
    let literals = operands.map { operand -> Int? in
      if case .literal(let number) = operand.source { number } else { nil }
    }
    let types = operands.map { operand -> NumberType? in
      if case .value(let value) = operand.source { module.types[value] } else { nil }
    }
    let arranged = try OperatorRules.arrange(op, types: types, literals: literals, parameters: parameters)
    for index in operands.indices {
      operands[index].conversions = arranged.conversions[index]
      if let literal = arranged.literals[index] { operands[index].source = .literal(literal) }
    }
    let value = try newValue(arranged.result, step)
    module.steps.append(.operation(value: value, op, operands, arranged))
    return .values(first: value, count: 1)
  }

  private mutating func instance(
    _ step: Step, _ child: Int, _ sources: [Operand], _ isInlined: Bool
  ) throws(RecipeError) -> Meaning {
    guard child > index, child - index - 1 < later.count else {
      throw RecipeError("module \(index) cannot have an instance of module \(child)")
    }
    let plan = later[child - index - 1]
    guard plan.inputs.count == sources.count else {
      throw RecipeError(
        "module \(child) has \(plan.inputs.count) inputs, and instance \(step.id) gives \(sources.count)")
    }
    var operands: [PlannedOperand] = []
    for (source, input) in zip(sources, plan.inputs) { operands.append(try operand(source, for: plan.types[input])) }
    let first = module.types.count
    for output in plan.outputs { _ = try newValue(output.type, step) }
    module.steps.append(
      .instance(
        number: module.instanceCount, module: child, inputs: operands, firstOutput: first, isInlined: isInlined,
        stepID: step.id))
    module.instanceCount += 1
    return .values(first: first, count: plan.outputs.count)
  }
}

// Operands and statements.
extension ModulePlanning {
  static func code(_ number: Int, _ kind: StateKind) -> Int { Int(number.magnitude % UInt(kind.caseCount)) }

  private mutating func operand(_ source: Operand, allowsLiteral: Bool = false) throws(RecipeError) -> PlannedOperand {
    switch source {
    case .literal(let number):
      guard allowsLiteral else { throw RecipeError("\(number) stands where a signal is needed") }
      return PlannedOperand(source: .literal(number))
    case .value(let id, let output):
      guard case .values(let first, let count)? = meanings[id], output >= 0, output < count else {
        throw RecipeError("module \(index) has no value \(id).\(output) there")
      }
      if isWire.contains(id) { readWires.insert(id) }
      return PlannedOperand(source: .value(first + output))
    }
  }

  private mutating func operand(_ source: Operand, for target: NumberType) throws(RecipeError) -> PlannedOperand {
    var operand = try operand(source)
    operand.conversions = OperatorRules.conversions(from: type(of: operand), to: target)
    return operand
  }

  private mutating func condition(_ source: Operand) throws(RecipeError) -> PlannedOperand {
    var operand = try operand(source)
    operand.conversions = OperatorRules.conversionsToBit(type(of: operand))
    return operand
  }

  /// An address has just the bits that count the words.
  private mutating func address(_ source: Operand, of memory: Int) throws(RecipeError) -> PlannedOperand {
    var operand = try operand(source)
    let type = type(of: operand)
    let width = max(1, Int.bitWidth - (module.memories[memory].depth - 1).leadingZeroBitCount)
    if type.isSigned { operand.conversions = [.asUnsigned] }
    if type.width > width { operand.conversions.append(.truncated(width)) }
    if type.width < width { operand.conversions.append(.extended(width)) }
    return operand
  }

  private func type(of operand: PlannedOperand) -> NumberType {
    if case .value(let value) = operand.source { module.types[value] } else { .bit }
  }

  private func state(_ id: Int) throws(RecipeError) -> (Int, StateKind) {
    guard case .state(let value, let kind)? = meanings[id] else { throw RecipeError("step \(id) is no state register") }
    return (value, kind)
  }

  private func memory(_ id: Int) throws(RecipeError) -> Int {
    guard case .memory(let number)? = meanings[id] else { throw RecipeError("step \(id) is no memory") }
    return number
  }

  private func target(_ id: Int) throws(RecipeError) -> Int {
    guard case .values(let value, _)? = meanings[id], isTarget[id] == true else {
      throw RecipeError("step \(id) cannot be driven")
    }
    // Otherwise a wire could depend on itself.
    guard !readWires.contains(id) else { throw RecipeError("wire \(id) is driven after it is read") }
    return value
  }

  private mutating func statements(_ statements: [RecipeStatement]) throws(RecipeError) -> [PlannedStatement] {
    var planned: [PlannedStatement] = []
    for statement in statements { planned.append(try self.statement(statement)) }
    return planned
  }

  private mutating func statement(_ statement: RecipeStatement) throws(RecipeError) -> PlannedStatement {
    switch statement {
    case .assign(let id, let source):
      let value = try target(id)
      return .assign(value, try operand(source, for: module.types[value]))
    case .assignBits(let id, let high, let low, let source):
      let value = try target(id)
      let ends = [high, low].map { Int($0.magnitude % UInt(module.types[value].width)) }
      let (high, low) = (max(ends[0], ends[1]), min(ends[0], ends[1]))
      return .assignBits(value, high: high, low: low, try operand(source, for: .unsigned(high - low + 1)))
    case .increment(let id, let limit):
      let value = try target(id)
      guard !isWire.contains(id), module.types[value].holds(1) else { throw RecipeError("step \(id) cannot count") }
      return .increment(value, limit: max(1, module.types[value].wrapped(limit & .max)))
    case .when(let branches, let otherwise):
      guard !branches.isEmpty else { throw RecipeError("a 'when' has no branch") }
      var planned: [(condition: PlannedOperand, body: [PlannedStatement])] = []
      for branch in branches { planned.append((try condition(branch.condition), try statements(branch.body))) }
      guard let otherwise else { return .when(planned, otherwise: nil) }
      return .when(planned, otherwise: try statements(otherwise))
    case .match(let id, let arms):
      let (value, kind) = try state(id)
      guard arms.count == kind.caseCount else {
        throw RecipeError("a 'match' on \(id) has \(arms.count) arms and needs \(kind.caseCount)")
      }
      var planned: [[PlannedStatement]] = []
      for arm in arms { planned.append(try statements(arm)) }
      return .match(value, kind, planned)
    case .setState(let id, let code):
      let (value, kind) = try state(id)
      return .setState(value, kind, code: Self.code(code, kind))
    case .chooseState(let id, let condition, let code, let otherwise):
      let (value, kind) = try state(id)
      return .chooseState(
        value, kind, try self.condition(condition), code: Self.code(code, kind), otherwise: Self.code(otherwise, kind))
    case .writeMemory(let id, let address, let source):
      let number = try memory(id)
      let planned = try self.address(address, of: number)
      return .writeMemory(number, address: planned, value: try operand(source, for: module.memories[number].type))
    }
  }
}
