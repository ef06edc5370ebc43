import RTL

/// L001: an output, wire or instance input some bits of which are driven in some cases and not in others.
///
/// Returns the signals found as well, for the passes after this one.
func checkLatches(_ facts: ModuleFacts) -> (diagnostics: [Diagnostic], signals: Set<SignalID>) {
  var textualIndex = [Int](repeating: 0, count: facts.module.blocks.count)
  for (index, block) in facts.blocks.blocks.enumerated() { textualIndex[block.index] = index }
  var diagnostics: [Diagnostic] = []
  var signals: Set<SignalID> = []
  for signal in facts.signalIDs where facts.needsDriver(signal) && hasConditionalBits(signal, facts) {
    let driven = DrivenBits(of: signal, in: facts, textualIndex: textualIndex)
    let body = ModuleDefinition.body
    let missing = driven.sometimesDriven(by: body).subtracting(driven.alwaysDriven(by: body))
    guard !missing.isEmpty, let gap = firstGap(of: missing, in: driven, facts) else { continue }
    signals.insert(signal)
    diagnostics.append(diagnostic(signal, missing, gap, facts))
  }
  return (diagnostics, signals)
}

/// Whether the assignments in the body leave bits to those in inner blocks: the quick answer for most signals.
private func hasConditionalBits(_ signal: SignalID, _ facts: ModuleFacts) -> Bool {
  var unconditional = BitRanges()
  for driver in facts.drivers[signal] where driver.block == ModuleDefinition.body { unconditional.insert(driver.bits) }
  return facts.drivers[signal].contains { !unconditional.contains($0.bits) }
}

/// The first place, in the order in which the statements are written, where `missing` bits get no value.
private struct Gap {
  var position: BlockTree.Position
  /// The number of the branch or arm; the number of blocks when none of them holds.
  var choice: Int
  /// The bits that the statement drives in other cases.
  var bits: BitRanges
}

private func firstGap(of missing: BitRanges, in driven: DrivenBits, _ facts: ModuleFacts) -> Gap? {
  var block = ModuleDefinition.body
  var missing = missing
  descent: while true {
    for drivingBlocks in driven.statements(in: block, facts.blocks) {
      var bits = BitRanges()
      for inner in drivingBlocks { bits.formUnion(driven.sometimesDriven(by: inner)) }
      bits = bits.intersection(missing)
      guard !bits.isEmpty, let statement = facts.statement(around: drivingBlocks[0]),
        let position = facts.blocks.position(of: drivingBlocks[0])
      else { continue }
      let choices = ModuleDefinition.innerBlocks(of: statement)
      for (choice, inner) in choices.enumerated() {
        let rest = bits.subtracting(driven.alwaysDriven(by: inner))
        if rest.isEmpty { continue }
        let conditional = rest.intersection(driven.sometimesDriven(by: inner))
        if conditional.isEmpty { return Gap(position: position, choice: choice, bits: bits) }
        block = inner
        missing = conditional
        continue descent
      }
      if !facts.isExhaustive(statement) { return Gap(position: position, choice: choices.count, bits: bits) }
    }
    return nil
  }
}

private func diagnostic(_ signal: SignalID, _ missing: BitRanges, _ gap: Gap, _ facts: ModuleFacts) -> Diagnostic {
  let module = facts.module
  let kind: LatchDiagnostics.Gap
  let place: PlaceID
  switch module.blocks[gap.position.parent].statements[gap.position.statement] {
  case .assign, .writeMemory, .checkRead, .check: (kind, place) = (.noBranch, .unknown)
  case .when(let when):
    let isBranch = gap.choice > 0 && gap.choice < when.branches.count
    place = when.branches.isEmpty ? .unknown : when.branches[isBranch ? gap.choice : 0].place
    if gap.choice < when.branches.count {
      kind = .branch
    } else {
      kind = when.otherwise == nil ? .noBranch : .otherwise(of: "when")
    }
  case .match(let match):
    place = match.place
    if gap.choice < match.arms.count, let pattern = match.arms[gap.choice].patterns.first {
      kind = .code(text(of: pattern, match, module))
    } else if match.otherwise == nil {
      kind = .code(text(of: firstCode(notIn: match, module), match, module))
    } else {
      kind = .otherwise(of: "match")
    }
  }
  let driver = facts.drivers[signal].first { !BitRanges($0.bits).intersection(gap.bits).isEmpty }
  return LatchDiagnostics.latch(
    SignalDescription(signal, in: facts), bits: missing, width: module.signals[signal].type.width, gap: kind,
    at: module.places[place], drivenAt: module.places[driver?.place ?? .unknown])
}

/// The first case, or without an enumeration the smallest code, that a match says nothing about.
private func firstCode(notIn match: MatchStatement, _ module: ModuleDefinition) -> Bits {
  let patterns = Set(match.arms.flatMap(\.patterns))
  let type = module.type(of: match.subject)
  let cases = type.enumeration.map { module.enumerations[$0].cases } ?? []
  if let unnamed = cases.first(where: { !patterns.contains($0.code) }) { return unnamed.code }
  var code = Bits(zeroOfWidth: type.width)
  while patterns.contains(code) { code = code &+ Bits(1, width: type.width) }
  return code
}

private func text(of code: Bits, _ match: MatchStatement, _ module: ModuleDefinition) -> String {
  let type = module.type(of: match.subject)
  if let name = type.enumeration.flatMap({ module.enumerations[$0].caseName(of: code) }) { return "case '\(name)'" }
  return "the value \(code.decimalString(signed: type.isSigned))"
}
