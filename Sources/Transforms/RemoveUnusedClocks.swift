import RTL

/// Returns the design without the clock and reset ports of modules in which nothing is clocked or reset any more, neither
/// directly nor in an instance within. Never adds one.
public func removeUnusedClocks(_ design: Design) -> Design {
  var result = design
  for id in design.modulesChildrenFirst {
    let needed = result.neededDomains(of: id)
    for index in result.modules[id].domains.indices {
      let domain = DomainID(index)
      if !needed.clocks.contains(domain) { result.modules[id].domains[domain].usesClock = false }
      if !needed.resets.contains(domain) { result.modules[id].domains[domain].usesReset = false }
    }
  }
  return result
}

extension Design {
  /// The domains of a module whose clock or reset it needs, for itself or for instances whose own needs are known.
  fileprivate func neededDomains(of id: ModuleID) -> (clocks: Set<DomainID>, resets: Set<DomainID>) {
    let module = modules[id]
    var clocks = module.writeDomains.union(module.checkDomains)
    // Nothing is checked while the reset is active.
    var resets = module.checkDomains
    for register in module.registers {
      clocks.insert(register.domain)
      if register.resetValue != nil { resets.insert(register.domain) }
    }
    for instance in module.instances {
      for (use, domain) in zip(modules[instance.module].domains, instance.domains) {
        if use.usesClock { clocks.insert(domain) }
        if use.usesReset { resets.insert(domain) }
      }
    }
    return (clocks, resets)
  }
}
