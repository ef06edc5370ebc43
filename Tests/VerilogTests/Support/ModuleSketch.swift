import RTL

/// Builds a `ModuleDefinition` by hand, with as few words as tests need.
final class ModuleSketch {
  var definition: ModuleDefinition
  private var openBlocks = [ModuleDefinition.body]

  init(_ name: String, domain: ClockDomain = .standard) {
    definition = ModuleDefinition(name: name)
    definition.domain = domain
  }

  // MARK: Declarations

  private func add(_ name: String, _ type: SignalType, _ kind: SignalDefinition.Kind) -> SignalID {
    definition.signals.append(SignalDefinition(name: name, type: type, kind: kind, place: .unknown))
    return SignalID(definition.signals.count - 1)
  }

  private func port(_ name: String, _ type: SignalType, _ direction: PortDefinition.Direction) -> SignalID {
    definition.ports.append(PortDefinition(name: name, path: name, direction: direction, type: type))
    return add(name, type, .port(definition.ports.count - 1))
  }

  /// Ports come before everything else.
  func input(_ name: String, _ type: SignalType) -> ExpressionID { read(port(name, type, .input)) }
  func output(_ name: String, _ type: SignalType) -> SignalID { port(name, type, .output) }
  func wire(_ name: String, _ type: SignalType) -> SignalID { add(name, type, .wire) }

  func register(_ name: String, _ type: SignalType, reset: Int? = nil) -> SignalID {
    let signal = add(name, type, .register(definition.registers.count))
    let value = reset.map { Bits($0, width: type.width) }
    definition.registers.append(RegisterDefinition(signal: signal, resetValue: value))
    definition.domains[0].usesClock = true
    if reset != nil, definition.domain.reset != nil { definition.domains[0].usesReset = true }
    return signal
  }

  func memory(_ name: String, depth: Int, _ type: SignalType) -> MemoryID {
    definition.memories.append(MemoryDefinition(name: name, depth: depth, type: type, place: .unknown))
    definition.domains[0].usesClock = true
    return MemoryID(definition.memories.count - 1)
  }

  func enumeration(_ name: String, width: Int, _ cases: [String]) -> SignalType {
    let codes = cases.enumerated().map {
      EnumerationDefinition.Case(name: $0.element, code: Bits($0.offset, width: width))
    }
    definition.enumerations.append(EnumerationDefinition(name: name, width: width, cases: codes))
    let id = EnumerationID(definition.enumerations.count - 1)
    return SignalType(width: width, isSigned: false, enumeration: id)
  }

  /// The signals of the child's ports.
  func instance(_ name: String, of child: ModuleDefinition, _ id: ModuleID) -> [SignalID] {
    let instance = InstanceID(definition.instances.count)
    let first = SignalID(definition.signals.count)
    definition.instances.append(InstanceDefinition(name: name, module: id, firstPort: first, place: .unknown))
    definition.domains[0].usesClock = definition.usesClock || child.usesClock
    definition.domains[0].usesReset = definition.usesReset || child.usesReset
    return child.ports.enumerated().map { index, port in
      add("\(name)_\(port.name)", port.type, .instancePort(instance, port: index))
    }
  }

  // MARK: Expressions

  @discardableResult
  func expression(_ operation: Operation, _ type: SignalType) -> ExpressionID {
    definition.expressions.append(Expression(operation, type))
    return ExpressionID(definition.expressions.count - 1)
  }

  func type(_ id: ExpressionID) -> SignalType { definition.type(of: id) }

  func read(_ signal: SignalID) -> ExpressionID { expression(.signal(signal), definition.signals[signal].type) }

  func constant(_ value: Int, _ type: SignalType) -> ExpressionID { constant(Bits(value, width: type.width), type) }

  func constant(_ value: Bits, _ type: SignalType) -> ExpressionID {
    definition.constants.append(value)
    return expression(.constant(ConstantID(definition.constants.count - 1)), type)
  }

  func unary(_ unaryOperator: UnaryOperator, _ a: ExpressionID) -> ExpressionID {
    let keepsType = unaryOperator == .not || unaryOperator == .negate
    return expression(.unary(unaryOperator, a), keepsType ? type(a) : .bit)
  }

  func binary(_ binaryOperator: BinaryOperator, _ a: ExpressionID, _ b: ExpressionID) -> ExpressionID {
    expression(.binary(binaryOperator, a, b), binaryOperator.isComparison ? .bit : type(a))
  }

  func mux(_ condition: ExpressionID, _ a: ExpressionID, _ b: ExpressionID) -> ExpressionID {
    expression(.mux(condition: condition, whenTrue: a, whenFalse: b), type(a))
  }

  func slice(_ a: ExpressionID, _ high: Int, _ low: Int) -> ExpressionID {
    expression(.slice(a, low: UInt32(low)), .unsigned(high - low + 1))
  }

  func cat(_ items: ExpressionID...) -> ExpressionID { cat(items) }

  func cat(_ items: [ExpressionID]) -> ExpressionID {
    let start = definition.operandPool.count
    definition.operandPool += items
    let width = items.reduce(0) { $0 + type($1).width }
    return expression(.concatenate(OperandList(start: start, count: items.count)), .unsigned(width))
  }

  func replicate(_ a: ExpressionID, _ count: Int) -> ExpressionID {
    expression(.replicate(a, count: UInt32(count)), .unsigned(type(a).width * count))
  }

  func extend(_ a: ExpressionID, _ width: Int) -> ExpressionID {
    expression(.extend(a), SignalType(width: width, isSigned: type(a).isSigned))
  }

  func signed(_ a: ExpressionID) -> ExpressionID { expression(.reinterpret(a), .signed(type(a).width)) }
  func unsigned(_ a: ExpressionID) -> ExpressionID { expression(.reinterpret(a), .unsigned(type(a).width)) }

  func select(_ a: ExpressionID, _ index: ExpressionID) -> ExpressionID {
    expression(.selectBit(a, index: index), .bit)
  }

  func read(_ memory: MemoryID, _ address: ExpressionID) -> ExpressionID {
    expression(.readMemory(memory, address: address), definition.memories[memory].type)
  }

  func name(_ id: ExpressionID, _ name: String) -> ExpressionID {
    definition.expressionNames[id] = name
    return id
  }

  // MARK: Statements

  private func append(_ statement: Statement) {
    definition.blocks[openBlocks[openBlocks.count - 1]].statements.append(statement)
  }

  func assign(_ signal: SignalID, _ value: ExpressionID) {
    let width = definition.signals[signal].type.width
    let target = AssignmentTarget(signal: signal, low: 0, width: width)
    append(.assign(Assignment(target: target, value: value, place: .unknown)))
  }

  func assign(_ signal: SignalID, low: Int, _ value: ExpressionID) {
    let target = AssignmentTarget(signal: signal, low: low, width: type(value).width)
    append(.assign(Assignment(target: target, value: value, place: .unknown)))
  }

  func write(_ memory: MemoryID, _ address: ExpressionID, _ value: ExpressionID) {
    append(.writeMemory(MemoryWrite(memory: memory, address: address, value: value, place: .unknown)))
  }

  private func block(_ body: () -> Void) -> BlockID {
    definition.blocks.append(Block())
    let id = BlockID(definition.blocks.count - 1)
    openBlocks.append(id)
    body()
    openBlocks.removeLast()
    return id
  }

  func when(_ branches: (ExpressionID, () -> Void)..., otherwise: (() -> Void)? = nil) {
    let branches = branches.map { WhenStatement.Branch(condition: $0, block: block($1), place: .unknown) }
    append(.when(WhenStatement(branches: branches, otherwise: otherwise.map { block($0) })))
  }

  func match(_ subject: ExpressionID, _ arms: ([Int], () -> Void)..., otherwise: (() -> Void)? = nil) {
    let width = type(subject).width
    let arms = arms.map { codes, body in
      MatchStatement.Arm(patterns: codes.map { Bits($0, width: width) }, block: block(body))
    }
    append(
      .match(MatchStatement(subject: subject, arms: arms, otherwise: otherwise.map { block($0) }, place: .unknown)))
  }
}

extension Design {
  init(_ sketch: ModuleSketch) {
    self.init(modules: [sketch.definition])
  }
}
