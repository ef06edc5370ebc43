import RTL

/// Returns the module with an `otherwise` at every match whose arms name all cases of the subject's enumeration, but not all
/// of its codes.
///
/// What was assigned before the match holds for the codes that are no case. Where nothing was, the last arm holds for them, so
/// that a signal driven in every case is driven for every code, and engines and emitters need no rule of their own for codes
/// that never occur in a design that works.
public func completeMatches(_ module: ModuleDefinition) -> ModuleDefinition {
  // Most modules have no such match.
  guard module.blocks.contains(where: { $0.statements.contains { needsCompletion($0, in: module) } }) else {
    return module
  }
  var completion = MatchCompletion(module: module)
  completion.complete()
  return completion.module
}

private func needsCompletion(_ statement: Statement, in module: ModuleDefinition) -> Bool {
  guard case .match(let match) = statement else { return false }
  return module.coverage(of: match) == .everyCase
}

private struct MatchCompletion {
  private(set) var module: ModuleDefinition
  /// A block to be visited, and where it stands.
  private struct Visit {
    var block: BlockID
    /// An index into `positions`; nil for the body.
    var around: Int?
  }

  /// The position of a statement with inner blocks.
  private struct Position {
    var block: BlockID
    var index: Int
    /// That of the statement around its block.
    var around: Int?
  }

  private struct Assigned: Hashable {
    var block: BlockID
    var signal: SignalID
  }

  private var pending = [Visit(block: ModuleDefinition.body)]
  private var positions: [Position] = []
  /// Where a block first assigns the whole of a signal.
  private var firstWholeAssignment: [Assigned: Int] = [:]

  init(module: ModuleDefinition) {
    self.module = module
  }

  mutating func complete() {
    while let visit = pending.popLast() {
      let block = visit.block
      for index in module.blocks[block].statements.indices {
        let statement = module.blocks[block].statements[index]
        let inner = ModuleDefinition.innerBlocks(of: statement)
        if !inner.isEmpty {
          positions.append(Position(block: block, index: index, around: visit.around))
          for block in inner { pending.append(Visit(block: block, around: positions.count - 1)) }
        }
        switch statement {
        case .assign(let assignment) where isWhole(assignment.target):
          let key = Assigned(block: block, signal: assignment.target.signal)
          if firstWholeAssignment[key] == nil { firstWholeAssignment[key] = index }
        case .match(let match) where module.coverage(of: match) == .everyCase:
          module.blocks[block].statements[index] = .match(completed(match, at: positions.count - 1))
        case .assign, .match, .when, .writeMemory, .checkRead, .check: continue
        }
      }
    }
  }

  private mutating func completed(_ match: MatchStatement, at position: Int) -> MatchStatement {
    guard let last = match.arms.last else { return match }
    var result = match
    if assignsAgain(match, at: position) {
      let copied = copy(last.block, at: position)
      result.otherwise = copied
      pending.append(Visit(block: copied, around: position))
    } else {
      result.arms.removeLast()
      result.otherwise = last.block
    }
    return result
  }

  /// Whether the whole of the signal was assigned before a statement, in its block or in one around it.
  private func isAssigned(_ signal: SignalID, before position: Int) -> Bool {
    var next: Int? = position
    while let current = next {
      let position = positions[current]
      if let first = firstWholeAssignment[Assigned(block: position.block, signal: signal)], first < position.index {
        return true
      }
      next = position.around
    }
    return false
  }

  private func isWhole(_ target: AssignmentTarget) -> Bool {
    target.low == 0 && target.width == module.signals[target.signal].type.width
  }

  /// Whether an arm assigns a signal that was assigned before the match.
  private func assignsAgain(_ match: MatchStatement, at position: Int) -> Bool {
    var pending = match.arms.map(\.block)
    while let block = pending.popLast() {
      for statement in module.blocks[block].statements {
        if case .assign(let assignment) = statement, isAssigned(assignment.target.signal, before: position) {
          return true
        }
        pending += ModuleDefinition.innerBlocks(of: statement)
      }
    }
    return false
  }

  /// The statements of a match's block but for assignments of what was assigned before the match. A copy is as deep as what
  /// the user has nested.
  private mutating func copy(_ block: BlockID, at position: Int) -> BlockID {
    let new = BlockID(module.blocks.count)
    module.blocks.append(Block())
    // Each block to be copied, and the block that it is copied to.
    var pending = [(from: block, to: new)]
    while let (from, to) = pending.popLast() {
      for statement in module.blocks[from].statements {
        func copied(_ inner: BlockID) -> BlockID {
          let id = BlockID(module.blocks.count)
          module.blocks.append(Block())
          pending.append((inner, id))
          return id
        }
        switch statement {
        case .assign(let assignment):
          if isAssigned(assignment.target.signal, before: position) { continue }
          module.blocks[to].statements.append(statement)
        // The codes that are no case never occur in a design that works, and names are unique.
        case .check: continue
        case .writeMemory, .checkRead: module.blocks[to].statements.append(statement)
        case .when(var when):
          for index in when.branches.indices { when.branches[index].block = copied(when.branches[index].block) }
          when.otherwise = when.otherwise.map(copied)
          module.blocks[to].statements.append(.when(when))
        case .match(var match):
          for index in match.arms.indices { match.arms[index].block = copied(match.arms[index].block) }
          match.otherwise = match.otherwise.map(copied)
          module.blocks[to].statements.append(.match(match))
        }
      }
    }
    return new
  }
}
