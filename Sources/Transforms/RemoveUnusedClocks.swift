import RTL

/// Returns the design without the clock and reset ports of modules in which nothing is clocked or reset any more, neither
/// directly nor in an instance within. Never adds one.
public func removeUnusedClocks(_ design: Design) -> Design {
  var result = design
  for id in design.modulesChildrenFirst { result.removeUnusedClocks(of: id) }
  return result
}

extension Design {
  /// Removes the clock and reset ports that a module does not need, whose instances need what they say.
  mutating func removeUnusedClocks(of id: ModuleID) {
    let needed = neededDomains(of: id)
    for index in modules[id].domains.indices {
      let domain = DomainID(index)
      if !needed.clocks.contains(domain) { modules[id].domains[domain].usesClock = false }
      if !needed.resets.contains(domain) { modules[id].domains[domain].usesReset = false }
    }
  }

  /// The domains of a module whose clock or reset it needs, for itself or for instances whose own needs are known.
  fileprivate func neededDomains(of id: ModuleID) -> (clocks: Set<DomainID>, resets: Set<DomainID>) {
    let module = modules[id]
    var clocks = module.writeDomains.union(module.checkDomains)
    // Nothing is checked while the reset is active.
    var resets = module.checkDomains
    for clock in module.blackBox?.clocks ?? [] {
      clocks.insert(clock.domain)
      if clock.reset != nil { resets.insert(clock.domain) }
    }
    for register in module.registers {
      clocks.insert(register.domain)
      if register.resetValue != nil { resets.insert(register.domain) }
    }
    for instance in module.instances {
      for (use, domain) in zip(modules[instance.module].domains, instance.domains) {
        if use.usesClock { clocks.insert(domain) }
        if use.resetPort != nil { resets.insert(domain) }
      }
    }
    return (clocks, resets)
  }
}
