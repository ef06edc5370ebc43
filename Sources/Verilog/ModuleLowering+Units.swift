import RTL

// Assignments, always blocks and instances.

extension ModuleLowering {
  func lower(_ unit: EmissionUnit) {
    makeWires(for: unit)
    switch unit.kind {
    case .assign:
      guard case .assign(let assignment)? = unit.statements.first else { return }
      tree.items.append(
        .assign(
          target: target(assignment.target), value: lowerValue(assignment.value), comment: comment(at: assignment.place)
        ))
    case .combinational:
      tree.items.append(.combinational(lower(unit.statements)))
    case .clocked(let domain, let resets):
      lowerClocked(unit, in: domain, resets: resets)
    case .instance(let id):
      lowerInstance(id)
    case .checks(let domain):
      lowerChecks(unit, in: domain)
    }
  }

  private func target(_ target: AssignmentTarget) -> VerilogExpression {
    let signal = module.signals[target.signal]
    let name = VerilogExpression.identifier(signal.name)
    if target.width == signal.type.width { return name }
    return .partSelect(name, high: target.low + target.width - 1, low: target.low)
  }

  // MARK: Statements

  func lower(_ statements: [PlannedStatement]) -> [VerilogStatement] {
    statements.map { lower($0) }
  }

  private func lower(_ statement: PlannedStatement) -> VerilogStatement {
    switch statement {
    case .assign(let assignment):
      return VerilogStatement.assignment(target: target(assignment.target), value: lowerValue(assignment.value))
        .commented(comment(at: assignment.place))
    case .write(let write):
      return lower(write).commented(comment(at: write.place))
    case .check(let check):
      return .check(lower(check))
    case .when(let branches, let otherwise):
      if branches[0].statements.isEmpty {
        let condition = Self.negated(lowerCondition(branches[0].condition))
        let rest =
          branches.count == 1 ? otherwise : [.when(branches: Array(branches.dropFirst()), otherwise: otherwise)]
        let branch = VerilogStatement.Branch(
          condition: condition, statements: lower(rest), comment: comment(at: branches[0].place))
        return .conditional(branches: [branch], otherwise: [])
      }
      let branches = branches.map {
        VerilogStatement.Branch(
          condition: lowerCondition($0.condition), statements: lower($0.statements), comment: comment(at: $0.place))
      }
      return .conditional(branches: branches, otherwise: lower(otherwise))
    case .match(let match, let bodies, let otherwise):
      if let indexed = IndexedAssignment(match, bodies, otherwise), let statement = lower(indexed) {
        return statement.commented(comment(at: match.place))
      }
      return lower(match, bodies, otherwise).commented(comment(at: match.place))
    }
  }

  static func negated(_ condition: VerilogExpression) -> VerilogExpression {
    if case .unary(.logicalNot, let inner) = condition { return inner }
    return .unary(.logicalNot, condition)
  }

  private func lower(_ write: MemoryWrite) -> VerilogStatement {
    var word = self.word(of: write.memory, at: write.address)
    if let part = write.part { word = .partSelect(word, high: part.upperBound - 1, low: part.lowerBound) }
    let statement = VerilogStatement.assignment(target: word, value: lowerValue(write.value))
    guard let isInside = lowerGuard(write.address, elements: module.memories[write.memory].depth) else {
      return statement
    }
    return .conditional(branches: [.init(condition: isInside, statements: [statement])], otherwise: [])
  }

  private func lower(
    _ match: MatchStatement, _ bodies: [[PlannedStatement]], _ otherwise: [PlannedStatement]
  ) -> VerilogStatement {
    let subject = lower(match.subject)
    let type = module.type(of: match.subject)
    var arms: [VerilogStatement.Arm] = []
    for (arm, body) in zip(match.arms, bodies) where !arm.patterns.isEmpty {
      let labels = arm.patterns.map { constant($0, type) }
      arms.append(VerilogStatement.Arm(labels: labels, statements: lower(body)))
    }
    if otherwise.isEmpty { arms.removeAll { $0.statements.isEmpty } }
    let isComplete = type.width < 32 && arms.reduce(0) { $0 + $1.labels.count } == 1 << type.width
    let isSigned = subject.isSigned && type.isSigned && type.enumeration == nil
    // The patterns and the subject are compared as operands of one operator.
    let tree = subject.operand(signed: isSigned)
    return .choice(subject: tree, arms: arms, otherwise: isComplete ? nil : lower(otherwise))
  }

  // MARK: Registers

  private func lowerClocked(_ unit: EmissionUnit, in domainID: DomainID, resets: Bool) {
    var statements = lower(unit.statements)
    let domain = module.domains[domainID].domain
    var sensitivity = "\(domain.edge == .rising ? "posedge" : "negedge") \(domain.clock)"
    usedControls.insert(domain.clock)
    if resets, let reset = domain.reset, let name = readReset(of: domainID), case .identifier(let text) = name {
      let isActiveHigh = reset.polarity == .activeHigh
      if reset.kind == .asynchronous { sensitivity += " or \(isActiveHigh ? "posedge" : "negedge") \(text)" }
      let condition = isActiveHigh ? name : .unary(.logicalNot, name)
      let branch = VerilogStatement.Branch(condition: condition, statements: resetStatements(unit.targets))
      statements = [.conditional(branches: [branch], otherwise: statements)]
    }
    if statements.isEmpty { return }
    let hasInitials = unit.statements.contains { $0.writesMemory { module.memories[$0].contents != nil } }
    tree.items.append(.clocked(sensitivity: sensitivity, statements, hasInitials: hasInitials))
  }

  private func resetStatements(_ registers: [SignalID]) -> [VerilogStatement] {
    registers.compactMap { signal in
      guard case .register(let index) = module.signals[signal].kind,
        let value = module.registers[index].resetValue
      else { return nil }
      let name = VerilogExpression.identifier(module.signals[signal].name)
      return .assignment(target: name, value: constant(value, module.signals[signal].type))
    }
  }

  // MARK: Instances

  private func lowerInstance(_ id: InstanceID) {
    let definition = module.instances[id]
    let child = design.modules[definition.module]
    for port in child.ports.indices {
      let signal = definition.signal(ofPort: port)
      guard case .expression(let value) = plan.connections[signal.index] else { continue }
      makeWires(for: ExpressionRoot(expression: value, role: .connection, purpose: .signal(signal)))
    }
    var instance = VerilogInstance(
      attributes: definition.attributes, module: child.instantiatedName, name: definition.name,
      comment: comment(at: definition.place))
    if let box = child.blackBox {
      instance.parameters = box.parameters.map { ($0.name, $0.value.verilog) }
      instance.connections = controlConnections(of: box, definition)
    } else {
      instance.connections = controlConnections(of: child, definition)
    }
    for (port, definitionOfPort) in child.ports.enumerated() {
      let value = connection(of: definition.signal(ofPort: port), definitionOfPort)
      let name = child.blackBox?.portNames[port] ?? definitionOfPort.name
      instance.connections.append(.init(port: name, value: value))
    }
    tree.items.append(.instance(instance))
  }

  /// The clocks and resets of an instance.
  private func controlConnections(
    of child: ModuleDefinition, _ definition: InstanceDefinition
  ) -> [VerilogInstance.Connection] {
    var connections: [VerilogInstance.Connection] = []
    var connected: Set<String> = []
    for (use, outerID) in zip(child.domains, definition.domains) {
      let outer = module.domains[outerID].domain
      if use.usesClock, connected.insert(use.domain.clock).inserted {
        usedControls.insert(outer.clock)
        connections.append(.init(port: use.domain.clock, value: .identifier(outer.clock)))
      }
      if let inner = use.resetPort, connected.insert(inner.name).inserted, let reset = readReset(of: outerID) {
        connections.append(.init(port: inner.name, value: reset))
      }
    }
    return connections
  }

  /// The same for a black box, whose resets may have another polarity than the domains.
  private func controlConnections(
    of box: BlackBoxDefinition, _ definition: InstanceDefinition
  ) -> [VerilogInstance.Connection] {
    var connections: [VerilogInstance.Connection] = []
    func isConnected(_ port: String) -> Bool { connections.contains { $0.port == port } }
    for clock in box.clocks {
      let outerID = definition.domains[clock.domain.index]
      let outer = module.domains[outerID].domain
      if !isConnected(clock.clock) {
        usedControls.insert(outer.clock)
        connections.append(.init(port: clock.clock, value: .identifier(outer.clock)))
      }
      guard let port = clock.reset, !isConnected(port), let polarity = outer.reset?.polarity,
        let reset = readReset(of: outerID)
      else { continue }
      let value = polarity == clock.polarity ? reset : .unary(.not, reset)
      connections.append(.init(port: port, value: value))
    }
    return connections
  }

  private func connection(of signal: SignalID, _ port: PortDefinition) -> VerilogExpression {
    switch plan.connections[signal.index] {
    case .expression(let value):
      return lower(value).tree
    case .signal(let target):
      return .identifier(module.signals[target].name)
    case .wire:
      if port.direction == .input {
        entities[signal.index].read()
      } else if !selection.isRead(signal) {
        return unusedOutput(signal)
      }
      return .identifier(module.signals[signal].name)
    }
  }

  /// A wire for an output that nothing reads: its name tells the linters that this is meant.
  private func unusedOutput(_ signal: SignalID) -> VerilogExpression {
    let name = names.unique("\(module.signals[signal].name)_unused")
    let type = module.signals[signal].type
    declare(name, SignalType(width: type.width, isSigned: type.isSigned))
    return .identifier(name)
  }
}
