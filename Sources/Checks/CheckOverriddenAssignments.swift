import RTL

/// A statement by its place in the module.
struct StatementPosition: Hashable {
  var block: BlockID
  var statement: Int
}

/// Assignments all of whose bits later ones drive in any case: later in the same block or in a block around it.
///
/// Goes through the statements from the last to the first with the bits that are already decided. What a block decides holds
/// for the statements before it in that block only.
func findOverriddenAssignments(_ facts: ModuleFacts) -> [StatementPosition] {
  let module = facts.module
  var decided = [BitRanges](repeating: BitRanges(), count: module.signals.count)
  var undo: [(signal: SignalID, decided: BitRanges)] = []
  var found: [StatementPosition] = []
  var stack = [
    (block: ModuleDefinition.body, remaining: module.blocks[ModuleDefinition.body].statements.count, mark: 0)
  ]
  while let (block, remaining, mark) = stack.last {
    if remaining == 0 {
      while undo.count > mark, let change = undo.popLast() { decided[change.signal.index] = change.decided }
      stack.removeLast()
      continue
    }
    stack[stack.count - 1].remaining -= 1
    let statement = module.blocks[block].statements[remaining - 1]
    guard case .assign(let assignment) = statement else {
      for inner in ModuleDefinition.innerBlocks(of: statement) {
        stack.append((inner, module.blocks[inner].statements.count, undo.count))
      }
      continue
    }
    let target = assignment.target
    if decided[target.signal.index].contains(target.range) {
      found.append(StatementPosition(block: block, statement: remaining - 1))
    } else {
      if block != ModuleDefinition.body { undo.append((target.signal, decided[target.signal.index])) }
      decided[target.signal.index].insert(target.range)
    }
  }
  return found
}

/// D003: an assignment that a later one overrides in any case.
func checkOverriddenAssignments(_ facts: ModuleFacts, _ overridden: Set<StatementPosition>) -> [Diagnostic] {
  if overridden.isEmpty { return [] }
  return facts.signalIDs.flatMap { signal in
    let drivers = facts.drivers[signal]
    return drivers.indices.compactMap { index -> Diagnostic? in
      let driver = drivers[index]
      let position = StatementPosition(block: driver.block, statement: driver.statement)
      guard overridden.contains(position) else { return nil }
      let width = facts.module.signals[signal].type.width
      let later = overridingDrivers(of: driver, among: drivers[(index + 1)...], facts)
      return DriverDiagnostics.overridden(
        SignalDescription(signal, in: facts), bits: BitRanges(driver.bits), width: width,
        at: facts.module.places[driver.place], by: later.map { facts.module.places[$0.place] })
    }
  }
}

/// The later drivers that together decide all bits of `driver`, in the order in which they are written.
private func overridingDrivers(
  of driver: DriverTable.Driver, among later: ArraySlice<DriverTable.Driver>, _ facts: ModuleFacts
) -> [DriverTable.Driver] {
  var around: Set<BlockID> = [driver.block]
  var block = driver.block
  while let position = facts.blocks.position(of: block) {
    block = position.parent
    around.insert(block)
  }
  var rest = BitRanges(driver.bits)
  var result: [DriverTable.Driver] = []
  for candidate in later.reversed() where around.contains(candidate.block) {
    let bits = BitRanges(candidate.bits)
    if rest.intersection(bits).isEmpty { continue }
    rest = rest.subtracting(bits)
    result.append(candidate)
    if rest.isEmpty { break }
  }
  return result.reversed()
}
