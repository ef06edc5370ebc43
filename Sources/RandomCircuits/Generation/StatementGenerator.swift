/// Makes statements for registers, wires and memories.
struct StatementGenerator {
  /// The registers and wires that may be driven.
  let targets: [DrivenStep]
  /// The steps that were driven, all their bits.
  private(set) var driven: Set<Int> = []

  init(targets: [DrivenStep]) {
    self.targets = targets
  }

  mutating func list(_ module: inout ModuleGenerator, depth: Int) -> [RecipeStatement] {
    (0..<module.random.number(1...3)).map { _ in statement(&module, depth: depth) }
  }

  private mutating func statement(_ module: inout ModuleGenerator, depth: Int) -> RecipeStatement {
    let choice = module.random.number(below: 12)
    if choice < 4, depth > 0 { return when(&module, depth: depth - 1) }
    if choice == 4, depth > 0, let state = module.pickState() {
      return match(&module, state, depth: depth - 1)
    }
    if choice == 5, let state = module.pickState() { return setState(&module, state) }
    let memories = module.memories.filter { $0.domain == module.domain }
    if choice == 6 || targets.isEmpty, !memories.isEmpty {
      return write(&module, module.random.element(of: memories))
    }
    let arrays = module.arrays.filter { $0.clock == module.clock }
    if choice == 7, !arrays.isEmpty { return assignElement(&module, module.random.element(of: arrays)) }
    guard !targets.isEmpty else { return .when([RecipeBranch(condition: module.pickBit(), body: [])], otherwise: nil) }
    return assignment(&module, module.random.element(of: targets))
  }

  private mutating func assignment(
    _ module: inout ModuleGenerator, _ target: DrivenStep
  ) -> RecipeStatement {
    let isRegister = module.registers.contains { $0.id == target.id }
    switch module.random.number(below: 9) {
    case 0, 1:
      let ends = [module.random.number(below: target.type.width), module.random.number(below: target.type.width)]
      let (high, low) = (max(ends[0], ends[1]), min(ends[0], ends[1]))
      return .assignBits(target.id, high: high, low: low, module.source(for: .unsigned(high - low + 1)))
    case 8: return assignPart(&module, target)
    case 2 where isRegister && target.type.holds(1):
      driven.insert(target.id)
      return .increment(target.id, limit: module.random.element(of: [1, 2, 3, 4, 7, 8, 10, 16, 100, 256]))
    default:
      driven.insert(target.id)
      return .assign(target.id, module.source(for: target.type))
    }
  }

  /// An enable.
  mutating func conditionalAssignment(
    _ module: inout ModuleGenerator, _ target: DrivenStep
  ) -> RecipeStatement {
    driven.insert(target.id)
    let body = RecipeStatement.assign(target.id, module.source(for: target.type))
    return module.random.oneIn(3)
      ? body : .when([RecipeBranch(condition: module.pickBit(), body: [body])], otherwise: nil)
  }

  private mutating func when(_ module: inout ModuleGenerator, depth: Int) -> RecipeStatement {
    var branches: [RecipeBranch] = []
    for _ in 0..<module.random.element(of: [1, 1, 1, 2, 3]) {
      let condition = module.pickBit()
      branches.append(RecipeBranch(condition: condition, body: list(&module, depth: depth)))
    }
    return .when(branches, otherwise: module.random.oneIn(2) ? list(&module, depth: depth) : nil)
  }

  mutating func match(
    _ module: inout ModuleGenerator, _ state: DrivenState, depth: Int
  ) -> RecipeStatement {
    let arms = (0..<state.kind.caseCount).map { _ -> [RecipeStatement] in
      if module.random.oneIn(4) { return [] }
      let next = setState(&module, state)
      return module.random.oneIn(2) ? [next] : [statement(&module, depth: depth), next]
    }
    return .match(state.id, arms)
  }

  mutating func setState(_ module: inout ModuleGenerator, _ state: DrivenState) -> RecipeStatement {
    driven.insert(state.id)
    let count = state.kind.caseCount
    let code = module.random.number(below: count)
    guard module.random.oneIn(2) else { return .setState(state.id, code: code) }
    return .chooseState(state.id, module.pickBit(), code: code, otherwise: module.random.number(below: count))
  }

  mutating func write(
    _ module: inout ModuleGenerator, _ memory: DrivenMemory
  ) -> RecipeStatement {
    driven.insert(memory.id)
    let address = module.address(forDepth: memory.depth)
    let value = module.source(for: memory.type)
    guard module.random.oneIn(3) else { return .writeMemory(memory.id, address: address, value: value) }
    let lanes = module.random.element(of: [1, 2, 2, 4, 8, memory.type.width])
    let mask = module.source(for: .unsigned(min(lanes, memory.type.width)))
    return .writeLanes(memory.id, address: address, value: value, mask: mask, lanes: min(lanes, memory.type.width))
  }

  mutating func assignElement(_ module: inout ModuleGenerator, _ array: DrivenArray) -> RecipeStatement {
    driven.insert(array.id)
    return .assignElement(array.id, index: module.pickIndex(), module.source(for: array.type))
  }

  /// A part of a signal that an index chooses; at most 32 of them, for each becomes an arm of a `case` in some forms.
  private mutating func assignPart(_ module: inout ModuleGenerator, _ target: DrivenStep) -> RecipeStatement {
    let least = (target.type.width + 31) / 32
    var width = module.random.oneIn(2) ? least : module.random.number(least...max(least, target.type.width / 2))
    while target.type.width % width != 0 { width += 1 }
    return .assignPart(target.id, width: width, index: module.pickIndex(), module.source(for: .unsigned(width)))
  }
}
