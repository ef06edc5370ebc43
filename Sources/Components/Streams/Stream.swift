import Bitloom

/// A connection on which one beat moves in each cycle in which the sender's `valid` and the receiver's `ready` are both 1.
///
/// Declared as the sender sees it; a receiver has it `@Flipped`. A sender keeps `valid` and the payload once `valid` is 1 until
/// the beat has moved, and does not wait for `ready` to raise `valid`. These are the rules of AXI4-Stream (Arm IHI 0051).
///
/// Wires alone: latency 0, a beat a cycle at most, no registers.
///
/// ```swift
/// struct IO: Interface {
///   @Flipped var input: Stream<Signal>
///   var output: Stream<Signal>
/// }
/// ```
/// ```
/// cycle          0   1   2   3   4
/// input.payload  ┃ 1 ┃ 2     ┃ 0 ┃ 3 ┃
/// input.valid    ▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁╱▔▔▔
/// input.ready    ▔▔▔▔╲▁▁▁╱▔▔▔╲▁▁▁╱▔▔▔
/// ```
public struct Stream<Payload: Bundle>: Interface {
  /// What a beat carries.
  @Output public var payload: Payload
  /// Whether the sender has a beat.
  @Output public var valid: Signal
  /// Whether the receiver takes a beat in this cycle.
  @Input public var ready: Signal

  /// A stream of beats of this shape.
  public init<S: Shape>(of shape: S) where S.Value == Payload {
    self.init(shape.instantiate())
  }

  /// A stream that carries the given ports.
  public init(_ payload: Payload) {
    _payload = Output(wrappedValue: payload)
    _valid = Output(wrappedValue: .bit)
    _ready = Input(wrappedValue: .bit)
  }

  /// A stream of signals that exist already. What takes its beats drives `ready`, which is therefore a wire.
  package init(payload: Payload, valid: Signal, ready: Signal) {
    _payload = Output(wrappedValue: payload)
    _valid = Output(wrappedValue: valid)
    _ready = Input(wrappedValue: ready)
  }

  /// Whether a beat moves in this cycle.
  public var fires: Signal { valid && ready }
}

/// The shape of a stream.
public struct StreamShape<S: Shape>: Shape {
  public var payload: S

  public init(_ payload: S) {
    self.payload = payload
  }

  public func instantiate() -> Stream<S.Value> { Stream(of: payload) }
}
