/// Makes statements for registers, wires and memories.
struct StatementGenerator {
  /// The registers and wires that may be driven.
  let targets: [(id: Int, type: NumberType)]
  /// The steps that were driven, all their bits.
  private(set) var driven: Set<Int> = []

  init(targets: [(id: Int, type: NumberType)]) {
    self.targets = targets
  }

  mutating func list(_ module: inout ModuleGenerator, depth: Int) -> [RecipeStatement] {
    (0..<module.random.number(1...3)).map { _ in statement(&module, depth: depth) }
  }

  private mutating func statement(_ module: inout ModuleGenerator, depth: Int) -> RecipeStatement {
    let choice = module.random.number(below: 12)
    if choice < 4, depth > 0 { return when(&module, depth: depth - 1) }
    if choice == 4, depth > 0, let state = module.pickState() {
      return match(&module, state.id, state.kind, depth: depth - 1)
    }
    if choice == 5, let state = module.pickState() { return setState(&module, state.id, state.kind) }
    if choice == 6 || targets.isEmpty, !module.memories.isEmpty {
      return write(&module, module.random.element(of: module.memories))
    }
    guard !targets.isEmpty else { return .when([RecipeBranch(condition: module.pickBit(), body: [])], otherwise: nil) }
    return assignment(&module, module.random.element(of: targets))
  }

  private mutating func assignment(
    _ module: inout ModuleGenerator, _ target: (id: Int, type: NumberType)
  ) -> RecipeStatement {
    let isRegister = module.registers.contains { $0.id == target.id }
    switch module.random.number(below: 8) {
    case 0, 1:
      let ends = [module.random.number(below: target.type.width), module.random.number(below: target.type.width)]
      let (high, low) = (max(ends[0], ends[1]), min(ends[0], ends[1]))
      return .assignBits(target.id, high: high, low: low, module.source(for: .unsigned(high - low + 1)))
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
    _ module: inout ModuleGenerator, _ target: (id: Int, type: NumberType)
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
    _ module: inout ModuleGenerator, _ state: Int, _ kind: StateKind, depth: Int
  ) -> RecipeStatement {
    let arms = (0..<kind.caseCount).map { _ -> [RecipeStatement] in
      if module.random.oneIn(4) { return [] }
      let next = setState(&module, state, kind)
      return module.random.oneIn(2) ? [next] : [statement(&module, depth: depth), next]
    }
    return .match(state, arms)
  }

  mutating func setState(_ module: inout ModuleGenerator, _ state: Int, _ kind: StateKind) -> RecipeStatement {
    driven.insert(state)
    let code = module.random.number(below: kind.caseCount)
    guard module.random.oneIn(2) else { return .setState(state, code: code) }
    return .chooseState(state, module.pickBit(), code: code, otherwise: module.random.number(below: kind.caseCount))
  }

  mutating func write(
    _ module: inout ModuleGenerator, _ memory: (id: Int, type: NumberType, depth: Int)
  ) -> RecipeStatement {
    driven.insert(memory.id)
    let address = module.address(forDepth: memory.depth)
    return .writeMemory(memory.id, address: address, value: module.source(for: memory.type))
  }
}
