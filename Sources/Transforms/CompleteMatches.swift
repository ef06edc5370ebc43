import RTL

/// Returns the module with an `otherwise` at every match whose arms name all cases of the subject's enumeration, but not all
/// of its codes.
///
/// What was assigned before the match holds for the codes that are no case. Where nothing was, the last arm holds for them, so
/// that a signal driven in every case is driven for every code, and engines and emitters need no rule of their own for codes
/// that never occur in a design that works.
public func completeMatches(_ module: ModuleDefinition) -> ModuleDefinition {
  var completion = MatchCompletion(module: module)
  completion.complete()
  return completion.module
}

private struct MatchCompletion {
  private(set) var module: ModuleDefinition
  /// Blocks to be visited, with what the blocks around them have assigned before.
  private var pending: [(block: BlockID, assigned: Set<SignalID>)] = [(ModuleDefinition.body, [])]

  init(module: ModuleDefinition) {
    self.module = module
  }

  mutating func complete() {
    while let (block, outer) = pending.popLast() {
      var assigned = outer
      for index in module.blocks[block].statements.indices {
        let statement = module.blocks[block].statements[index]
        for inner in ModuleDefinition.innerBlocks(of: statement) { pending.append((inner, assigned)) }
        switch statement {
        case .assign(let assignment) where isWhole(assignment.target): assigned.insert(assignment.target.signal)
        case .match(let match) where module.coverage(of: match) == .everyCase:
          module.blocks[block].statements[index] = .match(completed(match, assigned))
        case .assign, .match, .when, .writeMemory: continue
        }
      }
    }
  }

  private mutating func completed(_ match: MatchStatement, _ assigned: Set<SignalID>) -> MatchStatement {
    guard let last = match.arms.last else { return match }
    var result = match
    if assigned.isEmpty || !assigns(match, to: assigned) {
      result.arms.removeLast()
      result.otherwise = last.block
    } else {
      let copied = copy(last.block, without: assigned)
      result.otherwise = copied
      pending.append((copied, assigned))
    }
    return result
  }

  private func isWhole(_ target: AssignmentTarget) -> Bool {
    target.low == 0 && target.width == module.signals[target.signal].type.width
  }

  private func assigns(_ match: MatchStatement, to signals: Set<SignalID>) -> Bool {
    var pending = match.arms.map(\.block)
    while let block = pending.popLast() {
      for statement in module.blocks[block].statements {
        if case .assign(let assignment) = statement, signals.contains(assignment.target.signal) { return true }
        pending += ModuleDefinition.innerBlocks(of: statement)
      }
    }
    return false
  }

  /// The statements of a block but for assignments to `excluded`. A copy is as deep as what the user has nested.
  private mutating func copy(_ block: BlockID, without excluded: Set<SignalID>) -> BlockID {
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
          if excluded.contains(assignment.target.signal) { continue }
          module.blocks[to].statements.append(statement)
        case .writeMemory: module.blocks[to].statements.append(statement)
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
