import RTL

/// Returns the design without the clock and reset ports of modules in which nothing is clocked or reset any more, neither
/// directly nor in an instance within. Never adds one.
public func removeUnusedClocks(_ design: Design) -> Design {
  var result = design
  for id in design.modulesChildrenFirst {
    let module = result.modules[id]
    let children = module.instances.map { result.modules[$0.module] }
    let hasClock = !module.registers.isEmpty || module.writesMemory || children.contains(where: \.usesClock)
    let hasReset = module.registers.contains { $0.resetValue != nil } || children.contains(where: \.usesReset)
    result.modules[id].usesClock = module.usesClock && hasClock
    result.modules[id].usesReset = module.usesReset && hasReset
  }
  return result
}

extension ModuleDefinition {
  fileprivate var writesMemory: Bool {
    blocks.contains { block in
      block.statements.contains { if case .writeMemory = $0 { true } else { false } }
    }
  }
}
