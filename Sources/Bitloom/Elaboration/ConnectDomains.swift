import RTL

extension Design {
  /// Gives every module the clocks and resets that it needs itself or for an instance: those of an instance are those of the
  /// same names around it.
  ///
  /// - Parameter controls: What the modules make themselves, by module.
  /// - Returns: The mistakes.
  mutating func connectDomains(_ controls: [ModuleControls]) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for id in modulesChildrenFirst {
      for index in modules[id].instances.indices {
        let instance = modules[id].instances[index]
        let own = instance.domains.first ?? .own
        let inner = controls[instance.module.index]
        var domains = [own]
        for (number, use) in modules[instance.module].domains.enumerated().dropFirst() {
          // An area is the instance's own affair, whatever areas of that name are around it: it needs the clock of the
          // domain that it was made of.
          if let area = inner.areas[DomainID(number)] {
            domains.append(domains[area.outer.index])
            continue
          }
          let (domain, isAmbiguous) = modules[id].addDomain(inner.needed(of: use.domain), near: own)
          domains.append(domain)
          if isAmbiguous {
            let places = controls[id.index].areas.filter { modules[id].domains[$0.key].domain == use.domain }
            diagnostics.append(
              ClockControlDiagnostics.ambiguous(use.domain.enable ?? "", areas: places.map(\.value.place)))
          }
        }
        modules[id].instances[index].domains = domains
      }
      findClockUse(of: id, controls[id.index])
    }
    return diagnostics
  }

  private mutating func findClockUse(of id: ModuleID, _ controls: ModuleControls) {
    let module = modules[id]
    var uses = module.domains
    for index in uses.indices {
      uses[index].resetSignal = uses[index].domain.reset.flatMap { controls.drivenResets[$0.name]?.value }
    }
    for register in module.registers {
      uses[register.domain].usesClock = true
      if register.resetValue != nil, uses[register.domain].domain.reset != nil {
        uses[register.domain].usesReset = true
      }
    }
    for domain in module.writeDomains { uses[domain].usesClock = true }
    for clock in module.blackBox?.clocks ?? [] {
      uses[clock.domain].usesClock = true
      if clock.reset != nil { uses[clock.domain].usesReset = true }
    }
    for domain in module.checkDomains {
      uses[domain].usesClock = true
      // Nothing is checked while the reset is active.
      if uses[domain].domain.reset != nil { uses[domain].usesReset = true }
    }
    for instance in module.instances {
      for (use, domain) in zip(modules[instance.module].domains, instance.domains) {
        if use.usesClock { uses[domain].usesClock = true }
        if use.usesReset, use.resetSignal == nil { uses[domain].usesReset = true }
      }
    }
    modules[id].domains = uses
  }

  /// Replaces modules by an equal one for another domain, when their domains differ in names alone.
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
      guard let group = groupOfModule[id] else { continue }
      let other = group.first { other in
        other < id && representative[other] == other && modules[other].isClocked(like: modules[id])
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
  /// Whether the domains of two variants of a module differ in names alone.
  fileprivate func isClocked(like other: ModuleDefinition) -> Bool {
    // A module in a domain with an enable has a port for it.
    guard domains.count == other.domains.count, ports.count == other.ports.count else { return false }
    let areAlike = zip(domains, other.domains).allSatisfy { use, otherUse in
      use.domain.behaves(like: otherUse.domain) && use.usesClock == otherUse.usesClock
        && use.usesReset == otherUse.usesReset && use.resetSignal == otherUse.resetSignal
    }
    return areAlike && firstUses(of: \.clock) == other.firstUses(of: \.clock)
      && firstUses(of: \.reset?.name) == other.firstUses(of: \.reset?.name)
      && domainsWithin == other.domainsWithin
  }

  /// The domains of all that is clocked, in order. What is built for the domain `a` may name `b` besides, and the other way
  /// round: the domains then are alike, and what is clocked by them is exchanged.
  private var domainsWithin: [DomainID] {
    var result = registers.map(\.domain) + instances.flatMap(\.domains)
    for block in blocks {
      for statement in block.statements {
        switch statement {
        case .writeMemory(let write): result.append(write.domain)
        case .checkRead(let check): result.append(check.domain)
        case .check(let check): result.append(check.domain)
        case .assign, .when, .match: continue
        }
      }
    }
    return result + (blackBox?.clocks.map(\.domain) ?? [])
  }

  /// For each domain the first one that has the same name: which ports several domains share.
  private func firstUses<Name: Equatable>(of name: KeyPath<ClockDomain, Name>) -> [Int?] {
    domains.map { use in domains.firstIndex { $0.domain[keyPath: name] == use.domain[keyPath: name] } }
  }
}

extension ClockDomain {
  /// Whether the domains differ in names alone.
  fileprivate func behaves(like other: ClockDomain) -> Bool {
    edge == other.edge && reset?.kind == other.reset?.kind && reset?.polarity == other.reset?.polarity
  }
}
