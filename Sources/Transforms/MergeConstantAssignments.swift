import RTL

/// Returns the module with one assignment to a wire or port whose last assignments are constants for all its bits, without a
/// condition.
///
/// Several of them, which overlap, would be a block of statements that reads nothing; a simulator may never run it. What is
/// said before them holds nowhere.
public func mergeConstantAssignments(_ module: ModuleDefinition) -> ModuleDefinition {
  var values: [SignalID: ConstantValue] = [:]
  // A register keeps its value besides; other signals end where something is said that is no constant.
  var hasEnded = module.signals.map { signal in
    if case .register = signal.kind { true } else { false }
  }
  for statement in module.blocks[ModuleDefinition.body].statements.reversed() {
    guard case .assign(let assignment) = statement else {
      for signal in module.assignedSignals(within: statement) where values[signal]?.isComplete != true {
        hasEnded[signal.index] = true
      }
      continue
    }
    let signal = assignment.target.signal
    if hasEnded[signal.index] { continue }
    if values[signal]?.isComplete == true {
      values[signal]?.count += 1
    } else if let value = module.constantValue(of: assignment.value) {
      let width = module.signals[signal].type.width
      values[signal, default: ConstantValue(width: width)].add(value, low: assignment.target.low)
    } else {
      hasEnded[signal.index] = true
    }
  }
  values = values.filter { $0.value.isComplete && $0.value.count > 1 }
  return values.isEmpty ? module : module.replacing(values)
}

/// What the assignments of a signal from some statement on say, the last one first.
private struct ConstantValue {
  /// The bits that are not driven yet are 0.
  private(set) var bits: Bits
  private var driven: Bits
  /// How many assignments it is, those included that hold nowhere.
  var count = 0

  init(width: Int) {
    bits = Bits(zeroOfWidth: width)
    driven = bits
  }

  /// Whether all bits are driven.
  var isComplete: Bool { driven.isAllOnes }

  mutating func add(_ value: Bits, low: Int) {
    count += 1
    for bit in 0..<value.width where !driven[low + bit] {
      bits = bits.replacing(low: low + bit, with: value.slice(low: bit, width: 1))
    }
    driven = driven.replacing(low: low, with: Bits(onesOfWidth: value.width))
  }
}

extension ModuleDefinition {
  fileprivate func assignedSignals(within statement: Statement) -> [SignalID] {
    var result: [SignalID] = []
    var pending = Self.innerBlocks(of: statement)
    while let block = pending.popLast() {
      for inner in blocks[block].statements {
        if case .assign(let assignment) = inner { result.append(assignment.target.signal) }
        pending += Self.innerBlocks(of: inner)
      }
    }
    return result
  }

  /// The last assignment of each signal stays, for all bits.
  fileprivate func replacing(_ values: [SignalID: ConstantValue]) -> ModuleDefinition {
    var result = self
    var seen: Set<SignalID> = []
    var statements: [Statement] = []
    for statement in blocks[ModuleDefinition.body].statements.reversed() {
      guard case .assign(var assignment) = statement, let value = values[assignment.target.signal] else {
        statements.append(statement)
        continue
      }
      guard seen.insert(assignment.target.signal).inserted else { continue }
      assignment.target.low = 0
      assignment.target.width = value.bits.width
      result.constants.append(value.bits)
      let constant = ConstantID(result.constants.count - 1)
      result.expressions.append(Expression(.constant(constant), signals[assignment.target.signal].type))
      assignment.value = ExpressionID(result.expressions.count - 1)
      statements.append(.assign(assignment))
    }
    result.blocks[ModuleDefinition.body].statements = statements.reversed()
    return result
  }
}
