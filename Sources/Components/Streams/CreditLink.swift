import Bitloom

/// A connection without `ready`: the sender knows how many beats the receiver has room for, and each `credit` that comes back
/// stands for one more. Any number of registers may stand in it, in both directions.
///
/// Declared as the sender sees it; a receiver has it `@Flipped`. Both sides are reset together. Wires alone: latency 0, a beat in each
/// cycle while there are credits, no registers.
/// ```swift
/// struct IO: Interface {
///   @Flipped var input: Stream<Signal>
///   var link: CreditLink<Signal>
/// }
/// ```
/// Of two credits one comes back in cycle 2:
/// ```
/// cycle         0   1   2   3   4
/// link.payload  ┃ 1 ┃ 2 ┃ 3     ┃ 0 ┃
/// link.valid    ▔▔▔▔▔▔▔▔╲▁▁▁╱▔▔▔╲▁▁▁
/// link.credit   ▁▁▁▁▁▁▁▁╱▔▔▔╲▁▁▁▁▁▁▁
/// ```
public struct CreditLink<Payload: Bundle>: Interface {
  /// What a beat carries.
  @Output public var payload: Payload
  /// Whether there is a beat. It moves in any case.
  @Output public var valid: Signal
  /// Whether a place has become free.
  @Input public var credit: Signal

  /// A link for beats of this shape.
  public init<S: Shape>(of shape: S) where S.Value == Payload {
    _payload = Output(wrappedValue: shape.instantiate())
    _valid = Output(wrappedValue: .bit)
    _credit = Input(wrappedValue: .bit)
  }
}
