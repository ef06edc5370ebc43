import RTL

/// The recipe of a bundle: a value that can be compared and kept in a module's parameters, from which ports, wires and
/// registers are made.
///
/// `.signed(8)` is the shape of a `Signal`; a module that is generic over what it carries takes a shape:
/// ```swift
/// struct Delay<S: Shape>: Module {
///   var payload: S
///   ...
/// }
/// let delay = Instance("delay", Delay(payload: .signed(8)))
/// ```
/// A bundle with parameters gets a shape of its own:
/// ```swift
/// struct Pixel: Interface { var red: Signal; var green: Signal; var blue: Signal }
/// struct PixelShape: Shape {
///   var depth = 8
///   func instantiate() -> Pixel { Pixel(red: .unsigned(depth), green: .unsigned(depth), blue: .unsigned(depth)) }
/// }
/// ```
public protocol Shape: Hashable, Sendable {
  associatedtype Value: Bundle
  /// Makes the signals. Called by the language where ports, wires or registers are declared.
  func instantiate() -> Value
}

extension SignalType: Shape {
  public func instantiate() -> Signal {
    BuilderContext.builder?.declare(self) ?? .poison
  }
}

extension Shape where Self == SignalType {
  /// The shape of one bit.
  public static var bit: SignalType { SignalType.bit }
  /// The shape of an unsigned number.
  public static func unsigned(_ width: Int) -> SignalType { SignalType.unsigned(width) }
  /// The shape of the numbers from 0 up to `limit - 1`: as many bits as they need, at least one.
  public static func unsigned(below limit: Int) -> SignalType { SignalType.unsigned(below: limit) }
  /// The shape of a number in two's complement.
  public static func signed(_ width: Int) -> SignalType { SignalType.signed(width) }
}

/// The shape of `count` bundles of one shape.
public struct VectorShape<Element: Shape>: Shape {
  public var element: Element
  public var count: Int

  public init(_ element: Element, count: Int) {
    self.element = element
    self.count = count
  }

  public func instantiate() -> [Element.Value] {
    (0..<max(count, 0)).map { _ in element.instantiate() }
  }
}

// In an interface `.signed(8)` declares a port.
extension Signal {
  /// A port of one bit.
  @inlinable public static var bit: Signal { @inline(__always) get { placed(SignalType.bit.instantiate()) } }
  /// A port that carries an unsigned number.
  @inlinable @inline(__always)
  public static func unsigned(_ width: Int) -> Signal { placed(SignalType.unsigned(width).instantiate()) }
  /// A port that carries a number from 0 up to `limit - 1`.
  @inlinable @inline(__always)
  public static func unsigned(below limit: Int) -> Signal { placed(SignalType.unsigned(below: limit).instantiate()) }
  /// A port that carries a number in two's complement.
  @inlinable @inline(__always)
  public static func signed(_ width: Int) -> Signal { placed(SignalType.signed(width).instantiate()) }
  /// A port of the given type.
  @inlinable @inline(__always)
  public static func of(_ type: SignalType) -> Signal { placed(type.instantiate()) }
}

extension Array where Element == Signal {
  /// `count` ports of one bit.
  @inlinable @inline(__always)
  public static func bits(count: Int) -> [Signal] {
    placed(VectorShape(SignalType.bit, count: count).instantiate())
  }
  /// `count` ports that carry unsigned numbers.
  @inlinable @inline(__always)
  public static func unsigned(_ width: Int, count: Int) -> [Signal] {
    placed(VectorShape(SignalType.unsigned(width), count: count).instantiate())
  }
  /// `count` ports that carry numbers in two's complement.
  @inlinable @inline(__always)
  public static func signed(_ width: Int, count: Int) -> [Signal] {
    placed(VectorShape(SignalType.signed(width), count: count).instantiate())
  }

  // As `Signal.placed`: the call must not be the last thing that the user's code does.
  @inlinable @inline(__always)
  static func placed(_ ports: [Signal]) -> [Signal] {
    if ports.count == .max { Signal.poisoned() }
    return ports
  }
}

extension ModuleBuilder {
  /// Makes a signal of what is being declared: a port, a wire, a register.
  func declare(_ type: SignalType) -> Signal {
    guard let declaration else {
      report(InterfaceDiagnostics.portOutsideInterface(type, at: .caller))
      return .poison
    }
    if case .poison = declaration { return .poison }
    let type = isPossible(type, at: declarationPlace?.ofUser ?? .caller) ? type : .bit
    let index = definition.signals.count
    switch declaration {
    case .poison: return .poison
    case .port: return addSignal("", type, .port(index), at: .caller)
    case .instancePort(let instance, let first):
      return addSignal("", type, .instancePort(instance, port: index - first.index), at: .unknown)
    case .wire: return addSignal("", type, .wire, at: .unknown)
    case .register:
      let signal = addSignal("", type, .register(definition.registers.count), at: .unknown)
      definition.registers.append(RegisterDefinition(signal: SignalID(index), resetValue: nil, domain: currentDomain))
      return signal
    }
  }

  /// Instantiates a shape as something else than ports and names what it made after `name`.
  func declare<Value: Bundle>(
    _ name: String, _ declaration: SignalDeclaration, at place: Place, _ instantiate: () -> Value
  ) -> Value {
    let outer = (self.declaration, declarationPlace)
    (self.declaration, declarationPlace) = (declaration, place)
    let value = instantiate()
    (self.declaration, declarationPlace) = outer
    var visitor = LeafVisitor(path: "")
    value.visitLeaves(&visitor)
    let base = emittedName(name, at: place)
    for leaf in visitor.leaves where leaf.signal.owner == owner {
      guard case .signal(let id) = operation(of: leaf.signal) else { continue }
      let suffix = LeafVisitor.emittedName(ofPath: leaf.path)
      definition.signals[id].name = suffix.isEmpty ? base : "\(base)_\(suffix)"
      definition.signals[id].place = place
    }
    return value
  }
}
