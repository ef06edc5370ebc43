import RTL

/// Builds a module of the intermediate representation by hand, for designs that the language would not write.
struct DesignBuilder {
  var module: ModuleDefinition
  private var block = ModuleDefinition.body

  init(_ name: String = "top", domain: ClockDomain = .standard) {
    module = ModuleDefinition(name: name)
    module.domain = domain
  }

  /// The module as a design, with the modules of its instances.
  func design(_ children: [ModuleDefinition] = []) -> Design { Design(modules: [module] + children) }

  // MARK: Signals. Ports come first.

  mutating func port(_ name: String, _ direction: PortDefinition.Direction, _ type: SignalType) -> SignalID {
    module.ports.append(PortDefinition(name: name, path: name, direction: direction, type: type))
    return signal(name, type, .port(module.ports.count - 1))
  }

  mutating func input(_ name: String, _ type: SignalType) -> SignalID { port(name, .input, type) }
  mutating func output(_ name: String, _ type: SignalType) -> SignalID { port(name, .output, type) }
  mutating func wire(_ name: String, _ type: SignalType) -> SignalID { signal(name, type, .wire) }

  mutating func register(_ name: String, _ type: SignalType, reset: Bits? = nil) -> SignalID {
    let id = signal(name, type, .register(module.registers.count))
    module.registers.append(RegisterDefinition(signal: id, resetValue: reset))
    module.domains[0].usesClock = true
    if reset != nil, module.domain.reset != nil { module.domains[0].usesReset = true }
    return id
  }

  mutating func memory(_ name: String, depth: Int, _ type: SignalType) -> MemoryID {
    module.domains[0].usesClock = true
    module.memories.append(MemoryDefinition(name: name, depth: depth, type: type, place: .unknown))
    return MemoryID(module.memories.count - 1)
  }

  /// The signals of an instance's ports.
  mutating func instance(_ name: String, _ id: Int, of child: ModuleDefinition) -> [SignalID] {
    let first = SignalID(module.signals.count)
    let instance = InstanceID(module.instances.count)
    module.instances.append(
      InstanceDefinition(name: name, module: ModuleID(id), firstPort: first, place: .unknown))
    module.domains[0].usesClock = module.usesClock || child.usesClock
    module.domains[0].usesReset = module.usesReset || child.usesReset
    return child.ports.enumerated().map { index, port in
      signal("\(name)_\(port.name)", port.type, .instancePort(instance, port: index))
    }
  }

  private mutating func signal(_ name: String, _ type: SignalType, _ kind: SignalDefinition.Kind) -> SignalID {
    let place = Place(file: "Example/\(module.name).swift", line: module.signals.count + 1, column: 3)
    module.signals.append(SignalDefinition(name: name, type: type, kind: kind, place: place))
    return SignalID(module.signals.count - 1)
  }

  // MARK: Expressions

  mutating func expression(_ operation: Operation, _ type: SignalType) -> ExpressionID {
    module.expressions.append(Expression(operation, type))
    return ExpressionID(module.expressions.count - 1)
  }

  mutating func constant(_ bits: Bits, signed: Bool = false) -> ExpressionID {
    module.constants.append(bits)
    return expression(
      .constant(ConstantID(module.constants.count - 1)), SignalType(width: bits.width, isSigned: signed))
  }

  mutating func constant(_ value: Int, _ type: SignalType) -> ExpressionID {
    constant(Bits(value, width: type.width), signed: type.isSigned)
  }

  mutating func read(_ signal: SignalID) -> ExpressionID { expression(.signal(signal), module.signals[signal].type) }

  mutating func unary(_ operation: UnaryOperator, _ a: ExpressionID) -> ExpressionID {
    let isBit = operation != .not && operation != .negate
    return expression(.unary(operation, a), isBit ? .bit : module.type(of: a))
  }

  mutating func binary(_ operation: BinaryOperator, _ a: ExpressionID, _ b: ExpressionID) -> ExpressionID {
    expression(.binary(operation, a, b), operation.isComparison ? .bit : module.type(of: a))
  }

  mutating func mux(_ c: ExpressionID, _ a: ExpressionID, _ b: ExpressionID) -> ExpressionID {
    expression(.mux(condition: c, whenTrue: a, whenFalse: b), module.type(of: a))
  }

  mutating func slice(_ a: ExpressionID, low: Int, width: Int) -> ExpressionID {
    expression(.slice(a, low: UInt32(low)), .unsigned(width))
  }

  mutating func extend(_ a: ExpressionID, to width: Int) -> ExpressionID {
    expression(.extend(a), SignalType(width: width, isSigned: module.type(of: a).isSigned))
  }

  mutating func reinterpret(_ a: ExpressionID, signed: Bool) -> ExpressionID {
    expression(.reinterpret(a), SignalType(width: module.type(of: a).width, isSigned: signed))
  }

  mutating func concatenate(_ parts: [ExpressionID]) -> ExpressionID {
    let start = module.operandPool.count
    module.operandPool += parts
    let width = parts.reduce(0) { $0 + module.type(of: $1).width }
    return expression(.concatenate(OperandList(start: start, count: parts.count)), .unsigned(width))
  }

  mutating func replicate(_ a: ExpressionID, count: Int) -> ExpressionID {
    expression(.replicate(a, count: UInt32(count)), .unsigned(count * module.type(of: a).width))
  }

  mutating func selectBit(_ a: ExpressionID, _ index: ExpressionID) -> ExpressionID {
    expression(.selectBit(a, index: index), .bit)
  }

  mutating func readMemory(_ memory: MemoryID, _ address: ExpressionID) -> ExpressionID {
    expression(.readMemory(memory, address: address), module.memories[memory].type)
  }

  // MARK: Statements

  private mutating func add(_ statement: Statement) { module.blocks[block].statements.append(statement) }

  mutating func assign(_ signal: SignalID, _ value: ExpressionID) {
    assign(signal, low: 0, width: module.signals[signal].type.width, value)
  }

  mutating func assign(_ signal: SignalID, low: Int, width: Int, _ value: ExpressionID) {
    let target = AssignmentTarget(signal: signal, low: low, width: width)
    add(.assign(Assignment(target: target, value: value, place: .unknown)))
  }

  mutating func write(_ memory: MemoryID, _ address: ExpressionID, _ value: ExpressionID) {
    add(.writeMemory(MemoryWrite(memory: memory, address: address, value: value, place: .unknown)))
  }

  /// A block with the statements that `body` makes.
  private mutating func block(_ body: (inout DesignBuilder) -> Void) -> BlockID {
    let outer = block
    block = BlockID(module.blocks.count)
    module.blocks.append(Block())
    defer { block = outer }
    let inner = block
    body(&self)
    return inner
  }

  mutating func when(
    _ branches: [(ExpressionID, (inout DesignBuilder) -> Void)], otherwise: ((inout DesignBuilder) -> Void)? = nil
  ) {
    let made = branches.map { condition, body in
      WhenStatement.Branch(condition: condition, block: block(body), place: .unknown)
    }
    let last = otherwise.map { block($0) }
    add(.when(WhenStatement(branches: made, otherwise: last)))
  }

  mutating func match(
    _ subject: ExpressionID, _ arms: [([Int], (inout DesignBuilder) -> Void)],
    otherwise: ((inout DesignBuilder) -> Void)? = nil
  ) {
    let width = module.type(of: subject).width
    let made = arms.map { codes, body in
      MatchStatement.Arm(patterns: codes.map { Bits($0, width: width) }, block: block(body))
    }
    let last = otherwise.map { block($0) }
    add(.match(MatchStatement(subject: subject, arms: made, otherwise: last, place: .unknown)))
  }
}
