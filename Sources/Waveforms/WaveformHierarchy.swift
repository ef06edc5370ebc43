import RTL

/// What a waveform shows: the instances of a design with their signals, and how the values are read.
///
/// Signals that always have the same value share a *store*, which is what changes.
public struct WaveformHierarchy: Sendable, Hashable {
  /// How the bits of a signal are read.
  public enum Reading: Sendable, Hashable {
    case bits
    case signed
    /// A number with `fraction` bits behind the point.
    case fixed(fraction: Int, isSigned: Bool)
    /// The names of the codes, an index into `enumerations`.
    case names(Int)
  }

  public enum Kind: Sendable, Hashable {
    case input, output, wire, register, clock, reset
  }

  public struct Variable: Sendable, Hashable {
    public var name: String
    /// How the designer reaches it, such as `input.payload[2]`; the name where nothing else is known.
    public var path: String
    public var width: Int
    public var kind: Kind
    public var reading: Reading
    public var store: Int

    public init(name: String, path: String, width: Int, kind: Kind, reading: Reading, store: Int) {
      self.name = name
      self.path = path
      self.width = width
      self.kind = kind
      self.reading = reading
      self.store = store
    }
  }

  /// The hierarchy from the top down: an instance stands between `enter` and `leave`.
  public enum Item: Sendable, Hashable {
    case enter(name: String, module: String)
    case variable(Variable)
    case leave
  }

  public private(set) var items: [Item] = []
  /// The number of bits of each store.
  public private(set) var storeWidths: [Int] = []
  public private(set) var enumerations: [EnumerationDefinition] = []
  private var enumerationIndexes: [EnumerationDefinition: Int] = [:]

  public init() {}

  /// Nothing yet, with the enumerations of another one.
  init(enumerationsOf other: WaveformHierarchy) {
    enumerations = other.enumerations
    enumerationIndexes = other.enumerationIndexes
  }

  /// Opens an instance, which what is added belongs to until `leave`.
  public mutating func enter(_ name: String, module: String) { items.append(.enter(name: name, module: module)) }

  public mutating func leave() { items.append(.leave) }

  public mutating func add(_ variable: Variable) { items.append(.variable(variable)) }

  /// A new store of so many bits. The next variable that is added has to be one of it.
  public mutating func addStore(width: Int) -> Int {
    storeWidths.append(width)
    return storeWidths.count - 1
  }

  /// How a signal of a type is read, with the place of its binary point if it has one.
  public mutating func reading(
    of type: SignalType, fraction: Int?, enumerations definitions: [EnumerationDefinition]
  ) -> Reading {
    if let id = type.enumeration, definitions.indices.contains(id.index) {
      let definition = definitions[id.index]
      if let known = enumerationIndexes[definition] { return .names(known) }
      enumerations.append(definition)
      enumerationIndexes[definition] = enumerations.count - 1
      return .names(enumerations.count - 1)
    }
    if let fraction { return .fixed(fraction: fraction, isSigned: type.isSigned) }
    return type.isSigned && type.width > 1 ? .signed : .bits
  }

  /// Every variable with the names of the instances around it, outermost first.
  public func forEachVariable(_ body: (_ scopes: [String], Variable) -> Void) {
    var scopes: [String] = []
    for item in items {
      switch item {
      case .enter(let name, _): scopes.append(name)
      case .leave: scopes.removeLast()
      case .variable(let variable): body(scopes, variable)
      }
    }
  }
}

extension WaveformHierarchy.Variable {
  /// The numbers of the first and last bit, the point of a number being between 0 and -1.
  public var range: (high: Int, low: Int) {
    if case .fixed(let fraction, _) = reading { return (width - 1 - fraction, -fraction) }
    return (width - 1, 0)
  }

  /// ` [7:0]`; nothing for a single bit.
  var rangeText: String {
    let (high, low) = range
    return width > 1 || low != 0 ? " [\(high):\(low)]" : ""
  }
}
