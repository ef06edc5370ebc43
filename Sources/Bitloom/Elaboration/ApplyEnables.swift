import RTL

extension Design {
  /// Makes the enables of domains what they are in hardware: an input of each module in whose domain something is clocked,
  /// and a condition of everything that is clocked there. No domain has an enable afterwards.
  ///
  /// The representation needs no enables for that: every engine, check and rewrite knows ports and conditions.
  mutating func applyEnables(_ controls: [ModuleControls]) {
    guard modules.contains(where: { $0.domains.contains { $0.domain.enable != nil } }) else { return }
    var enablePorts = [[EnablePort]](repeating: [], count: modules.count)
    /// The domains of each module that are left, by their old numbers.
    var keptDomains = [[Int]](repeating: [], count: modules.count)
    for id in modulesChildrenFirst {
      var enables = ModuleEnables(modules[id], controls[id.index], children: enablePorts, design: self)
      enables.apply()
      modules[id] = enables.module
      for index in modules[id].instances.indices {
        let kept = keptDomains[modules[id].instances[index].module.index]
        modules[id].instances[index].domains = kept.map { modules[id].instances[index].domains[$0] }
      }
      enablePorts[id.index] = enables.ports
      keptDomains[id.index] = modules[id].mergeDomainsWithoutEnables()
    }
  }
}

/// An input of a module that is the enable of one of its domains.
struct EnablePort {
  var name: String
  var domain: DomainID
}

/// The enables of one module: its own ports for them, those of its instances, and the conditions.
private struct ModuleEnables {
  private(set) var module: ModuleDefinition
  private(set) var ports: [EnablePort] = []
  private let controls: ModuleControls
  private let children: [[EnablePort]]
  private let design: Design
  private var conditions: [DomainID: ExpressionID] = [:]
  private var portSignals: [String: SignalID] = [:]

  init(_ module: ModuleDefinition, _ controls: ModuleControls, children: [[EnablePort]], design: Design) {
    self.module = module
    self.controls = controls
    self.children = children
    self.design = design
  }

  mutating func apply() {
    addPorts()
    for instance in module.instances { connect(instance) }
    for index in module.domains.indices where module.domains[index].usesClock {
      _ = condition(of: DomainID(index))
    }
    tellWhatAdvances()
    var gating = GateStatements(module, conditions)
    gating.apply()
    module = gating.module
  }

  /// Adds the inputs of this module and of its instances.
  private mutating func addPorts() {
    var insertions: [SignalInsertion] = []
    for name in module.enablePorts(controls) {
      guard let domain = module.domains.firstIndex(where: { $0.domain.enable == name }) else { continue }
      ports.append(EnablePort(name: name, domain: DomainID(domain)))
      let index = module.ports.count
      module.ports.append(PortDefinition(name: name, path: name, direction: .input, type: .bit))
      let signal = SignalDefinition(name: name, type: .bit, kind: .port(index), place: .unknown)
      insertions.append(SignalInsertion(signal, before: index - ports.count + 1))
    }
    for (index, instance) in module.instances.enumerated() {
      let added = children[instance.module.index]
      let old = design.modules[instance.module].ports.count - added.count
      for (number, port) in added.enumerated() {
        let kind = SignalDefinition.Kind.instancePort(InstanceID(index), port: old + number)
        let signal = SignalDefinition(
          name: "\(instance.name)_\(port.name)", type: .bit, kind: kind, place: instance.place)
        insertions.append(SignalInsertion(signal, before: instance.firstPort.index + old))
      }
    }
    module.insert(insertions)
    for (number, port) in ports.enumerated() {
      portSignals[port.name] = SignalID(module.ports.count - ports.count + number)
    }
  }

  /// Drives what asks whether a domain advances.
  private mutating func tellWhatAdvances() {
    for index in module.blocks[ModuleDefinition.body].statements.indices {
      guard case .assign(var assignment) = module.blocks[ModuleDefinition.body].statements[index],
        let domain = controls.advances[assignment.value], let condition = condition(of: domain)
      else { continue }
      assignment.value = condition
      module.blocks[ModuleDefinition.body].statements[index] = .assign(assignment)
    }
  }

  /// Drives the enables of an instance with those of its domains here.
  private mutating func connect(_ instance: InstanceDefinition) {
    let added = children[instance.module.index]
    let old = design.modules[instance.module].ports.count - added.count
    for (number, port) in added.enumerated() {
      guard let condition = condition(of: instance.domains[port.domain.index]) else { continue }
      let target = AssignmentTarget(signal: instance.signal(ofPort: old + number), low: 0, width: 1)
      let assignment = Assignment(target: target, value: condition, place: module.places.add(instance.place))
      module.blocks[ModuleDefinition.body].statements.append(.assign(assignment))
    }
  }

  /// What must hold for a domain to advance; nil for one that always does.
  private mutating func condition(of domain: DomainID) -> ExpressionID? {
    if let known = conditions[domain] { return known }
    guard let name = module.domains[domain].domain.enable else { return nil }
    let result: ExpressionID
    if let area = controls.areas[domain] {
      if let outer = condition(of: area.outer) {
        result = add(.binary(.and, outer, area.enable))
        var names = NameTable(of: module)
        module.expressionNames[result] = names.unique(name)
      } else {
        result = area.enable
      }
    } else if let driven = controls.drivenEnables[name] {
      result = driven.value
    } else {
      guard let port = portSignals[name] else { return nil }
      result = add(.signal(port))
    }
    conditions[domain] = result
    return result
  }

  private mutating func add(_ operation: Operation) -> ExpressionID {
    module.expressions.append(Expression(operation, .bit))
    return ExpressionID(module.expressions.count - 1)
  }
}

extension ModuleDefinition {
  /// The names of the enables that come in through ports: those of the domains in which something is clocked that are neither
  /// made nor driven here.
  func enablePorts(_ controls: ModuleControls) -> [String] {
    var names: [String] = []
    for index in domains.indices where domains[index].usesClock {
      var outermost = DomainID(index)
      while let area = controls.areas[outermost] { outermost = area.outer }
      guard let name = domains[outermost].domain.enable, controls.drivenEnables[name] == nil else { continue }
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// Forgets the enables, and joins the domains that differ in nothing else.
  ///
  /// - Returns: The old numbers of the domains that are left.
  fileprivate mutating func mergeDomainsWithoutEnables() -> [Int] {
    var kept: [Int] = []
    var numbers: [DomainID] = []
    var merged: [DomainUse] = []
    for (index, use) in domains.enumerated() {
      var use = use
      use.domain.enable = nil
      if let known = merged.firstIndex(where: { $0.domain == use.domain }) {
        merged[known].usesClock = merged[known].usesClock || use.usesClock
        merged[known].usesReset = merged[known].usesReset || use.usesReset
        numbers.append(DomainID(known))
      } else {
        numbers.append(DomainID(merged.count))
        merged.append(use)
        kept.append(index)
      }
    }
    domains = merged
    for index in registers.indices { registers[index].domain = numbers[registers[index].domain.index] }
    for index in instances.indices { instances[index].domains = instances[index].domains.map { numbers[$0.index] } }
    for block in blocks.indices {
      for index in blocks[block].statements.indices { blocks[block].statements[index].renumberDomain(numbers) }
    }
    return kept
  }
}

extension Statement {
  fileprivate mutating func renumberDomain(_ numbers: [DomainID]) {
    switch self {
    case .writeMemory(var write):
      write.domain = numbers[write.domain.index]
      self = .writeMemory(write)
    case .checkRead(var check):
      check.domain = numbers[check.domain.index]
      self = .checkRead(check)
    case .check(var check):
      check.domain = numbers[check.domain.index]
      self = .check(check)
    case .assign, .when, .match: break
    }
  }
}
