import RTL

/// The enables and resets that a module makes itself, beside its definition: the representation has no enables.
struct ModuleControls {
  /// A domain that was made of another one by `clocked(by:enable:)`.
  struct Area {
    /// The domain that it advances with, when its own enable holds as well.
    var outer: DomainID
    var enable: ExpressionID
    var place: Place
  }

  /// What `driveReset` or `driveEnable` was given.
  struct Driven<Value> {
    var value: Value
    var place: Place
  }

  var areas: [DomainID: Area] = [:]
  /// Expressions that stand for whether a domain advances, by their own numbers: constants until the enables are known.
  var advances: [ExpressionID: DomainID] = [:]
  /// By the name of the enable.
  var drivenEnables: [String: Driven<ExpressionID>] = [:]
  /// By the name of the reset.
  var drivenResets: [String: Driven<SignalID>] = [:]

  /// What an instance of the module needs of a domain from around it: no enable that the module drives.
  func needed(of domain: ClockDomain) -> ClockDomain {
    var needed = domain
    if let name = domain.enable, drivenEnables[name] != nil { needed.enable = nil }
    return needed
  }

  /// The names of the enables of a domain and of all that it was made of, the innermost first.
  func enableNames(of domain: DomainID, in module: ModuleDefinition) -> [String] {
    var names: [String] = []
    var next: DomainID? = domain
    while let current = next {
      if let name = module.domains[current].domain.enable { names.append(name) }
      next = areas[current]?.outer
    }
    return names
  }
}

extension ModuleDefinition {
  /// The number of a domain, which is added when it is new.
  ///
  /// Several areas of a module with enables of their own may be one domain to others; the one around, `current`, then is
  /// meant, or else the only one.
  mutating func addDomain(_ domain: ClockDomain, near current: DomainID) -> (id: DomainID, isAmbiguous: Bool) {
    if domains[current].domain == domain { return (current, false) }
    let known = domains.indices.filter { domains[$0].domain == domain }
    if let first = known.first { return (DomainID(first), known.count > 1) }
    domains.append(DomainUse(domain))
    return (DomainID(domains.count - 1), false)
  }
}
