import RTL

/// Builds small modules by hand. Every declaration and statement gets the next line of `Example.swift` as its place.
package final class ModuleBuilder {
  package private(set) var module: ModuleDefinition
  private var line = 0
  private var block = ModuleDefinition.body

  package init(_ name: String) {
    module = ModuleDefinition(name: name)
  }

  private func nextLocation() -> SourceLocation {
    line += 1
    return SourceLocation(file: "Example.swift", line: line, column: 1)
  }

  private func nextPlace() -> PlaceID { module.places.add(nextLocation()) }

  // MARK: Declarations

  private func signal(_ name: String, _ type: SignalType, _ kind: SignalDefinition.Kind, _ place: Place) -> SignalID {
    module.signals.append(SignalDefinition(name: name, type: type, kind: kind, place: place))
    return SignalID(module.signals.count - 1)
  }

  private func port(_ name: String, _ type: SignalType, _ direction: PortDefinition.Direction) -> SignalID {
    module.ports.append(PortDefinition(name: name, path: name, direction: direction, type: type))
    return signal(name, type, .port(module.ports.count - 1), .source(nextLocation()))
  }

  package func input(_ name: String, _ type: SignalType = .bit) -> SignalID { port(name, type, .input) }
  package func output(_ name: String, _ type: SignalType = .bit) -> SignalID { port(name, type, .output) }

  package func wire(_ name: String, _ type: SignalType = .bit) -> SignalID {
    signal(name, type, .wire, .source(nextLocation()))
  }

  package func register(_ name: String, _ type: SignalType = .bit, reset: Int? = nil) -> SignalID {
    let id = signal(name, type, .register(module.registers.count), .source(nextLocation()))
    module.registers.append(RegisterDefinition(signal: id, resetValue: reset.map { Bits($0, width: type.width) }))
    return id
  }

  package func memory(_ name: String, depth: Int, _ type: SignalType) -> MemoryID {
    module.memories.append(
      MemoryDefinition(name: name, depth: depth, type: type, place: .source(nextLocation())))
    return MemoryID(module.memories.count - 1)
  }

  /// The signals of the instance's ports.
  package func instance(_ name: String, of child: ModuleDefinition, _ id: Int) -> [SignalID] {
    let place = Place.source(nextLocation())
    let instance = InstanceID(module.instances.count)
    let ports = child.ports.enumerated().map { index, port in
      signal("\(name)_\(port.name)", port.type, .instancePort(instance, port: index), place)
    }
    let first = ports.first ?? SignalID(module.signals.count)
    module.instances.append(InstanceDefinition(name: name, module: ModuleID(id), firstPort: first, place: place))
    return ports
  }

  package func enumeration(_ name: String, width: Int, _ cases: [String]) -> SignalType {
    let definitions = cases.enumerated().map { EnumerationDefinition.Case(name: $1, code: Bits($0, width: width)) }
    module.enumerations.append(EnumerationDefinition(name: name, width: width, cases: definitions))
    return SignalType(width: width, isSigned: false, enumeration: EnumerationID(module.enumerations.count - 1))
  }

  /// Declares without a place of its own.
  package func edit(_ change: (inout ModuleDefinition) -> Void) { change(&module) }

  // MARK: Expressions

  package func add(_ operation: Operation, _ type: SignalType) -> ExpressionID {
    module.expressions.append(Expression(operation, type))
    return ExpressionID(module.expressions.count - 1)
  }

  package func read(_ signal: SignalID) -> ExpressionID { add(.signal(signal), module.signals[signal].type) }

  package func constant(_ value: Int, _ type: SignalType = .bit) -> ExpressionID {
    constant(Bits(value, width: type.width), type)
  }

  package func constant(_ value: Bits, _ type: SignalType) -> ExpressionID {
    module.constants.append(value)
    return add(.constant(ConstantID(module.constants.count - 1)), type)
  }

  package func not(_ a: ExpressionID) -> ExpressionID { add(.unary(.not, a), module.type(of: a)) }

  package func binary(_ function: BinaryOperator, _ a: ExpressionID, _ b: ExpressionID) -> ExpressionID {
    add(.binary(function, a, b), function.isComparison ? .bit : module.type(of: a))
  }

  package func slice(_ a: ExpressionID, _ low: Int, _ width: Int = 1) -> ExpressionID {
    add(.slice(a, low: UInt32(low)), .unsigned(width))
  }

  package func bit(_ signal: SignalID, _ index: Int) -> ExpressionID { slice(read(signal), index) }

  package func cat(_ parts: ExpressionID...) -> ExpressionID { cat(parts) }

  package func cat(_ parts: [ExpressionID]) -> ExpressionID {
    let list = OperandList(start: module.operandPool.count, count: parts.count)
    module.operandPool += parts
    return add(.concatenate(list), .unsigned(parts.reduce(0) { $0 + module.type(of: $1).width }))
  }

  // MARK: Statements

  private func add(_ statement: Statement) { module.blocks[block].statements.append(statement) }

  package func assign(_ signal: SignalID, _ value: ExpressionID) {
    assign(signal, 0..<module.signals[signal].type.width, value)
  }

  package func assign(_ signal: SignalID, _ bits: Range<Int>, _ value: ExpressionID) {
    let target = AssignmentTarget(signal: signal, low: bits.lowerBound, width: bits.count)
    add(.assign(Assignment(target: target, value: value, place: nextPlace())))
  }

  package func write(_ memory: MemoryID, _ address: ExpressionID, _ value: ExpressionID) {
    add(.writeMemory(MemoryWrite(memory: memory, address: address, value: value, place: nextPlace())))
  }

  private func newBlock(_ body: () -> Void) -> BlockID {
    let outer = block
    let inner = BlockID(module.blocks.count)
    module.blocks.append(Block())
    block = inner
    body()
    block = outer
    return inner
  }

  package func when(_ condition: ExpressionID, _ body: @escaping () -> Void, otherwise: (() -> Void)? = nil) {
    when([(condition, body)], otherwise: otherwise)
  }

  package func when(_ choices: [(ExpressionID, () -> Void)], otherwise: (() -> Void)? = nil) {
    var branches: [WhenStatement.Branch] = []
    for (condition, body) in choices {
      let place = nextPlace()
      branches.append(WhenStatement.Branch(condition: condition, block: newBlock(body), place: place))
    }
    let last = otherwise.map { newBlock($0) }
    add(.when(WhenStatement(branches: branches, otherwise: last)))
  }

  package func match(_ subject: ExpressionID, _ arms: [([Int], () -> Void)], otherwise: (() -> Void)? = nil) {
    let place = nextPlace()
    let width = module.type(of: subject).width
    let blocks = arms.map { patterns, body in
      MatchStatement.Arm(patterns: patterns.map { Bits($0, width: width) }, block: newBlock(body))
    }
    let last = otherwise.map { newBlock($0) }
    add(.match(MatchStatement(subject: subject, arms: blocks, otherwise: last, place: place)))
  }

  /// Statements in a chain of `depth` nested `when`s, without the recursion of closures.
  package func nest(_ condition: ExpressionID, depth: Int, innermost: () -> Void) {
    let outer = block
    for _ in 0..<depth {
      let inner = BlockID(module.blocks.count)
      module.blocks.append(Block())
      let branch = WhenStatement.Branch(condition: condition, block: inner, place: nextPlace())
      add(.when(WhenStatement(branches: [branch], otherwise: nil)))
      block = inner
    }
    innermost()
    block = outer
  }

  // MARK: Statements block by block

  package func newBlock() -> BlockID {
    module.blocks.append(Block())
    return BlockID(module.blocks.count - 1)
  }

  /// Lets the next statements go to `block`; returns the block they went to before.
  package func enter(_ block: BlockID) -> BlockID {
    defer { self.block = block }
    return self.block
  }

  package func addWhen(_ choices: [(condition: ExpressionID, block: BlockID)], otherwise: BlockID?) {
    let branches = choices.map { WhenStatement.Branch(condition: $0.condition, block: $0.block, place: nextPlace()) }
    add(.when(WhenStatement(branches: branches, otherwise: otherwise)))
  }

  package func addMatch(_ subject: ExpressionID, _ arms: [([Int], BlockID)], otherwise: BlockID?) {
    let width = module.type(of: subject).width
    let arms = arms.map { codes, block in
      MatchStatement.Arm(patterns: codes.map { Bits($0, width: width) }, block: block)
    }
    add(.match(MatchStatement(subject: subject, arms: arms, otherwise: otherwise, place: nextPlace())))
  }
}
