import RTL

/// Copies the statements of a module to new blocks, without those that never hold. Statements that hold in any case move to
/// the block around them.
struct StatementFolder {
  private let old: ModuleDefinition
  private var new: ModuleDefinition
  private let expressions: [ExpressionID]
  /// What is still to be copied, the next at the end: the statements of a block from `next` on, to the end of `target`.
  private var pending: [(source: BlockID, next: Int, target: BlockID)] = []

  init(_ folder: ExpressionFolder) {
    old = folder.old
    new = folder.new
    expressions = folder.numbers
  }

  func folded() -> ModuleDefinition {
    var copy = self
    copy.copyStatements()
    return copy.new
  }

  private mutating func copyStatements() {
    new.blocks = [Block()]
    pending = [(ModuleDefinition.body, 0, ModuleDefinition.body)]
    while let (source, next, target) = pending.popLast() {
      let statements = old.blocks[source].statements
      guard next < statements.count else { continue }
      pending.append((source, next + 1, target))
      copy(statements[next], to: target)
    }
  }

  private mutating func copy(_ statement: Statement, to target: BlockID) {
    switch statement {
    case .assign(var assignment):
      assignment.value = number(assignment.value)
      new.blocks[target].statements.append(.assign(assignment))
    case .writeMemory(var write):
      write.address = number(write.address)
      write.value = number(write.value)
      new.blocks[target].statements.append(.writeMemory(write))
    case .checkRead(var check):
      check.address = number(check.address)
      new.blocks[target].statements.append(.checkRead(check))
    case .check(let check):
      new.blocks[target].statements.append(.check(check.replacingExpressions(number)))
    case .when(let when): copy(when, to: target)
    case .match(let match): copy(match, to: target)
    }
  }

  private mutating func copy(_ when: WhenStatement, to target: BlockID) {
    var result = WhenStatement(branches: [], otherwise: when.otherwise)
    for var branch in when.branches {
      branch.condition = number(branch.condition)
      guard let condition = new.constantValue(of: branch.condition) else {
        result.branches.append(branch)
        continue
      }
      if condition.isZero { continue }
      result.otherwise = branch.block
      break
    }
    if result.branches.isEmpty {
      if let otherwise = result.otherwise { pending.append((otherwise, 0, target)) }
      return
    }
    for index in result.branches.indices { result.branches[index].block = newBlock(for: result.branches[index].block) }
    result.otherwise = result.otherwise.map { newBlock(for: $0) }
    new.blocks[target].statements.append(.when(result))
  }

  private mutating func copy(_ match: MatchStatement, to target: BlockID) {
    var result = match
    result.subject = number(match.subject)
    if let block = blockThatHolds(match, subject: new.constantValue(of: result.subject)) {
      pending.append((block, 0, target))
      return
    }
    if match.arms.isEmpty || new.constantValue(of: result.subject) != nil { return }
    for index in result.arms.indices { result.arms[index].block = newBlock(for: result.arms[index].block) }
    result.otherwise = result.otherwise.map { newBlock(for: $0) }
    new.blocks[target].statements.append(.match(result))
  }

  /// The block of a match that is known to hold.
  private func blockThatHolds(_ match: MatchStatement, subject: Bits?) -> BlockID? {
    if match.arms.isEmpty { return match.otherwise }
    guard let subject else { return nil }
    if let arm = match.arms.first(where: { $0.patterns.contains(subject) }) { return arm.block }
    return old.coverage(of: match) == .everyCase ? match.arms.last?.block : match.otherwise
  }

  private func number(_ expression: ExpressionID) -> ExpressionID { expressions[expression.index] }

  private mutating func newBlock(for source: BlockID) -> BlockID {
    let block = BlockID(new.blocks.count)
    new.blocks.append(Block())
    pending.append((source, 0, block))
    return block
  }
}
