import RTL

/// A change of a state register that the statements of its module can make.
struct StateTransition: Hashable {
  var from: Bits
  var to: Bits
  var place: SourceLocation?
}

/// The transitions between the codes of a register, as its module's statements tell them: what the arms of a `match` on the
/// register assign to it, as constants.
func findTransitions(of register: SignalID, in module: ModuleDefinition) -> [StateTransition] {
  var result: [StateTransition] = []
  var seen: Set<[Bits]> = []
  module.walkStatements { statement, _, _ in
    guard case .match(let match) = statement, case .signal(register) = module.expressions[match.subject].operation
    else { return }
    for arm in match.arms {
      for assignment in assignments(to: register, in: arm.block, module) {
        guard let to = module.constantValue(of: assignment.value) else { continue }
        for from in arm.patterns where from != to && seen.insert([from, to]).inserted {
          result.append(StateTransition(from: from, to: to, place: module.places[assignment.place].source))
        }
      }
    }
  }
  return result
}

/// The assignments of all bits of a signal in a block and all within.
private func assignments(to signal: SignalID, in block: BlockID, _ module: ModuleDefinition) -> [Assignment] {
  var result: [Assignment] = []
  var pending = [block]
  while let next = pending.popLast() {
    for statement in module.blocks[next].statements {
      if case .assign(let assignment) = statement, assignment.target.signal == signal,
        assignment.target.width == module.signals[signal].type.width
      {
        result.append(assignment)
      }
      pending += ModuleDefinition.innerBlocks(of: statement)
    }
  }
  return result
}

extension Place {
  var source: SourceLocation? {
    if case .source(let source) = self { source } else { nil }
  }
}
