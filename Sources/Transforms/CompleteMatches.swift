import RTL

/// Returns the module with an `otherwise` at every match whose arms name all cases of the subject's enumeration, but not all
/// of its codes: the last arm holds for the codes that are no case.
///
/// After it a signal driven in every case is driven for every code, so that engines and emitters need no rule of their own
/// for codes that never occur in a design that works.
public func completeMatches(_ module: ModuleDefinition) -> ModuleDefinition {
  var result = module
  for block in module.blocks.indices {
    for (index, statement) in module.blocks[block].statements.enumerated() {
      guard case .match(var match) = statement, module.coverage(of: match) == .everyCase,
        let last = match.arms.popLast()
      else { continue }
      match.otherwise = last.block
      result.blocks[block].statements[index] = .match(match)
    }
  }
  return result
}
