import RTL

/// Returns the design in the form that emitters and engines work on: matches completed, constants folded, and what nothing
/// needs removed. Optimising twice changes nothing more.
///
/// Ports and instances stay as they are; registers, wires and expressions keep their names as long as something reads them;
/// statements keep their places.
public func optimise(_ design: Design) -> Design {
  var result = design
  for index in design.modules.indices {
    let folded = mergeConstantAssignments(foldConstants(completeMatches(design.modules[index])))
    result.modules[index] = removeDeadLogic(folded, in: design)
  }
  return removeUnusedClocks(result)
}
