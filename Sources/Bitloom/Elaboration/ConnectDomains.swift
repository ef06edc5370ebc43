import RTL

extension Design {
  /// Gives every module the clocks and resets that it needs itself or for an instance: those of an instance are those of the
  /// same names around it.
  mutating func connectDomains() {
    for id in modulesChildrenFirst {
      for index in modules[id].instances.indices {
        let child = modules[id].instances[index].module
        modules[id].instances[index].domains = modules[child].domains.map { modules[id].addDomain($0.domain) }
      }
      findClockUse(of: id)
    }
  }

  private mutating func findClockUse(of id: ModuleID) {
    let module = modules[id]
    var uses = module.domains
    for register in module.registers {
      uses[register.domain].usesClock = true
      if register.resetValue != nil, uses[register.domain].domain.reset != nil {
        uses[register.domain].usesReset = true
      }
    }
    for domain in module.writeDomains { uses[domain].usesClock = true }
    for domain in module.checkDomains {
      uses[domain].usesClock = true
      // Nothing is checked while the reset is active.
      if uses[domain].domain.reset != nil { uses[domain].usesReset = true }
    }
    for instance in module.instances {
      for (use, domain) in zip(modules[instance.module].domains, instance.domains) {
        if use.usesClock { uses[domain].usesClock = true }
        if use.usesReset { uses[domain].usesReset = true }
      }
    }
    modules[id].domains = uses
  }

  /// Replaces modules by an equal one for another domain, when all that is clocked in them is clocked in their own domain.
  ///
  /// `groups` are the numbers of modules that differ in their own domain alone.
  mutating func share(_ groups: [[ModuleID]]) {
    var representative = modules.indices.map { ModuleID($0) }
    var groupOfModule: [ModuleID: [ModuleID]] = [:]
    for group in groups { for id in group { groupOfModule[id] = group } }
    for id in modulesChildrenFirst {
      for index in modules[id].instances.indices {
        let child = modules[id].instances[index].module
        modules[id].instances[index].module = representative[child]
      }
      guard let group = groupOfModule[id], modules[id].isClockedByItsOwnDomainAlone else { continue }
      let other = group.first { other in
        other < id && representative[other] == other && modules[other].isClockedByItsOwnDomainAlone
          && modules[other].domain.behaves(like: modules[id].domain)
      }
      if let other { representative[id] = other }
    }
    removeModules { representative[$0] != $0 }
  }

  /// Removes modules that nothing instantiates.
  private mutating func removeModules(where isRemoved: (ModuleID) -> Bool) {
    var numbers: [ModuleID] = []
    var kept: [ModuleDefinition] = []
    for index in modules.indices {
      numbers.append(ModuleID(kept.count))
      if !isRemoved(ModuleID(index)) { kept.append(modules[index]) }
    }
    for index in kept.indices {
      for instance in kept[index].instances.indices {
        kept[index].instances[instance].module = numbers[kept[index].instances[instance].module]
      }
    }
    modules = kept
  }
}

extension ModuleDefinition {
  /// The number of a domain, which is added when it is new.
  mutating func addDomain(_ domain: ClockDomain) -> DomainID {
    if let known = domains.firstIndex(where: { $0.domain == domain }) { return DomainID(known) }
    domains.append(DomainUse(domain))
    return DomainID(domains.count - 1)
  }

  fileprivate var isClockedByItsOwnDomainAlone: Bool { domains.count == 1 }
}

extension ClockDomain {
  /// Whether the domains differ in names alone.
  fileprivate func behaves(like other: ClockDomain) -> Bool {
    edge == other.edge && reset?.kind == other.reset?.kind && reset?.polarity == other.reset?.polarity
  }
}
