import Bitloom

/// Which signals an AXI4-Stream connection has, and how wide they are.
public struct AXIStreamShape: Shape {
  /// Bits of `tdata`, a multiple of 8 from 8 to 4,096.
  public var dataWidth: Int
  /// Whether `tkeep` tells which bytes belong to the stream.
  public var hasKeep: Bool
  /// Whether `tstrb` tells data bytes from position bytes.
  public var hasStrobes: Bool
  /// Whether `tlast` ends packets.
  public var hasLast: Bool
  /// Bits of `tid`, 0 to 32; 0 where there is none.
  public var idWidth: Int
  /// Bits of `tdest`, 0 to 32; 0 where there is none.
  public var destinationWidth: Int
  /// Bits of `tuser`, 0 to 4,096; 0 where there is none.
  public var userWidth: Int

  public init(
    dataWidth: Int, hasKeep: Bool = false, hasStrobes: Bool = false, hasLast: Bool = true, idWidth: Int = 0,
    destinationWidth: Int = 0, userWidth: Int = 0
  ) {
    self.dataWidth = dataWidth
    self.hasKeep = hasKeep
    self.hasStrobes = hasStrobes
    self.hasLast = hasLast
    self.idWidth = idWidth
    self.destinationWidth = destinationWidth
    self.userWidth = userWidth
  }

  /// Number of bytes of `tdata`.
  public var byteCount: Int { dataWidth / 8 }

  /// What is wrong with the widths, a sentence each.
  public var problems: [String] {
    var result: [String] = []
    if !(8...4096 ~= dataWidth) || !dataWidth.isMultiple(of: 8) {
      result.append("dataWidth is \(dataWidth); it must be a multiple of 8 from 8 to 4096")
    }
    let others = [("idWidth", idWidth, 32), ("destinationWidth", destinationWidth, 32), ("userWidth", userWidth, 4096)]
    for (name, width, limit) in others where !(0...limit ~= width) {
      result.append("\(name) is \(width); it must be from 0 to \(limit)")
    }
    return result
  }

  public func instantiate() -> AXIStream { AXIStream(self) }

  /// The shape of what `AXIStream.beats` carries.
  public var beat: AXIStreamBeatShape { AXIStreamBeatShape(stream: self) }
  /// The shape of what `AXIStream.frames` carries: bytes, with `keep` where there is `tkeep`.
  public var frame: FrameShape<VectorShape<SignalType>> {
    FrameShape(VectorShape(.unsigned(8), count: byteCount), keepWidth: hasKeep ? byteCount : 0)
  }
  /// The shape of what `AXIStream.words` carries: `tdata` as a number, with `keep` where there is `tkeep`.
  public var word: FrameShape<SignalType> {
    FrameShape(.unsigned(dataWidth), keepWidth: hasKeep ? byteCount : 0)
  }

  /// The same shape with widths that can be built, so that elaboration goes on behind a mistake.
  var possible: AXIStreamShape {
    guard !problems.isEmpty else { return self }
    return AXIStreamShape(dataWidth: 8, hasKeep: hasKeep, hasStrobes: hasStrobes, hasLast: hasLast)
  }
}

/// An AXI4-Stream connection (Arm IHI 0051), as the transmitter sees it; a receiver has it `@Flipped`.
///
/// Its ports are called as the field of the interface, followed by the names of the standard: `@Flipped var sAXIS: AXIStream`
/// makes `s_axis_tvalid`, `s_axis_tready`, `s_axis_tdata` and so on.
///
/// To work on it, look at it as one of the streams of this library: `frames` (bytes), `words` (numbers) and `beats` (with all
/// signals). All of it is wires alone: latency 0, a beat a cycle, no registers. Register slices, FIFOs, width converters,
/// arbiters and all other stream components take and give them.
/// ```swift
/// struct IO: Interface {
///   @Flipped var sAXIS: AXIStream
///   var mAXIS: AXIStream
/// }
/// let shape = AXIStreamShape(dataWidth: 32, hasKeep: true)
/// var ports: IO { IO(sAXIS: AXIStream(shape), mAXIS: AXIStream(shape)) }
/// func build(_ io: IO) {
///   let fifo = Instance("fifo", StreamFifo(payload: shape.beat, depth: 16))
///   fifo.input <== io.sAXIS.beats
///   io.mAXIS.beats <== fifo.output
/// }
/// ```
/// ```
/// cycle         0    1    2    3    4
/// mAXIS.tdata   ┃ 0  ┃ 10 ┃ 11      ┃ 12 ┃
/// mAXIS.tvalid  ▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
/// mAXIS.tready  ▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁╱▔▔▔▔▔▔▔▔▔
/// mAXIS.tlast   ▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔╲▁▁▁▁
/// ```
public struct AXIStream: Interface {
  /// Whether the transmitter has a beat. It stays 1, and the beat as it is, until `tready` is 1 too.
  @Output public var tvalid: Signal
  /// Whether the receiver takes a beat in this cycle.
  @Input public var tready: Signal
  /// The bytes, the first one in the lowest bits.
  @Output public var tdata: Signal
  /// Which bytes carry data, bit 0 for byte 0; the others only keep a place.
  @Output public var tstrb: Signal?
  /// Which bytes belong to the stream, bit 0 for byte 0.
  @Output public var tkeep: Signal?
  /// Whether this is the last beat of its packet.
  @Output public var tlast: Signal?
  /// Which stream the beat belongs to.
  @Output public var tid: Signal?
  /// Where the beat goes.
  @Output public var tdest: Signal?
  /// What else travels with the beat.
  @Output public var tuser: Signal?

  /// The ports of a connection of this shape. Widths that cannot be are a diagnostic.
  public init(_ shape: AXIStreamShape, fileID: String = #fileID, line: Int = #line, column: Int = #column) {
    for problem in shape.problems {
      reportImpossibleInterface("AXIStream", problem, fileID: fileID, line: line, column: column)
    }
    let shape = shape.possible
    _tvalid = Output(wrappedValue: .bit)
    _tready = Input(wrappedValue: .bit)
    _tdata = Output(wrappedValue: .unsigned(shape.dataWidth))
    _tstrb = Output(wrappedValue: shape.hasStrobes ? .unsigned(shape.byteCount) : nil)
    _tkeep = Output(wrappedValue: shape.hasKeep ? .unsigned(shape.byteCount) : nil)
    _tlast = Output(wrappedValue: shape.hasLast ? .bit : nil)
    _tid = Output(wrappedValue: shape.idWidth > 0 ? .unsigned(shape.idWidth) : nil)
    _tdest = Output(wrappedValue: shape.destinationWidth > 0 ? .unsigned(shape.destinationWidth) : nil)
    _tuser = Output(wrappedValue: shape.userWidth > 0 ? .unsigned(shape.userWidth) : nil)
  }

  /// Whether a beat moves in this cycle.
  public var fires: Signal { tvalid && tready }
}
