/// A module: its ports, what it declares, and the statements that drive it. Everything refers to everything by index.
public struct ModuleDefinition: Sendable {
  /// The emitted name, unique in the design.
  public var name: String
  /// What the module is, in a line; empty when unknown.
  public var summary = ""
  /// The generator's parameters, as they are told in the emitted file's header.
  public var parameters: [Parameter] = []
  public var attributes: [Attribute] = []
  /// The clock domains of the registers, memories and instances of the module. The first one is the module's own: that of
  /// everything that names no other.
  public var domains = [DomainUse(.standard)]
  /// What is instantiated instead of the module in Verilog; nil for a module that is emitted.
  public var blackBox: BlackBoxDefinition?

  /// Data ports in their declared order. Port `i` is signal `i`.
  public var ports: [PortDefinition] = []
  public var signals: [SignalDefinition] = []
  public var registers: [RegisterDefinition] = []
  public var memories: [MemoryDefinition] = []
  public var instances: [InstanceDefinition] = []
  public var enumerations: [EnumerationDefinition] = []

  public var expressions: [Expression] = []
  public var operandPool: [ExpressionID] = []
  public var constants: [Bits] = []
  /// Names given by the user to expressions.
  public var expressionNames: [ExpressionID: String] = [:]

  /// Block 0 is the body.
  public var blocks: [Block] = [Block()]
  public var places = PlaceTable()

  public init(name: String) {
    self.name = name
  }

  public static let body = BlockID(raw: 0)
}

/// A parameter of a generator and its value, as text.
public struct Parameter: Hashable, Sendable {
  public var name: String
  public var value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

public struct PortDefinition: Hashable, Sendable {
  public enum Direction: String, Hashable, Sendable {
    case input, output

    public var flipped: Direction { self == .input ? .output : .input }
  }

  /// The emitted name.
  public var name: String
  /// How the designer reaches it, such as `input.payload[2]`.
  public var path: String
  public var direction: Direction
  public var type: SignalType

  public init(name: String, path: String, direction: Direction, type: SignalType) {
    self.name = name
    self.path = path
    self.direction = direction
    self.type = type
  }
}

/// Something with a name that holds a value.
public struct SignalDefinition: Sendable {
  public enum Kind: Hashable, Sendable {
    /// A port of the module, by its index in `ports`.
    case port(Int)
    case wire
    /// An index into `registers`.
    case register(Int)
    /// Port `port` of an instance; driven by this module when it is an input there.
    case instancePort(InstanceID, port: Int)
  }

  /// The emitted name, unique in the module. For an instance's port the name of the wire it may need.
  public var name: String
  public var type: SignalType
  public var kind: Kind
  public var place: Place
  /// A wire or register with an attribute stays although nothing reads it.
  public var attributes: [Attribute] = []
  /// Number of bits behind the binary point of a number that has one. Makes no hardware: waveforms show the value so.
  public var fraction: Int?

  public init(name: String, type: SignalType, kind: Kind, place: Place) {
    self.name = name
    self.type = type
    self.kind = kind
    self.place = place
  }
}

/// A register takes what its statements assign at the active edge, and keeps its value when nothing does.
public struct RegisterDefinition: Sendable {
  public var signal: SignalID
  /// The value at reset; nil for a register that reset leaves alone.
  public var resetValue: Bits?
  /// The clock and reset, one of the module's domains.
  public var domain: DomainID
  /// Why the register may take what another clock has made; nil for all registers but those of synchronisers.
  public var crossing: ClockCrossing?

  public init(signal: SignalID, resetValue: Bits?, domain: DomainID = .own, crossing: ClockCrossing? = nil) {
    self.signal = signal
    self.resetValue = resetValue
    self.domain = domain
    self.crossing = crossing
  }
}

public struct InstanceDefinition: Sendable {
  public var name: String
  public var module: ModuleID
  /// The signal of the child's port `i` is `firstPort + i`.
  public var firstPort: SignalID
  /// The domain of the surrounding module that each domain of the child is.
  public var domains: [DomainID]
  public var place: Place
  public var attributes: [Attribute] = []

  public init(
    name: String, module: ModuleID, firstPort: SignalID, domains: [DomainID] = [.own], place: Place
  ) {
    self.name = name
    self.module = module
    self.firstPort = firstPort
    self.domains = domains
    self.place = place
  }

  public func signal(ofPort port: Int) -> SignalID { SignalID(firstPort.index + port) }
}
