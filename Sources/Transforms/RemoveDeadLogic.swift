import RTL

/// Returns the module without the expressions, wires, registers, memories and statements that no output and no input of an
/// instance depends on.
///
/// Ports and instances stay, also instances none of whose outputs is read: a designer who asks for an instance expects to find
/// it. All wires and registers have names, so a name alone keeps nothing alive; an attribute does. What stays keeps its order, its names and its
/// places; the arenas are numbered anew without gaps.
///
/// - Parameter design: The design with the modules that are instantiated, for the directions of their ports.
public func removeDeadLogic(_ module: ModuleDefinition, in design: Design) -> ModuleDefinition {
  let live = LiveParts(of: module, in: design)
  var renumbering = Renumbering(of: module, keeping: live)
  return renumbering.apply()
}
