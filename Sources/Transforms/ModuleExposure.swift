import RTL

/// Gives one module the ports that expose its signals and those of its instances.
struct ModuleExposure {
  private(set) var module: ModuleDefinition
  private(set) var parts: [ExposedPart] = []
  private let children: [(ports: [PortDefinition], parts: [ExposedPart])]
  /// How many ports each instance had before its signals were exposed.
  private let oldPortCounts: [Int]
  private var names: NameTable

  init(_ module: ModuleDefinition, children: [(ports: [PortDefinition], parts: [ExposedPart])]) {
    self.module = module
    self.children = children
    oldPortCounts = children.map { $0.ports.count - 3 * $0.parts.count }
    names = NameTable(of: module)
  }

  mutating func expose(_ signals: [SignalID]) {
    parts = signals.map { part(of: $0) }
    for (instance, child) in zip(module.instances, children) {
      parts += child.parts.map { part in
        ExposedPart(path: "\(instance.name).\(part.path)", type: part.type, enumeration: part.enumeration)
      }
    }
    let oldPortCount = module.ports.count
    let moved = makeRoom()
    for (number, signal) in signals.enumerated() {
      connect(moved[signal.index], firstPort: oldPortCount + 3 * number)
    }
    var port = oldPortCount + 3 * signals.count
    for (number, child) in children.enumerated() {
      for index in child.parts.indices {
        let first = module.instances[number].signal(ofPort: oldPortCounts[number] + 3 * index).index
        assign(SignalID(port), read(SignalID(first)))
        assign(SignalID(first + 1), read(SignalID(port + 1)))
        assign(SignalID(first + 2), read(SignalID(port + 2)))
        port += 3
      }
    }
  }

  private func part(of signal: SignalID) -> ExposedPart {
    let definition = module.signals[signal]
    var type = definition.type
    let enumeration = type.enumeration.map { module.enumerations[$0] }
    type.enumeration = nil
    return ExposedPart(path: definition.name, type: type, enumeration: enumeration)
  }

  // MARK: Room for the ports

  /// Adds the ports, of the module and of its instances, and returns where each signal has moved to.
  private mutating func makeRoom() -> [SignalID] {
    let oldPortCount = module.ports.count
    for (number, part) in parts.enumerated() { addPorts(of: part, number) }
    var insertions: [SignalInsertion] = []
    for (index, port) in module.ports.enumerated().dropFirst(oldPortCount) {
      let signal = SignalDefinition(name: port.name, type: port.type, kind: .port(index), place: .unknown)
      insertions.append(SignalInsertion(signal, before: oldPortCount))
    }
    for (number, child) in children.enumerated() {
      let instance = module.instances[number]
      let oldCount = oldPortCounts[number]
      for (index, port) in child.ports.enumerated().dropFirst(oldCount) {
        let name = names.unique("\(instance.name)_\(port.name)")
        let kind = SignalDefinition.Kind.instancePort(InstanceID(number), port: index)
        let signal = SignalDefinition(name: name, type: port.type, kind: kind, place: .unknown)
        insertions.append(SignalInsertion(signal, before: instance.firstPort.index + oldCount))
      }
    }
    return module.insert(insertions)
  }

  private mutating func addPorts(of part: ExposedPart, _ number: Int) {
    func add(_ name: String, _ path: String, _ direction: PortDefinition.Direction, _ type: SignalType) {
      module.ports.append(PortDefinition(name: name, path: path, direction: direction, type: type))
    }
    add(names.unique("exposed_\(number)"), part.path, .output, part.type)
    add(names.unique("force_\(number)"), "force of \(part.path)", .input, .bit)
    add(names.unique("forced_\(number)"), "forced value of \(part.path)", .input, part.type)
  }

  private mutating func replaceTargets(_ replacement: (SignalID) -> SignalID) {
    for block in module.blocks.indices {
      for index in module.blocks[block].statements.indices {
        guard case .assign(var assignment) = module.blocks[block].statements[index] else { continue }
        assignment.target.signal = replacement(assignment.target.signal)
        module.blocks[block].statements[index] = .assign(assignment)
      }
    }
  }

  // MARK: Signals

  /// Puts a choice between the computed and the forced value before all that read a signal.
  private mutating func connect(_ signal: SignalID, firstPort port: Int) {
    let definition = module.signals[signal]
    let isInput: Bool
    if case .port(let number) = definition.kind {
      isInput = module.ports[number].direction == .input
    } else {
      isInput = false
    }
    // The one that is read and the one that has the computed value.
    let computed: SignalID
    let seen: SignalID
    let other = SignalID(module.signals.count)
    if isInput {
      module.signals.append(
        SignalDefinition(
          name: names.unique("\(definition.name)_seen"), type: definition.type, kind: .wire, place: definition.place))
      (computed, seen) = (signal, other)
      for index in module.expressions.indices where module.expressions[index].operation == .signal(signal) {
        module.expressions[index].operation = .signal(other)
      }
    } else {
      var moved = definition
      moved.name = names.unique("\(definition.name)_computed")
      if case .port = moved.kind { moved.kind = .wire }
      module.signals.append(moved)
      (computed, seen) = (other, signal)
      replaceTargets { $0 == signal ? other : $0 }
      if case .register(let number) = definition.kind {
        module.registers[number].signal = other
        module.signals[signal].kind = .wire
        module.signals[signal].attributes = []
      }
    }
    let enable = read(SignalID(port + 1))
    let forced = reread(read(SignalID(port + 2)), as: definition.type)
    let choice = append(
      .mux(condition: enable, whenTrue: forced, whenFalse: read(computed)), definition.type)
    assign(seen, choice)
    assign(SignalID(port), reread(read(seen), as: module.ports[port].type))
    guard case .register = definition.kind else { return }
    let block = BlockID(module.blocks.count)
    module.blocks.append(Block(statements: [.assign(assignment(of: forced, to: computed))]))
    let branch = WhenStatement.Branch(condition: enable, block: block, place: .unknown)
    module.blocks[ModuleDefinition.body].statements.append(
      .when(WhenStatement(branches: [branch], otherwise: nil)))
  }

  // MARK: Making

  private mutating func append(_ operation: Operation, _ type: SignalType) -> ExpressionID {
    module.expressions.append(Expression(operation, type))
    return ExpressionID(module.expressions.count - 1)
  }

  private mutating func read(_ signal: SignalID) -> ExpressionID {
    append(.signal(signal), module.signals[signal].type)
  }

  private mutating func reread(_ expression: ExpressionID, as type: SignalType) -> ExpressionID {
    module.expressions[expression].type == type ? expression : append(.reinterpret(expression), type)
  }

  private func assignment(of value: ExpressionID, to signal: SignalID) -> Assignment {
    let target = AssignmentTarget(signal: signal, low: 0, width: module.signals[signal].type.width)
    return Assignment(target: target, value: value, place: .unknown)
  }

  private mutating func assign(_ signal: SignalID, _ value: ExpressionID) {
    module.blocks[ModuleDefinition.body].statements.append(.assign(assignment(of: value, to: signal)))
  }
}
