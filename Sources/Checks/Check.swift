import RTL

/// Returns what is wrong with a design, in a fixed order: mistakes of the hierarchy, then module by module.
///
/// Each module is looked at once, however often it is instantiated, and each mistake is told once: by the pass that finds its
/// cause. Nothing is said about a design whose representation is inconsistent except that it is (`X001`).
public func check(_ design: Design) -> [Diagnostic] {
  let faults = design.modules.flatMap { module in
    verifyTypes(module, in: design).map { InternalDiagnostics.inconsistent($0, module: module.name) }
  }
  if !faults.isEmpty || design.modules.isEmpty { return faults }

  var diagnostics = checkRecursion(design)
  let isRecursive = !diagnostics.isEmpty
  diagnostics += checkModuleNames(design)
  diagnostics += checkBlackBoxes(design)

  let facts = design.modules.map { ModuleFacts($0, in: design) }
  let overridden = facts.map { Set(findOverriddenAssignments($0)) }
  let latches = facts.map(checkLatches)
  // The ports of a module that contains itself depend on themselves: a loop there would only be an echo.
  let loops =
    isRecursive
    ? [] : checkCombinationalLoops(design, facts, overridden: overridden, ignored: latches.map(\.signals))
  let crossings = isRecursive ? [] : checkClockCrossings(design, facts, overridden: overridden)
  let resets = isRecursive ? [] : checkAsynchronousResets(design, facts, overridden: overridden)
  for (index, facts) in facts.enumerated() {
    diagnostics += checkNames(of: facts.module)
    diagnostics += checkDrivers(facts)
    diagnostics += checkOverriddenAssignments(facts, overridden[index])
    diagnostics += latches[index].diagnostics
    if !isRecursive { diagnostics += loops[index] + crossings[index] + resets[index] }
    diagnostics += checkResets(of: facts.module)
  }
  return diagnostics
}
