/// Works out one module of a recipe, step by step.
struct ModulePlanning {
  private(set) var module = ModulePlan()
  let index: Int
  let domainCount: Int
  /// The modules behind this one.
  let later: [ModulePlan]

  /// What the number of a step stands for.
  private enum Meaning {
    case values(first: Int, count: Int)
    case state(value: Int, StateKind)
    case array(first: Int, count: Int)
    case memory(Int)
    case none
  }
  private var meanings: [Int: Meaning] = [:]
  private var isTarget: [Int: Bool] = [:]
  private var isWire: Set<Int> = []
  private var readWires: Set<Int> = []

  init(index: Int, domainCount: Int, later: [ModulePlan]) {
    self.index = index
    self.domainCount = domainCount
    self.later = later
  }

  mutating func add(_ step: Step) throws(RecipeError) {
    guard meanings[step.id] == nil else { throw RecipeError("module \(index) has two steps \(step.id)") }
    meanings[step.id] = try meaning(of: step)
  }

  private func domain(of step: Step) -> Int? { step.domain.map { Int($0.magnitude % UInt(domainCount)) } }

  private mutating func area(of step: Step) throws(RecipeError) -> PlannedArea {
    var area = PlannedArea(domain: domain(of: step))
    if let enable = step.enable { area.enable = try condition(enable) }
    return area
  }

  /// The number of a new register.
  private mutating func newRegister(_ type: NumberType, reset: Int? = nil, _ step: Step) throws(RecipeError) -> Int {
    let area = try area(of: step)
    let value = try newValue(type, step)
    module.registers.append(PlannedRegister(value: value, reset: reset, area: area))
    return module.registers.count - 1
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
      isTarget[step.id] = true
      let number = try newRegister(type, reset: reset.map(type.wrapped), step)
      module.steps.append(.register(number: number))
    case .registerArray(let type, let count, let reset):
      guard (1...16).contains(count) else { throw RecipeError("array \(step.id) has \(count) registers") }
      let first = module.registers.count
      for _ in 0..<count { _ = try newRegister(type, reset: reset.map(type.wrapped), step) }
      module.steps.append(.registerArray(first: first, count: count))
      return .array(first: value, count: count)
    case .stateRegister(let kind, let reset):
      let number = try newRegister(.unsigned(kind.codeWidth), reset: reset.map { Self.code($0, kind) }, step)
      module.steps.append(.stateRegister(number: number, kind))
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
    case .memory(let type, let depth, let seed):
      guard (1...4096).contains(depth) else { throw RecipeError("memory \(step.id) has \(depth) words") }
      guard (1...1024).contains(type.width) else { throw RecipeError("memory \(step.id) has \(type.width) bits") }
      module.memories.append(
        PlannedMemory(
          stepID: step.id, type: type, depth: depth, contents: seed.map { Self.contents($0, type, depth) },
          domain: domain(of: step)))
      module.steps.append(.memory(number: module.memories.count - 1))
      return .memory(module.memories.count - 1)
    case .memoryRead(let id, let address):
      let memory = try memory(id)
      let address = try self.address(address, of: memory)
      value = try newValue(module.memories[memory].type, step)
      module.steps.append(.memoryRead(value: value, memory: memory, address: address))
    case .memoryPort(let id, let address, let latency, let enable, let duringWrite):
      return try memoryPort(step, memory(id), address, latency: latency, enable: enable, duringWrite)
    case .crossing(let source, let kind):
      let operand = try operand(source)
      var registers: [Int] = []
      for _ in 0..<kind.stages { registers.append(try newRegister(type(of: operand), step)) }
      module.steps.append(.crossing(operand, registers: registers, kind))
      return .values(first: module.types.count - 1, count: 1)
    case .element(let sources, let index):
      guard (1...16).contains(sources.count) else { throw RecipeError("step \(step.id) has \(sources.count) elements") }
      var elements: [PlannedOperand] = []
      for source in sources { elements.append(try operand(source)) }
      let types = elements.map { type(of: $0) }
      let planned = try self.index(index, count: elements.count)
      value = try newValue(types.dropFirst().reduce(types[0], NumberType.common), step)
      module.steps.append(.element(value: value, elements, index: planned))
    case .instance(let child, let sources, let isInlined):
      return try instance(step, child, sources, isInlined)
    case .statements(let statements):
      let planned = try self.statements(statements)
      module.steps.append(.statements(planned, area: try area(of: step)))
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

  private mutating func memoryPort(
    _ step: Step, _ memory: Int, _ address: Operand, latency: Int, enable: Operand?, _ duringWrite: DuringWrite
  ) throws(RecipeError) -> Meaning {
    guard (1...2).contains(latency) else { throw RecipeError("port \(step.id) has a latency of \(latency)") }
    let address = try self.address(address, of: memory)
    var condition: PlannedOperand?
    if let enable { condition = try self.condition(enable) }
    var registers: [Int] = []
    for _ in 0..<latency { registers.append(try newRegister(module.memories[memory].type, step)) }
    let port = PlannedMemoryPort(
      memory: memory, address: address, enable: condition, duringWrite: duringWrite, registers: registers,
      area: try area(of: step))
    module.steps.append(.memoryPort(number: module.portCount, port))
    module.portCount += 1
    return .values(first: module.types.count - 1, count: 1)
  }

  /// Random words; zeros for a seed of 0.
  private static func contents(_ seed: UInt64, _ type: NumberType, _ depth: Int) -> [[UInt64]] {
    (0..<depth).map { word in
      var random = RandomSource(seed: seed, stream: UInt64(word))
      return stride(from: 0, to: type.width, by: 64).map { low -> UInt64 in
        if seed == 0 { return 0 }
        let count = type.width - low
        return count >= 64 ? random.next() : random.next() & ((1 << UInt64(count)) - 1)
      }
    }
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
        stepID: step.id, area: try area(of: step)))
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
      let range: (first: Int, count: Int)? =
        switch meanings[id] {
        case .values(let first, let count), .array(let first, let count): (first, count)
        default: nil
        }
      guard let (first, count) = range, output >= 0, output < count else {
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

  private mutating func exactly(_ source: Operand, _ type: NumberType) throws(RecipeError) -> PlannedOperand {
    var operand = try operand(source, for: type)
    let given = self.type(of: operand)
    if given.width < type.width { operand.conversions.append(.extended(type.width)) }
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

  /// An index has no sign and reaches every element.
  private mutating func index(_ source: Operand, count: Int) throws(RecipeError) -> PlannedOperand {
    var operand = try operand(source)
    let type = type(of: operand)
    let width = max(1, Int.bitWidth - (count - 1).leadingZeroBitCount)
    if type.isSigned { operand.conversions = [.asUnsigned] }
    if type.width < width { operand.conversions.append(.extended(width)) }
    return operand
  }

  /// The greatest divisor of a width that is not above a number.
  private static func divisor(of width: Int, atMost number: Int) -> Int {
    var divisor = max(1, min(width, Int(number.magnitude % UInt(width + 1))))
    while width % divisor != 0 { divisor -= 1 }
    return divisor
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
    case .writeLanes(let id, let address, let source, let mask, let lanes):
      let number = try memory(id)
      let type = module.memories[number].type
      let planned = try self.address(address, of: number)
      let lanes = Self.divisor(of: type.width, atMost: lanes)
      return .writeLanes(
        number, address: planned, value: try operand(source, for: type), mask: try exactly(mask, .unsigned(lanes)),
        lanes: lanes)
    case .assignElement(let id, let index, let source):
      guard case .array(let first, let count)? = meanings[id] else { throw RecipeError("step \(id) is no array") }
      return .assignElement(
        first: first, count: count, index: try self.index(index, count: count),
        try operand(source, for: module.types[first]))
    case .assignPart(let id, let width, let index, let source):
      let value = try target(id)
      let whole = module.types[value].width
      let width = Self.divisor(of: whole, atMost: min(Int(width.magnitude % 1024), max(1, whole / 2)))
      guard whole / width <= 256 else { throw RecipeError("step \(id) has more than 256 parts") }
      return .assignPart(
        value, width: width, index: try self.index(index, count: width == 1 ? 1 : whole / width),
        try operand(source, for: .unsigned(width)))
    }
  }
}
