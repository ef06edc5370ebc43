import Bitloom

/// A beat of AXI4-Stream with everything that travels with it.
public struct AXIStreamBeat: Interface {
  public var data: Signal
  public var strobes: Signal?
  public var keep: Signal?
  public var last: Signal?
  public var id: Signal?
  public var destination: Signal?
  public var user: Signal?
}

/// The shape of a beat of AXI4-Stream.
public struct AXIStreamBeatShape: Shape {
  /// The connection whose beats these are.
  public var stream: AXIStreamShape

  public init(stream: AXIStreamShape) {
    self.stream = stream
  }

  public func instantiate() -> AXIStreamBeat {
    let shape = stream.possible
    func optional(_ width: Int) -> Signal? { width > 0 ? SignalType.unsigned(width).instantiate() : nil }
    return AXIStreamBeat(
      data: SignalType.unsigned(shape.dataWidth).instantiate(),
      strobes: optional(shape.hasStrobes ? shape.byteCount : 0), keep: optional(shape.hasKeep ? shape.byteCount : 0),
      last: shape.hasLast ? SignalType.bit.instantiate() : nil, id: optional(shape.idWidth),
      destination: optional(shape.destinationWidth), user: optional(shape.userWidth))
  }
}

// A connection as a stream of this library. What is read of it at a receiver is driven of it at a transmitter.
extension AXIStream {
  /// The connection as a stream that carries all its signals. Wires alone.
  public var beats: Stream<AXIStreamBeat> {
    let beat = AXIStreamBeat(
      data: tdata, strobes: tstrb, keep: tkeep, last: tlast, id: tid, destination: tdest, user: tuser)
    return Stream(payload: beat, valid: tvalid, ready: tready)
  }

  /// The connection as a stream of frames of bytes, byte 0 first. Wires alone.
  ///
  /// Where there is no `tlast`, every beat that is received is a frame. `tstrb`, `tid`, `tdest` and `tuser` are left out: a
  /// transmitter that has them drives them itself.
  public var frames: Stream<Frame<[Signal]>> {
    Stream(payload: Frame(data: tdata.parts(of: 8), last: lastOrAlways, keep: tkeep), valid: tvalid, ready: tready)
  }

  /// The connection as a stream of frames of numbers. Wires alone; all else is as for `frames`.
  public var words: Stream<Frame<Signal>> {
    Stream(payload: Frame(data: tdata, last: lastOrAlways, keep: tkeep), valid: tvalid, ready: tready)
  }

  private var lastOrAlways: Signal { tlast ?? constant(1) }
}
