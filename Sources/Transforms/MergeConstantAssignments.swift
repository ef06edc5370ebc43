import RTL

/// Returns the module with one assignment to a wire or port all of whose assignments are constants without a condition.
///
/// Several of them, which overlap, would be a block of statements that reads nothing; a simulator may never run it.
public func mergeConstantAssignments(_ module: ModuleDefinition) -> ModuleDefinition {
  var result = module
  let statements = module.blocks[ModuleDefinition.body].statements
  var values: [SignalID: (value: Bits, driven: Bits)] = [:]
  var counts: [SignalID: Int] = [:]
  var isLeftAlone = Set<SignalID>()
  module.walkStatements { statement, block, _ in
    guard case .assign(let assignment) = statement else { return }
    let target = assignment.target
    if case .register = module.signals[target.signal].kind { isLeftAlone.insert(target.signal) }
    guard block == ModuleDefinition.body, let value = module.constantValue(of: assignment.value) else {
      isLeftAlone.insert(target.signal)
      return
    }
    let zero = Bits(zeroOfWidth: module.signals[target.signal].type.width)
    let (old, driven) = values[target.signal] ?? (zero, zero)
    values[target.signal] = (
      old.replacing(low: target.low, with: value),
      driven.replacing(low: target.low, with: Bits(onesOfWidth: target.width))
    )
    counts[target.signal, default: 0] += 1
  }
  let merged = Set(counts.keys.filter { counts[$0, default: 0] > 1 && !isLeftAlone.contains($0) })
    .filter { values[$0]?.driven.isAllOnes == true }
  if merged.isEmpty { return module }
  var rest = counts
  result.blocks[ModuleDefinition.body].statements = statements.compactMap { statement in
    guard case .assign(var assignment) = statement, merged.contains(assignment.target.signal) else { return statement }
    let signal = assignment.target.signal
    rest[signal, default: 0] -= 1
    // The last one stays, for all bits.
    guard rest[signal] == 0, let value = values[signal]?.value else { return nil }
    assignment.target.low = 0
    assignment.target.width = value.width
    result.constants.append(value)
    let constant = ConstantID(result.constants.count - 1)
    result.expressions.append(Expression(.constant(constant), module.signals[signal].type))
    assignment.value = ExpressionID(result.expressions.count - 1)
    return .assign(assignment)
  }
  return result
}
