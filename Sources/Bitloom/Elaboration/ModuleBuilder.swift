import RTL
import Synchronization

/// What a `build` method fills: the definition of one module under construction.
///
/// Signals carry the number of their builder (`owner`), so that one module's signal in another module is found at once.
final class ModuleBuilder {
  let owner: UInt32
  let elaboration: Elaboration
  var definition: ModuleDefinition
  /// The domain of what is being declared.
  var currentDomain = DomainID.own
  /// The enables and resets that the module makes.
  var controls = ModuleControls()
  /// The block that statements go to, and the blocks around it.
  var currentBlock = ModuleDefinition.body
  /// Stands before every name while the body of an inlined module is being built.
  var namePrefix = ""
  /// What signals made by a shape become, while a shape is being instantiated.
  var declaration: SignalDeclaration?
  /// Where the wires or registers stand that are being declared.
  var declarationPlace: Place?
  /// The expression that reads the first port made by the interface that is being instantiated; the others follow it.
  var firstPortExpression = 0
  /// The signals of other modules that have been reported.
  var foreignSignals: Set<ForeignSignal> = []
  /// The names that `named` gave, in the order in which it did.
  var givenNames: [GivenName] = []
  /// How many words of each memory have a name that was made for them.
  var readCounts: [String: Int] = [:]
  /// The elements of arrays that were chosen by a signal.
  var elementSelections = ElementSelections()
  /// The streams whose senders have to keep to the protocol.
  var handshakes: [StatedHandshake] = []
  /// The checks that are named when all other names are known.
  var unnamedChecks: [UnnamedCheck] = []
  /// What is still to be built when the `build` method has said everything.
  private(set) var completions: [() -> Void] = []
  private var enumerations: [ObjectIdentifier: EnumerationID] = [:]

  private static let ownerCount = Atomic<UInt32>(0)

  init(name: String, elaboration: Elaboration) {
    owner = Self.ownerCount.add(1, ordering: .relaxed).newValue
    self.elaboration = elaboration
    definition = ModuleDefinition(name: name)
    definition.domain = elaboration.domain
  }

  /// Builds the rest of something when the `build` method has said everything, in the domain and under the names of here.
  func completeLater(_ build: @escaping () -> Void) {
    let (domain, prefix) = (currentDomain, namePrefix)
    completions.append { [unowned self] in
      let outer = (currentDomain, namePrefix)
      (currentDomain, namePrefix) = (domain, prefix)
      build()
      (currentDomain, namePrefix) = outer
    }
  }

  /// Builds what was put off.
  func complete() {
    while !completions.isEmpty { completions.removeFirst()() }
  }

  // MARK: Expressions

  func add(_ operation: Operation, _ type: SignalType) -> Signal {
    let id = UInt32(definition.expressions.count)
    definition.expressions.append(Expression(operation, type))
    return Signal(id: id, owner: owner)
  }

  func constant(_ value: Bits, _ type: SignalType) -> Signal {
    let id = ConstantID(definition.constants.count)
    definition.constants.append(value)
    return add(.constant(id), type)
  }

  func type(of signal: Signal) -> SignalType {
    definition.expressions[Int(signal.id)].type
  }

  func operation(of signal: Signal) -> Operation {
    definition.expressions[Int(signal.id)].operation
  }

  func concatenate(_ operands: [Signal]) -> Signal {
    let list = OperandList(start: definition.operandPool.count, count: operands.count)
    definition.operandPool += operands.map(\.expression)
    let width = operands.reduce(0) { $0 + type(of: $1).width }
    return add(.concatenate(list), .unsigned(width))
  }

  // MARK: Signals

  func addSignal(_ name: String, _ type: SignalType, _ kind: SignalDefinition.Kind, at place: Place) -> Signal {
    let id = SignalID(definition.signals.count)
    definition.signals.append(SignalDefinition(name: name, type: type, kind: kind, place: place))
    return add(.signal(id), type)
  }

  /// The name of the signal an expression reads, or else the name the user gave to the expression.
  func name(of signal: Signal) -> String? {
    switch operation(of: signal) {
    case .signal(let id): definition.signals[id].name
    case .slice(let base, _), .reinterpret(let base), .extend(let base):
      name(of: Signal(id: base.raw, owner: owner)).map { "\($0)" }
    default: definition.expressionNames[signal.expression]
    }
  }

  func enumeration<E: HardwareEnum>(_ enumeration: E.Type) -> EnumerationID {
    if let known = enumerations[ObjectIdentifier(enumeration)] { return known }
    let id = EnumerationID(definition.enumerations.count)
    definition.enumerations.append(E.definition)
    enumerations[ObjectIdentifier(enumeration)] = id
    return id
  }

  // MARK: Statements

  func append(_ statement: Statement) {
    definition.blocks[currentBlock].statements.append(statement)
  }

  /// Collects the statements of `body` in a new block.
  func inNewBlock(_ body: () -> Void) -> BlockID {
    let block = BlockID(definition.blocks.count)
    definition.blocks.append(Block())
    let outer = currentBlock
    currentBlock = block
    body()
    currentBlock = outer
    return block
  }

  /// Makes the ports of a module whose interface has been read before, and its mistakes told.
  func makePorts<M: Module>(of module: M, as declaration: SignalDeclaration) -> M.IO {
    let told = elaboration.diagnostics.count
    let ports = makeFirstPorts(of: module, as: declaration)
    elaboration.diagnostics.removeLast(elaboration.diagnostics.count - told)
    return ports
  }

  /// Makes the ports of a module whose interface has not been read before.
  func makeFirstPorts<M: Module>(of module: M, as declaration: SignalDeclaration) -> M.IO {
    let outer = self.declaration
    self.declaration = declaration
    firstPortExpression = definition.expressions.count
    let ports = module.ports
    self.declaration = outer
    return ports
  }

  /// A bundle of this shape that nothing is said about any more.
  func poisoned<S: Shape>(_ shape: S) -> S.Value {
    let outer = declaration
    declaration = .poison
    let value = shape.instantiate()
    declaration = outer
    return value
  }

  func report(_ diagnostic: Diagnostic) {
    var diagnostic = diagnostic
    diagnostic.module = definition.name
    elaboration.diagnostics.append(diagnostic)
  }
}

/// A signal of another module.
struct ForeignSignal: Hashable {
  private let id: UInt32
  private let owner: UInt32

  init(_ signal: Signal) {
    id = signal.id
    owner = signal.owner
  }
}

/// What the signals made by a shape become.
enum SignalDeclaration {
  /// Nothing: what stands for a bundle that a mistake has kept from being made.
  case poison
  case port
  case instancePort(InstanceID, first: SignalID)
  case wire
  case register
}

/// The builder of the module whose `build` method is running in this task.
enum BuilderContext {
  struct Box: @unchecked Sendable {
    // A builder is only used by the task that made it: the box is bound for the time of one `build` call.
    let builder: ModuleBuilder
  }

  @TaskLocal static var box: Box?

  static var builder: ModuleBuilder? { box?.builder }
}
