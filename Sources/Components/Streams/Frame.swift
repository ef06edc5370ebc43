import Bitloom

/// A payload that tells where a frame ends: several beats that belong together, a packet or a row of a picture, say.
public protocol FramedPayload: Bundle {
  /// Whether this is the last beat of its frame.
  var last: Signal { get }
}

/// A beat of a frame, as AXI4-Stream (Arm IHI 0051) carries one: data, `TLAST`, and `TKEEP` where words may be filled in part.
///
/// ```swift
/// struct IO: Interface {
///   @Flipped var input: Stream<Frame<[Signal]>>
///   var output: Stream<Frame<[Signal]>>
/// }
/// // Words of four bytes, of which the last one of a frame may have fewer.
/// let bytes = FrameShape(VectorShape(.unsigned(8), count: 4), keepWidth: 4)
/// var ports: IO { IO(input: Stream(of: bytes), output: Stream(of: bytes)) }
/// ```
/// ```
/// data[0]  ┃ 1  ┃ 5  ┃ 9  ┃
/// keep     ┃ 15      ┃ 3  ┃
/// last     ▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔╲
/// ```
public struct Frame<Payload: Bundle>: Interface, FramedPayload {
  public var data: Payload
  public var last: Signal
  /// Which lanes of `data` carry something, bit 0 for lane 0; nil where all of them always do. Only the last beat of a frame leaves
  /// lanes out, and these are its upper ones.
  public var keep: Signal?

  public init(data: Payload, last: Signal, keep: Signal? = nil) {
    self.data = data
    self.last = last
    self.keep = keep
  }
}

/// The shape of a beat of a frame.
public struct FrameShape<S: Shape>: Shape {
  public var data: S
  /// Number of bits of `keep`, a bit a lane; 0 where there is none.
  public var keepWidth: Int

  public init(_ data: S, keepWidth: Int = 0) {
    self.data = data
    self.keepWidth = keepWidth
  }

  public func instantiate() -> Frame<S.Value> {
    Frame(
      data: data.instantiate(), last: SignalType.bit.instantiate(),
      keep: keepWidth == 0 ? nil : SignalType.unsigned(keepWidth).instantiate())
  }
}
