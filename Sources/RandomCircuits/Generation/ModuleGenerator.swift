/// Makes the steps of one module.
///
/// Every value belongs to a clock, the one that samples it or whose registers it follows from; a step reads values of its own
/// clock and constants, and what another clock makes through a synchroniser or a memory of both clocks.
struct ModuleGenerator {
  var random: RandomSource
  private(set) var interface = ModuleInterface()

  let profile: WidthProfile
  let clocks: ModuleClocks
  private var children: [(index: Int, interface: ModuleInterface?)]
  /// Modules that may be built in a domain with a clock enable.
  private let waitingChildren: Set<Int>
  private(set) var steps: [Step] = []
  var operatorCount = 0
  /// The domain of what is made now; nil for the module's own one.
  var domain: Int?

  // What can be read.
  var values: [PooledValue] = []
  var indexOfOperand: [Operand: Int] = [:]
  /// Operands that are a register and nothing else, with its clock.
  var plainRegisters: [(operand: Operand, clock: Int)] = []
  // What can be driven, by the numbers of the steps.
  private(set) var registers: [DrivenStep] = []
  private(set) var arrays: [DrivenArray] = []
  private(set) var states: [DrivenState] = []
  private(set) var memories: [DrivenMemory] = []
  private var driven: Set<Int> = []

  init(random: RandomSource, profile: WidthProfile, clocks: ModuleClocks, children: [(Int, ModuleInterface?)]) {
    self.random = random
    self.profile = profile
    self.clocks = clocks
    self.children = children
    waitingChildren = Set(children.filter { $0.1?.mayWait ?? false }.map(\.0))
    interface.domains = clocks.domains.compactMap(\.self)
  }

  mutating func generate(operators: Int) -> ModuleRecipe {
    for domain in clocks.domains {
      self.domain = domain
      for _ in 0..<(domain == nil ? random.number(2...6) : random.number(1...2)) { addInput() }
    }
    for domain in clocks.domains {
      self.domain = domain
      declareState()
    }
    let needed = children.count
    while operatorCount < operators || !children.isEmpty {
      domain = random.element(of: clocks.domains)
      let isDue = operatorCount >= operators || (needed > 0 && random.oneIn(1 + operators / (needed + 1)))
      if isDue, let child = children.popLast() { addInstance(child.index, child.interface) } else { addAnything() }
    }
    driveTheRest()
    addOutputs()
    return ModuleRecipe(steps: steps)
  }

  /// The clock of what is made now.
  var clock: Int { clocks.clock(of: domain) }

  // MARK: Steps

  mutating func add(_ kind: Step.Kind) -> Int {
    let enable = mayWait(kind) && random.oneIn(4) ? pickBit() : nil
    if domain == nil { noteWaiting(kind) }
    let id = steps.count
    steps.append(Step(id, domain: kind.isClocked ? domain : nil, enable: enable, kind))
    return id
  }

  /// What stands in the module's own domain waits with it.
  private mutating func noteWaiting(_ kind: Step.Kind) {
    switch kind {
    case .crossing(_, .synchroniser): interface.mayWait = false
    case .instance(let child, _, _) where !waitingChildren.contains(child): interface.mayWait = false
    default: break
    }
  }

  /// Whether a step may get a clock enable.
  private func mayWait(_ kind: Step.Kind) -> Bool {
    switch kind {
    case .memory, .crossing: false
    case .instance(let child, _, _): waitingChildren.contains(child)
    default: kind.isClocked && values.contains { $0.clock == clock }
    }
  }

  mutating func addValue(
    _ kind: Step.Kind, _ type: NumberType, isConstant: Bool = false, isKnown: Bool = false
  ) {
    append(
      PooledValue(
        operand: .value(add(kind)), type: type, clock: clock, isConstant: isConstant, isKnown: isConstant || isKnown))
  }

  private mutating func addRegister(_ kind: Step.Kind, _ type: NumberType) {
    addValue(kind, type)
    plainRegisters.append((values[values.count - 1].operand, clock))
  }

  private mutating func addInput() {
    let type = profile.type(&random)
    interface.inputs.append(ModuleInterface.Port(type: type, clock: clock))
    addValue(.input(type), type)
  }

  private mutating func resetValue() -> Int? {
    random.oneIn(4) ? nil : random.element(of: [0, 1, -1, 5, Int(truncatingIfNeeded: random.next())])
  }

  private mutating func declareState() {
    // Some modules only compute.
    if random.oneIn(5) { return }
    for _ in 0..<random.number(1...4) {
      let type = profile.type(&random)
      addRegister(.register(type, reset: resetValue()), type)
      registers.append(DrivenStep(id: steps.count - 1, type: type, domain: domain, clock: clock))
    }
    if random.oneIn(3) { declareArray() }
    if random.oneIn(2) {
      let kind = random.element(of: StateKind.allCases)
      let id = add(.stateRegister(kind, reset: random.oneIn(4) ? nil : random.number(below: 9)))
      states.append(DrivenState(id: id, kind: kind, domain: domain, clock: clock))
    }
    if random.oneIn(2) {
      let type = profile.type(&random)
      let depths = [1, 2, 3, 4, 5, 7, 8, 13, 16, 32, 40]
      let depth = random.element(of: profile == .gates ? Array(depths.prefix(7)) : depths)
      let contents = random.oneIn(3) ? random.element(of: [0, random.next()]) : nil
      let id = add(.memory(type, depth: depth, contents: contents))
      memories.append(
        DrivenMemory(id: id, type: type, depth: depth, hasContents: contents != nil, domain: domain, clock: clock))
    }
  }

  private mutating func declareArray() {
    let (type, count) = (profile.type(&random), random.number(2...5))
    let id = add(.registerArray(type, count: count, reset: resetValue()))
    arrays.append(DrivenArray(id: id, type: type, count: count, domain: domain, clock: clock))
    for element in 0..<count {
      append(PooledValue(operand: .value(id, output: element), type: type, clock: clock))
      plainRegisters.append((.value(id, output: element), clock))
    }
  }

  private mutating func addAnything() {
    switch random.number(below: 44) {
    case 0:
      let type = profile.type(&random)
      addValue(.constant(type.wrapped(anyNumber()), type), type, isConstant: true)
    case 1:
      let width = profile.width(&random)
      let words = (0..<((width + 63) / 64)).map { _ in random.next() }
      addValue(.pattern(words, width: width), .unsigned(width), isConstant: true)
    case 2, 3: addWire()
    case 4: addStatements()
    case 5, 6: if let state = pickState() { addStateComparison(state) }
    case 7, 8: addMemoryRead()
    case 9, 10: addMemoryPort()
    case 11, 12: addCrossing()
    case 13: addElement()
    default: addOperation()
    }
  }

  private mutating func addStateComparison(_ state: DrivenState) {
    let code = random.number(below: state.kind.caseCount)
    addValue(.stateIs(state.id, code: code, isNegated: random.oneIn(3)), .bit)
  }

  private mutating func addMemoryRead() {
    let readable = memories.filter { $0.clock == clock }
    guard !readable.isEmpty else { return }
    let memory = random.element(of: readable)
    addValue(.memoryRead(memory.id, address: address(forDepth: memory.depth)), memory.type)
  }

  /// A port of any memory: one that another clock writes is read through one register, and gives the old word.
  private mutating func addMemoryPort() {
    guard !memories.isEmpty else { return }
    let memory = random.element(of: memories)
    let isForeign = memory.clock != clock
    let mode: DuringWrite =
      memory.domain == domain ? random.element(of: DuringWrite.allCases) : random.element(of: [.old, .undefined])
    let address = address(forDepth: memory.depth)
    let enable = random.oneIn(2) ? pickBit() : nil
    let kind = Step.Kind.memoryPort(
      memory.id, address: address, latency: isForeign ? 1 : random.number(1...2), enable: enable, duringWrite: mode)
    addValue(kind, memory.type)
  }

  private mutating func addCrossing() {
    let foreign = plainRegisters.filter { $0.clock != clock }
    if !foreign.isEmpty, random.oneIn(2) {
      let source = random.element(of: foreign).operand
      guard let index = indexOfOperand[source] else { return }
      addRegister(.crossing(take(index), .synchroniser(stages: random.number(1...3))), values[index].type)
      return
    }
    let others = values.indices.filter { values[$0].clock != clock && !values[$0].isConstant }
    guard !others.isEmpty else { return }
    let index = random.element(of: others)
    addRegister(.crossing(take(index), .heldStill), values[index].type)
  }

  private mutating func addElement() {
    var elements = (0..<random.number(2...6)).map { _ in pick() }
    if let array = arrays.filter({ $0.clock == clock }).last, random.oneIn(2) {
      elements = (0..<array.count).map { .value(array.id, output: $0) }
    }
    let types = elements.compactMap { type(of: $0) }
    addValue(.element(elements, index: pickIndex()), types.dropFirst().reduce(types[0], NumberType.common))
  }

  private mutating func addInstance(_ index: Int, _ ports: ModuleInterface?) {
    guard let ports else { return }
    let own = clock
    var inputs: [Operand] = []
    for port in ports.inputs {
      inputs.append(inDomain(ofClock: port.clock ?? own) { $0.pick(near: port.type) })
    }
    let id = add(.instance(index, inputs: inputs, isInlined: random.oneIn(4)))
    for (number, port) in ports.outputs.enumerated() {
      append(PooledValue(operand: .value(id, output: number), type: port.type, clock: port.clock ?? own))
    }
  }

  /// Makes something with the values of another clock.
  private mutating func inDomain<Result>(ofClock clock: Int, _ body: (inout ModuleGenerator) -> Result) -> Result {
    let outer = domain
    domain = clocks.domains.first { clocks.clock(of: $0) == clock } ?? domain
    defer { domain = outer }
    return body(&self)
  }

  private mutating func addWire() {
    let type = profile.type(&random)
    let id = add(.wire(type, first: pick(near: type)))
    if random.oneIn(2) {
      let wire = DrivenStep(id: id, type: type, domain: domain, clock: clock)
      var statements = StatementGenerator(targets: [wire] + registers.filter { $0.clock == clock })
      let list = statements.list(&self, depth: 2)
      note(statements)
      _ = add(.statements(list))
    }
    append(PooledValue(operand: .value(id), type: type, clock: clock))
  }

  private mutating func addStatements() {
    let targets = registers.filter { $0.clock == clock }
    guard !targets.isEmpty || memories.contains(where: { $0.domain == domain }) else { return }
    var statements = StatementGenerator(targets: targets)
    let list = statements.list(&self, depth: 3)
    note(statements)
    _ = add(.statements(list))
  }

  private mutating func note(_ statements: StatementGenerator) { driven.formUnion(statements.driven) }

  /// Every register changes, every memory without contents is written.
  private mutating func driveTheRest() {
    for register in registers where !driven.contains(register.id) {
      domain = register.domain
      var statements = StatementGenerator(targets: [register])
      let list = statements.list(&self, depth: 2) + [statements.conditionalAssignment(&self, register)]
      note(statements)
      _ = add(.statements(list))
    }
    for array in arrays where !driven.contains(array.id) {
      domain = array.domain
      var statements = StatementGenerator(targets: [])
      _ = add(.statements([statements.assignElement(&self, array)]))
    }
    for state in states where !driven.contains(state.id) {
      domain = state.domain
      var statements = StatementGenerator(targets: registers.filter { $0.clock == clock })
      let match = statements.match(&self, state, depth: 1)
      // All arms may be empty.
      let rest = statements.driven.contains(state.id) ? [] : [statements.setState(&self, state)]
      note(statements)
      _ = add(.statements([match] + rest))
    }
    for memory in memories where !driven.contains(memory.id) {
      if memory.hasContents, random.oneIn(2) { continue }
      domain = memory.domain
      var statements = StatementGenerator(targets: [])
      _ = add(.statements([statements.write(&self, memory)]))
    }
  }

  /// What nobody reads, and some more; long rows of one clock are joined.
  private mutating func addOutputs() {
    for domain in clocks.firstDomains {
      self.domain = domain
      var sources = values.indices.filter {
        values[$0].useCount == 0 && !values[$0].isConstant && values[$0].clock == clock
      }
      while sources.count > 14 {
        let pair = [sources.removeFirst(), sources.removeFirst()]
        addOperation(.xor, pair.map { take($0) })
        sources.append(values.count - 1)
      }
      let readable = readableValues
      for _ in 0..<2 { sources.append(random.element(of: readable)) }
      for index in sources {
        interface.outputs.append(ModuleInterface.Port(type: values[index].type, clock: clock))
        _ = add(.output(take(index)))
      }
    }
  }
}
