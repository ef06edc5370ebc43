import RTL

/// Returns the design in the form that emitters and engines work on: matches completed, constants folded, and what nothing
/// needs removed. Optimising twice changes nothing more.
///
/// Ports and instances stay as they are; registers, wires and expressions keep their names as long as something reads them;
/// statements keep their places.
public func optimise(_ design: Design) -> Design {
  var result = design
  let used = design.modulesChildrenFirst
  let unused = Set(design.modules.indices.map { ModuleID($0) }).subtracting(used)
  // What makes a reset is needed as long as an instance has the reset as a port.
  for id in used + unused.sorted() {
    let folded = mergeConstantAssignments(foldConstants(completeMatches(design.modules[id])))
    result.modules[id] = removeDeadLogic(folded, in: result)
    result.removeUnusedClocks(of: id)
  }
  return result
}
