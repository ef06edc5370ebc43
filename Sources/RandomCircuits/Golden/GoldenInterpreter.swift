/// What a circuit does, worked out on whole numbers from the plan alone.
///
/// Values are those of the type: -3 is -3 whatever the width. Registers and memories start with 0; registers with a reset value in
/// a circuit without reset start with that.
struct GoldenInterpreter {
  /// The registers, memories and instances of one instance of a module.
  private struct State {
    var registers: [WholeNumber]
    var memories: [[WholeNumber]]
    var children: [State]
    /// What the next active edge brings.
    var next: [WholeNumber]
    var writes: [(memory: Int, address: Int, value: WholeNumber)] = []
  }

  private let plan: CircuitPlan
  private var state: State

  init(_ plan: CircuitPlan) {
    self.plan = plan
    state = Self.newState(0, plan)
  }

  private static func newState(_ index: Int, _ plan: CircuitPlan) -> State {
    let module = plan.modules[index]
    let children = module.steps.compactMap { step -> State? in
      if case .instance(_, let child, _, _, _, _) = step { newState(child, plan) } else { nil }
    }
    let hasReset = plan.recipe.clock.reset != .none
    let registers = module.registers.map { WholeNumber(hasReset ? 0 : $0.reset ?? 0) }
    let memories = module.memories.map { [WholeNumber](repeating: WholeNumber(0), count: $0.depth) }
    return State(registers: registers, memories: memories, children: children, next: registers)
  }

  /// One cycle: the values of the outputs with these inputs, then the active edge.
  mutating func cycle(inputs: [WholeNumber], isReset: Bool) -> [WholeNumber] {
    if isReset, plan.recipe.clock.reset == .asynchronous { Self.reset(0, plan, &state) }
    let outputs = Self.evaluate(0, plan, inputs, &state)
    Self.takeEdge(&state)
    if isReset, plan.recipe.clock.reset != .none { Self.reset(0, plan, &state) }
    return outputs
  }

  private static func reset(_ index: Int, _ plan: CircuitPlan, _ state: inout State) {
    let module = plan.modules[index]
    for (number, register) in module.registers.enumerated() {
      if let reset = register.reset { state.registers[number] = WholeNumber(reset) }
    }
    for case .instance(let number, let child, _, _, _, _) in module.steps {
      reset(child, plan, &state.children[number])
    }
  }

  private static func takeEdge(_ state: inout State) {
    state.registers = state.next
    for write in state.writes { state.memories[write.memory][write.address] = write.value }
    state.writes = []
    for index in state.children.indices { takeEdge(&state.children[index]) }
  }

  /// Computes the outputs of an instance, and what its registers and memories take next.
  private static func evaluate(
    _ index: Int, _ plan: CircuitPlan, _ inputs: [WholeNumber], _ state: inout State
  ) -> [WholeNumber] {
    var run = ModuleRun(plan.modules[index], state.registers)
    var inputs = inputs[...]
    var outputs: [WholeNumber] = []
    for step in run.module.steps {
      switch step {
      case .input(let value): run.values[value] = inputs.popFirst() ?? WholeNumber(0)
      case .output(_, let operand): outputs.append(run.number(operand))
      case .constant(let value, let number): run.values[value] = WholeNumber(number)
      case .pattern(let value, let words):
        run.values[value] = WholeNumber(magnitude: words).lowBits(run.module.types[value].width)
      case .operation(let value, let op, let operands, let arranged):
        run.values[value] = EvaluateOperation.evaluate(op, operands.map { run.number($0) }, arranged)
      case .register, .stateRegister, .memory: break
      case .stateIs(let value, let register, _, let code, let isNegated):
        run.values[value] = EvaluateOperation.truth((run.values[register] == WholeNumber(code)) != isNegated)
      case .wire(let value, let first): run.values[value] = run.number(first)
      case .memoryRead(let value, let memory, let address):
        let address = run.number(address).int
        let words = state.memories[memory]
        run.values[value] = address.map { $0 < words.count ? words[$0] : WholeNumber(0) } ?? WholeNumber(0)
      case .instance(let number, let child, let operands, let firstOutput, _, _):
        let results = evaluate(child, plan, operands.map { run.number($0) }, &state.children[number])
        for (offset, result) in results.enumerated() { run.values[firstOutput + offset] = result }
      case .statements(let statements): run.execute(statements)
      }
    }
    state.next = run.module.registers.map { run.next[$0.value] }
    state.writes = run.writes.filter { $0.address < state.memories[$0.memory].count }
    return outputs
  }
}

/// One evaluation of a module.
private struct ModuleRun {
  let module: ModulePlan
  var values: [WholeNumber]
  /// What registers take; wires change at once, for they are read after their last statement.
  var next: [WholeNumber]
  var writes: [(memory: Int, address: Int, value: WholeNumber)] = []
  private var isRegister: [Bool]

  init(_ module: ModulePlan, _ registers: [WholeNumber]) {
    self.module = module
    values = [WholeNumber](repeating: WholeNumber(0), count: module.types.count)
    isRegister = [Bool](repeating: false, count: module.types.count)
    for (register, number) in zip(module.registers, registers) {
      values[register.value] = number
      isRegister[register.value] = true
    }
    next = values
  }

  func number(_ operand: PlannedOperand) -> WholeNumber {
    guard case .value(let value) = operand.source else {
      if case .literal(let literal) = operand.source { return WholeNumber(literal) }
      return WholeNumber(0)
    }
    var (number, type) = (values[value], module.types[value])
    for conversion in operand.conversions {
      number = EvaluateOperation.convert(number, type, conversion)
      type = conversion.result(of: type)
    }
    return number
  }

  private func current(_ target: Int) -> WholeNumber { isRegister[target] ? next[target] : values[target] }

  private mutating func drive(_ target: Int, _ number: WholeNumber) {
    if isRegister[target] { next[target] = number } else { values[target] = number }
  }

  mutating func execute(_ statements: [PlannedStatement]) {
    for statement in statements {
      switch statement {
      case .assign(let target, let operand): drive(target, number(operand))
      case .assignBits(let target, let high, let low, let operand):
        let type = module.types[target]
        let mask = (WholeNumber.power(high - low + 1) - WholeNumber(1)).shiftedLeft(low)
        let kept = current(target).lowBits(type.width) & ~mask
        drive(target, (kept | number(operand).shiftedLeft(low)).wrapped(to: type))
      case .increment(let target, let limit):
        let count = values[target]
        let isLast = count == WholeNumber(limit - 1)
        drive(target, isLast ? WholeNumber(0) : (count + WholeNumber(1)).wrapped(to: module.types[target]))
      case .when(let branches, let otherwise):
        let branch = branches.first { !number($0.condition).isZero }
        execute(branch?.body ?? otherwise ?? [])
      case .match(let state, _, let arms):
        let code = values[state].int ?? 0
        if arms.indices.contains(code) { execute(arms[code]) }
      case .setState(let state, _, let code): drive(state, WholeNumber(code))
      case .chooseState(let state, _, let condition, let code, let otherwise):
        drive(state, WholeNumber(number(condition).isZero ? otherwise : code))
      case .writeMemory(let memory, let address, let operand):
        guard let address = number(address).int else { continue }
        writes.append((memory, address, number(operand)))
      }
    }
  }
}
