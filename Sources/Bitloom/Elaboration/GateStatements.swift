import RTL

/// Lets what is clocked in some domains take what the statements say only while a condition holds.
///
/// What the statements of the body say to the registers and memories of such a domain goes into a `when` of its own. Statements
/// that drive the same things share one, so that `if (enable)` stands once around all that is said about a register, directly
/// behind its reset. A statement that drives other things as well is divided.
struct GateStatements {
  private(set) var module: ModuleDefinition
  private let conditions: [DomainID: ExpressionID]

  /// What a statement of the body says under one condition.
  private struct Part {
    var statement: Int
    var condition: ExpressionID
    /// The first part of those that share a `when`, by its number.
    var group: Int
    /// Whether it is an assignment and no more.
    var isPlain: Bool
    /// What it drives.
    var targets: [Target] = []
    /// Whether it writes a memory that is written under other conditions as well: of two writes to one word the later one
    /// holds, so that it stays where it is.
    var isPinned = false
    /// Of the first part of a group: the last group that the group has to stand behind; itself where it must not move.
    var floor = -1
  }

  private enum Target: Hashable {
    case signal(SignalID)
    case memory(MemoryID)
    /// A read that is watched drives nothing, whatever is before it or behind.
    case read(MemoryID)
    /// A check drives nothing; it is told by its name.
    case check(String)

    var isRead: Bool { if case .read = self { true } else { false } }
  }

  private var parts: [Part] = []

  init(_ module: ModuleDefinition, _ conditions: [DomainID: ExpressionID]) {
    self.module = module
    self.conditions = conditions
  }

  mutating func apply() {
    if conditions.isEmpty { return }
    let body = module.blocks[ModuleDefinition.body].statements
    let isMixed = findParts(of: body)
    var result: [Statement] = []
    var next = 0
    for (index, statement) in body.enumerated() {
      let first = next
      while next < parts.count, parts[next].statement == index { next += 1 }
      if first == next {
        result.append(statement)
        continue
      }
      if isMixed[index], let rest = pruned(statement, to: nil) { result.append(rest) }
      for part in first..<next where parts[part].group == part {
        var block = Block()
        for member in parts.indices where parts[member].group == part {
          let statement = body[parts[member].statement]
          let isWhole = !isMixed[parts[member].statement]
          let said = isWhole ? statement : pruned(statement, to: parts[part].condition)
          if let said { block.statements.append(said) }
        }
        module.blocks.append(block)
        let branch = WhenStatement.Branch(
          condition: parts[part].condition, block: BlockID(module.blocks.count - 1), place: .unknown)
        result.append(.when(WhenStatement(branches: [branch], otherwise: nil)))
      }
    }
    for index in body.indices where isMixed[index] { clear(body[index]) }
    module.blocks[ModuleDefinition.body].statements = result
  }

  /// Finds the parts of the statements, and joins those that drive the same things and those that are neighbours.
  ///
  /// - Returns: Whether each statement has several parts, or says something besides.
  private mutating func findParts(of body: [Statement]) -> [Bool] {
    var isMixed = [Bool](repeating: false, count: body.count)
    var partOfTarget: [Target: Int] = [:]
    let pinned = memoriesWithSeveralConditions(body)
    for (index, statement) in body.enumerated() {
      let firstPart = parts.count
      var saysMore = false
      for leaf in leaves(of: statement) {
        guard let condition = condition(of: leaf), let target = target(of: leaf) else {
          saysMore = true
          continue
        }
        let number = part(of: index, condition, from: firstPart, isPlain: body[index].isAssignment)
        parts[number].targets.append(target)
        if case .memory(let memory) = target, pinned.contains(memory) { parts[number].isPinned = true }
      }
      isMixed[index] = parts.count > firstPart + 1 || (parts.count > firstPart && saysMore)
      for number in firstPart..<parts.count {
        let targets = parts[number].targets.filter { !$0.isRead }
        join(number, with: targets.compactMap { partOfTarget[$0] })
        for target in targets { partOfTarget[target] = number }
      }
    }
    return isMixed
  }

  private mutating func part(of index: Int, _ condition: ExpressionID, from first: Int, isPlain: Bool) -> Int {
    if let known = parts[first...].firstIndex(where: { $0.condition == condition }) { return known }
    parts.append(Part(statement: index, condition: condition, group: parts.count, isPlain: isPlain))
    return parts.count - 1
  }

  /// Puts a part into the group of earlier ones that it drives something with, or of the neighbour before it.
  ///
  /// A group stands where its first part does, so that the others move there; none may pass what it has to stand behind.
  private mutating func join(_ number: Int, with others: [Int]) {
    var groups = Set(others.map { parts[$0].group })
    if parts[number].isPlain, number > 0, parts[number - 1].isPlain,
      parts[number - 1].statement == parts[number].statement - 1,
      parts[number - 1].condition == parts[number].condition
    {
      groups.insert(parts[number - 1].group)
    }
    if parts[number].isPinned {
      parts[number].floor = number
      return
    }
    let sorted = groups.sorted()
    let place = sorted.first { place in sorted.allSatisfy { $0 <= place || parts[$0].floor <= place } }
    guard let place else { return }
    let passed = sorted.last { $0 < place } ?? -1
    for group in sorted where group > place {
      parts[place].floor = max(parts[place].floor, parts[group].floor)
      for index in parts.indices where parts[index].group == group { parts[index].group = place }
    }
    parts[place].floor = max(parts[place].floor, passed)
    parts[number].group = place
  }

  // MARK: Statements

  private func leaves(of statement: Statement) -> [Statement] {
    let inner = ModuleDefinition.innerBlocks(of: statement)
    if inner.isEmpty { return [statement] }
    return inner.flatMap { module.blocks[$0].statements.flatMap { leaves(of: $0) } }
  }

  /// What must hold for a statement without inner ones to take effect; nil where nothing must.
  private func condition(of statement: Statement) -> ExpressionID? {
    switch statement {
    case .assign(let assignment):
      guard case .register(let register) = module.signals[assignment.target.signal].kind else { return nil }
      return conditions[module.registers[register].domain]
    case .writeMemory(let write): return conditions[write.domain]
    case .checkRead(let check): return conditions[check.domain]
    case .check(let check): return conditions[check.domain]
    case .when, .match: return nil
    }
  }

  private func memoriesWithSeveralConditions(_ body: [Statement]) -> Set<MemoryID> {
    var first: [MemoryID: ExpressionID?] = [:]
    var result: Set<MemoryID> = []
    for leaf in body.flatMap({ leaves(of: $0) }) {
      guard case .writeMemory(let write) = leaf else { continue }
      let (memory, condition) = (write.memory, condition(of: leaf))
      if let known = first[memory], known != condition { result.insert(memory) }
      if first[memory] == nil { first[memory] = .some(condition) }
    }
    return result
  }

  private func target(of statement: Statement) -> Target? {
    switch statement {
    case .assign(let assignment): .signal(assignment.target.signal)
    case .writeMemory(let write): .memory(write.memory)
    case .checkRead(let check): .read(check.memory)
    case .check(let check): .check(check.name)
    case .when, .match: nil
    }
  }

  /// What a statement says under one condition, or under none; nil when that is nothing.
  private mutating func pruned(_ statement: Statement, to condition: ExpressionID?) -> Statement? {
    switch statement {
    case .when(var when):
      for index in when.branches.indices {
        when.branches[index].block = pruned(when.branches[index].block, to: condition)
      }
      if let otherwise = when.otherwise { when.otherwise = pruned(otherwise, to: condition) }
      return saysNothing(.when(when)) ? nil : .when(when)
    case .match(var match):
      for index in match.arms.indices { match.arms[index].block = pruned(match.arms[index].block, to: condition) }
      if let otherwise = match.otherwise { match.otherwise = pruned(otherwise, to: condition) }
      return saysNothing(.match(match)) ? nil : .match(match)
    case .assign, .writeMemory, .checkRead, .check: return self.condition(of: statement) == condition ? statement : nil
    }
  }

  private mutating func pruned(_ block: BlockID, to condition: ExpressionID?) -> BlockID {
    var result = Block()
    for statement in module.blocks[block].statements {
      if let said = pruned(statement, to: condition) { result.statements.append(said) }
    }
    module.blocks.append(result)
    return BlockID(module.blocks.count - 1)
  }

  private func saysNothing(_ statement: Statement) -> Bool {
    ModuleDefinition.innerBlocks(of: statement).allSatisfy { module.blocks[$0].statements.isEmpty }
  }

  /// Empties the blocks of a statement whose parts have been copied.
  private mutating func clear(_ statement: Statement) {
    for block in ModuleDefinition.innerBlocks(of: statement) {
      for inner in module.blocks[block].statements { clear(inner) }
      module.blocks[block].statements = []
    }
  }
}

extension Statement {
  fileprivate var isAssignment: Bool {
    if case .assign = self { true } else { false }
  }
}
