/// What a circuit does, worked out on whole numbers from the plan alone.
///
/// Values are those of the type: -3 is -3 whatever the width. Registers start with 0, in a domain without reset with their reset
/// values; memories with their contents or 0.
struct GoldenInterpreter {
  private let domains: RecipeDomains
  private var top: GoldenModule

  init(_ plan: CircuitPlan) {
    domains = plan.domains
    top = GoldenModule(0, plan, ownDomain: 0, waits: false)
  }

  /// One step: the values of the outputs with these inputs, then the edges of the clocks that tick in it.
  mutating func step(_ cycle: Int, inputs: [WholeNumber], resets: [Bool]) -> [WholeNumber] {
    for domain in resets.indices where resets[domain] && domains[domain].reset == .asynchronous {
      top.reset { $0 == domain }
    }
    let outputs = top.evaluate(inputs)
    let ticking = resets.indices.filter { domains.ticks($0, in: cycle) }
    // A clock all of whose domains wait for its falling edge rests high, and falls first.
    let first = ticking.filter { domain in
      !domains[domain].usesFallingEdge
        || resets.indices.allSatisfy { domains[$0].clock != domains[domain].clock || domains[$0].usesFallingEdge }
    }
    takeEdge(of: first, resets)
    let second = ticking.filter { !first.contains($0) }
    if !second.isEmpty {
      _ = top.evaluate(inputs)
      takeEdge(of: second, resets)
    }
    return outputs
  }

  private mutating func takeEdge(of active: [Int], _ resets: [Bool]) {
    top.takeEdge { active.contains($0) }
    let reset = active.filter { resets[$0] }
    if !reset.isEmpty { top.reset { reset.contains($0) } }
  }
}

/// An instance of a module: its registers, memories and instances.
private struct GoldenModule {
  let plan: ModulePlan
  /// The number of the domain that the module's own one is here.
  let ownDomain: Int
  /// The registers among them keep their values; all others are worked out anew in each evaluation.
  private var values: [WholeNumber]
  /// The number of the register that a value is; -1 for others.
  private let registerOfValue: [Int]
  private var memories: [[WholeNumber]]
  private var children: [GoldenModule] = []

  /// Whether the enables that hold for the module's own domain are 1, and those of each register.
  private var ownIsEnabled = true
  private var isEnabled: [Bool] = []

  // What the next active edges bring.
  private var next: [WholeNumber] = []
  private var writes: [Write] = []
  private var loads: [Load] = []

  private struct Write {
    var memory: Int
    var address: Int
    var value: WholeNumber
    /// The bits that are written; nil for all.
    var mask: WholeNumber?
    var domain: Int
  }

  private struct Load {
    var memory: Int
    var address: Int
    var register: Int
    var isAfterWrites: Bool
    var domain: Int
  }

  /// - Parameter waits: Whether the module's own domain has a clock enable.
  init(_ index: Int, _ circuit: CircuitPlan, ownDomain: Int, waits: Bool) {
    plan = circuit.modules[index]
    self.ownDomain = ownDomain
    values = Array(repeating: WholeNumber(0), count: plan.types.count)
    var registerOfValue = [Int](repeating: -1, count: plan.types.count)
    for (number, register) in plan.registers.enumerated() {
      registerOfValue[register.value] = number
      let domain = circuit.domains[register.area.domain ?? ownDomain]
      if domain.reset == .none, let reset = register.reset { values[register.value] = WholeNumber(reset) }
    }
    self.registerOfValue = registerOfValue
    memories = plan.memories.map { memory in
      guard let contents = memory.contents else { return Array(repeating: WholeNumber(0), count: memory.depth) }
      return contents.map { WholeNumber(magnitude: $0).wrapped(to: memory.type) }
    }
    // A port that gives new words and never waits has a register for the address, which is 0 before it has read anything.
    for case .memoryPort(_, let port) in plan.steps where port.duringWrite == .new && port.enable == nil {
      if port.area.enable != nil || port.area.domain == nil && waits { continue }
      values[plan.registers[port.registers[0]].value] = memories[port.memory][0]
    }
    for case .instance(_, let child, _, _, _, _, let area) in plan.steps {
      let childWaits = area.enable != nil || area.domain == nil && waits
      children.append(GoldenModule(child, circuit, ownDomain: area.domain ?? ownDomain, waits: childWaits))
    }
  }

  // MARK: Edges

  mutating func reset(_ isReset: (Int) -> Bool) {
    for register in plan.registers {
      if let reset = register.reset, isReset(register.area.domain ?? ownDomain) {
        values[register.value] = WholeNumber(reset)
      }
    }
    for index in children.indices { children[index].reset(isReset) }
  }

  mutating func takeEdge(_ isActive: (Int) -> Bool) {
    let old = loads.map { load in word(load.memory, load.address) }
    for write in writes where isActive(write.domain) { apply(write) }
    for (number, register) in plan.registers.enumerated() where isActive(register.area.domain ?? ownDomain) {
      if isEnabled[number] { values[register.value] = next[number] }
    }
    for (load, word) in zip(loads, old) where isActive(load.domain) {
      values[plan.registers[load.register].value] =
        load.isAfterWrites ? self.word(load.memory, load.address) : word
    }
    for index in children.indices { children[index].takeEdge(isActive) }
  }

  private func word(_ memory: Int, _ address: Int) -> WholeNumber {
    address < memories[memory].count ? memories[memory][address] : WholeNumber(0)
  }

  private mutating func apply(_ write: Write) {
    guard write.address < memories[write.memory].count else { return }
    guard let mask = write.mask else {
      memories[write.memory][write.address] = write.value
      return
    }
    let kept = memories[write.memory][write.address] & ~mask
    let type = plan.memories[write.memory].type
    memories[write.memory][write.address] = (kept | (write.value & mask)).wrapped(to: type)
  }

  // MARK: Values

  /// Computes the outputs, and what registers and memories take next.
  mutating func evaluate(_ inputs: [WholeNumber], isEnabled ownIsEnabled: Bool = true) -> [WholeNumber] {
    var inputCount = 0
    self.ownIsEnabled = ownIsEnabled
    isEnabled = Array(repeating: true, count: plan.registers.count)
    var outputs: [WholeNumber] = []
    next = plan.registers.map { values[$0.value] }
    writes.removeAll(keepingCapacity: true)
    loads.removeAll(keepingCapacity: true)
    for step in plan.steps {
      switch step {
      case .input(let value):
        values[value] = inputs[inputCount]
        inputCount += 1
      case .output(_, let operand): outputs.append(number(operand))
      case .constant(let value, let number): values[value] = WholeNumber(number)
      case .pattern(let value, let words):
        values[value] = WholeNumber(magnitude: words).lowBits(plan.types[value].width)
      case .operation(let value, let op, let operands, let arranged):
        values[value] = EvaluateOperation.evaluate(op, operands.map { number($0) }, arranged)
      case .register(let number), .stateRegister(let number, _): enable(number..<number + 1)
      case .registerArray(let first, let count): enable(first..<first + count)
      case .memory: break
      case .stateIs(let value, let register, _, let code, let isNegated):
        values[value] = EvaluateOperation.truth((values[register] == WholeNumber(code)) != isNegated)
      case .wire(let value, let first): values[value] = number(first)
      case .memoryRead(let value, let memory, let address): values[value] = word(memory, number(address).int ?? .max)
      case .memoryPort(_, let port): prepare(port)
      case .crossing(let source, let registers, _):
        enable(registers[0]..<registers[0] + registers.count)
        shift(number(source), through: registers)
      case .element(let value, let elements, let index):
        let chosen = number(index).int ?? .max
        values[value] = chosen < elements.count ? number(elements[chosen]) : WholeNumber(0)
      case .instance(let instance, _, let operands, let firstOutput, _, _, let area):
        let results = children[instance].evaluate(operands.map { number($0) }, isEnabled: holds(area))
        for (offset, result) in results.enumerated() { values[firstOutput + offset] = result }
      case .statements(let statements, let area): execute(statements, area.domain ?? ownDomain, writes: holds(area))
      }
    }
    return outputs
  }

  private mutating func shift(_ first: WholeNumber, through registers: [Int]) {
    var number = first
    for register in registers {
      next[register] = number
      number = values[plan.registers[register].value]
    }
  }

  /// Whether all enables of an area are 1. A domain that is named does not wait for those of the module's own one.
  private func holds(_ area: PlannedArea) -> Bool {
    (area.domain != nil || ownIsEnabled) && area.enable.map { !number($0).isZero } ?? true
  }

  private mutating func enable(_ registers: Range<Int>) {
    for register in registers { isEnabled[register] = holds(plan.registers[register].area) }
  }

  private mutating func prepare(_ port: PlannedMemoryPort) {
    enable(port.registers[0]..<port.registers[0] + port.registers.count)
    guard isEnabled[port.registers[0]] else { return }
    if port.registers.count > 1 { next[port.registers[1]] = values[plan.registers[port.registers[0]].value] }
    if let enable = port.enable, number(enable).isZero { return }
    loads.append(
      Load(
        memory: port.memory, address: number(port.address).int ?? .max, register: port.registers[0],
        isAfterWrites: port.duringWrite == .new, domain: port.area.domain ?? ownDomain))
  }

  private func number(_ operand: PlannedOperand) -> WholeNumber {
    guard case .value(let value) = operand.source else {
      if case .literal(let literal) = operand.source { return WholeNumber(literal) }
      return WholeNumber(0)
    }
    if operand.conversions.isEmpty { return values[value] }
    var (number, type) = (values[value], plan.types[value])
    for conversion in operand.conversions {
      number = EvaluateOperation.convert(number, type, conversion)
      type = conversion.result(of: type)
    }
    return number
  }

  // MARK: Statements

  /// What a register takes so far, or what a wire is: wires change at once, for they are read after their last statement.
  private func current(_ target: Int) -> WholeNumber {
    registerOfValue[target] < 0 ? values[target] : next[registerOfValue[target]]
  }

  private mutating func drive(_ target: Int, _ number: WholeNumber) {
    if registerOfValue[target] < 0 { values[target] = number } else { next[registerOfValue[target]] = number }
  }

  private mutating func drive(_ target: Int, low: Int, width: Int, _ number: WholeNumber) {
    let type = plan.types[target]
    let mask = Self.ones(width).shiftedLeft(low)
    let kept = current(target).lowBits(type.width) & ~mask
    drive(target, (kept | number.shiftedLeft(low)).wrapped(to: type))
  }

  private static func ones(_ count: Int) -> WholeNumber { .power(count) - WholeNumber(1) }

  private mutating func execute(_ statements: [PlannedStatement], _ domain: Int, writes isWriting: Bool) {
    for statement in statements {
      switch statement {
      case .assign(let target, let operand): drive(target, number(operand))
      case .assignBits(let target, let high, let low, let operand):
        drive(target, low: low, width: high - low + 1, number(operand))
      case .increment(let target, let limit):
        let isLast = values[target] == WholeNumber(limit - 1)
        drive(target, isLast ? WholeNumber(0) : (values[target] + WholeNumber(1)).wrapped(to: plan.types[target]))
      case .when(let branches, let otherwise):
        let branch = branches.first { !number($0.condition).isZero }
        execute(branch?.body ?? otherwise ?? [], domain, writes: isWriting)
      case .match(let state, _, let arms):
        let code = values[state].int ?? 0
        if arms.indices.contains(code) { execute(arms[code], domain, writes: isWriting) }
      case .setState(let state, _, let code): drive(state, WholeNumber(code))
      case .chooseState(let state, _, let condition, let code, let otherwise):
        drive(state, WholeNumber(number(condition).isZero ? otherwise : code))
      case .writeMemory(let memory, let address, let operand):
        guard isWriting else { break }
        let address = number(address).int ?? .max
        writes.append(Write(memory: memory, address: address, value: number(operand), mask: nil, domain: domain))
      case .writeLanes(let memory, let address, let operand, let lanesOn, let lanes):
        guard isWriting else { break }
        let address = number(address).int ?? .max
        let mask = bits(ofLanes: number(lanesOn), count: lanes, plan.memories[memory].type.width / lanes)
        writes.append(Write(memory: memory, address: address, value: number(operand), mask: mask, domain: domain))
      case .assignElement(let first, let count, let index, let operand):
        let chosen = number(index).int ?? .max
        if chosen < count { drive(first + chosen, number(operand)) }
      case .assignPart(let target, let width, let index, let operand):
        let chosen = number(index).int ?? .max
        if chosen < plan.types[target].width / width {
          drive(target, low: chosen * width, width: width, number(operand))
        }
      }
    }
  }

  private func bits(ofLanes lanes: WholeNumber, count: Int, _ width: Int) -> WholeNumber {
    var mask = WholeNumber(0)
    for lane in 0..<count where lanes.bit(lane) { mask = mask | Self.ones(width).shiftedLeft(lane * width) }
    return mask
  }
}
