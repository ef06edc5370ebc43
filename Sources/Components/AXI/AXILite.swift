import Bitloom

/// Which signals an AXI4-Lite connection has, and how wide they are.
public struct AXILiteShape: Shape {
  /// Bits of the addresses, which count bytes, 1 to 64.
  public var addressWidth: Int
  /// Bits of a word, 32 or 64.
  public var dataWidth: Int
  /// Whether there are `awprot` and `arprot`.
  public var hasProtection: Bool

  public init(addressWidth: Int = 32, dataWidth: Int = 32, hasProtection: Bool = true) {
    self.addressWidth = addressWidth
    self.dataWidth = dataWidth
    self.hasProtection = hasProtection
  }

  /// What is wrong with the widths, a sentence each.
  public var problems: [String] {
    var result: [String] = []
    if !(1...64 ~= addressWidth) { result.append("addressWidth is \(addressWidth); it must be from 1 to 64") }
    if dataWidth != 32, dataWidth != 64 { result.append("dataWidth is \(dataWidth); it must be 32 or 64") }
    return result
  }

  public func instantiate() -> AXILite { AXILite(self) }

  /// The shape of what `writeAddresses` and `readAddresses` carry.
  public var address: AXILiteAddressShape {
    AXILiteAddressShape(addressWidth: addressWidth, hasProtection: hasProtection)
  }
  /// The shape of what `writeData` carries.
  public var writeData: AXILiteWriteDataShape { AXILiteWriteDataShape(dataWidth: dataWidth) }
  /// The shape of what `readData` carries.
  public var readData: AXILiteReadDataShape { AXILiteReadDataShape(dataWidth: dataWidth) }
}

/// What an AXI subordinate says to a transfer; the numbers are those of `bresp` and `rresp`.
public enum AXIResponse: Int, Sendable, CaseIterable {
  /// The transfer was done.
  case okay = 0
  /// The subordinate was reached, and refuses (SLVERR).
  case subordinateError = 2
  /// There is no subordinate at the address (DECERR).
  case decodeError = 3
}

/// The five channels of an AXI4-Lite connection (Arm IHI 0022, part B), as the manager sees them; a subordinate has it
/// `@Flipped`.
///
/// Its ports are called as the field of the interface, followed by the names of the standard: `@Flipped var sAXI: AXILite`
/// makes `s_axi_awaddr`, `s_axi_awvalid` and so on. Each channel is a stream of this library too: `writeAddresses`,
/// `writeData`, `writeResponses`, `readAddresses`, `readData`. All of it is wires alone: latency 0, a beat a cycle and channel, no
/// registers.
/// ```swift
/// struct IO: Interface {
///   @Flipped var sAXI: AXILite
///   var mAXI: AXILite
/// }
/// let shape = AXILiteShape(addressWidth: 12)
/// var ports: IO { IO(sAXI: AXILite(shape), mAXI: AXILite(shape)) }
/// func build(_ io: IO) {
///   // A register slice in the channel of the read data; the others pass.
///   let slice = Instance("slice", StreamRegisterSlice(payload: shape.readData))
///   slice.input <== io.mAXI.readData
///   io.sAXI.readData <== slice.output
///   io.mAXI.readAddresses <== io.sAXI.readAddresses
///   io.mAXI.writeAddresses <== io.sAXI.writeAddresses
///   io.mAXI.writeData <== io.sAXI.writeData
///   io.sAXI.writeResponses <== io.mAXI.writeResponses
/// }
/// ```
/// A write, whose address and data may come in any order, and the answer to it:
/// ```
/// cycle        0   1   2   3   4
/// axi.awvalid  ▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// axi.wvalid   ▁▁▁▁╱▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁
/// axi.bvalid   ▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔╲▁▁▁
/// axi.bready   ▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔
/// ```
public struct AXILite: Interface {
  @Output public var awaddr: Signal
  /// Privileged, non-secure, instruction: bits 0, 1, 2.
  @Output public var awprot: Signal?
  @Output public var awvalid: Signal
  @Input public var awready: Signal
  @Output public var wdata: Signal
  /// Which bytes of `wdata` are written, bit 0 for byte 0.
  @Output public var wstrb: Signal
  @Output public var wvalid: Signal
  @Input public var wready: Signal
  /// An `AXIResponse`.
  @Input public var bresp: Signal
  @Input public var bvalid: Signal
  @Output public var bready: Signal
  @Output public var araddr: Signal
  @Output public var arprot: Signal?
  @Output public var arvalid: Signal
  @Input public var arready: Signal
  @Input public var rdata: Signal
  /// An `AXIResponse`.
  @Input public var rresp: Signal
  @Input public var rvalid: Signal
  @Output public var rready: Signal

  /// The ports of a connection of this shape. Widths that cannot be are a diagnostic.
  public init(
    _ shape: AXILiteShape = AXILiteShape(), fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) {
    for problem in shape.problems {
      reportImpossibleInterface("AXILite", problem, fileID: fileID, line: line, column: column)
    }
    let shape = shape.problems.isEmpty ? shape : AXILiteShape(hasProtection: shape.hasProtection)
    _awaddr = Output(wrappedValue: .unsigned(shape.addressWidth))
    _awprot = Output(wrappedValue: shape.hasProtection ? .unsigned(3) : nil)
    _awvalid = Output(wrappedValue: .bit)
    _awready = Input(wrappedValue: .bit)
    _wdata = Output(wrappedValue: .unsigned(shape.dataWidth))
    _wstrb = Output(wrappedValue: .unsigned(shape.dataWidth / 8))
    _wvalid = Output(wrappedValue: .bit)
    _wready = Input(wrappedValue: .bit)
    _bresp = Input(wrappedValue: .unsigned(2))
    _bvalid = Input(wrappedValue: .bit)
    _bready = Output(wrappedValue: .bit)
    _araddr = Output(wrappedValue: .unsigned(shape.addressWidth))
    _arprot = Output(wrappedValue: shape.hasProtection ? .unsigned(3) : nil)
    _arvalid = Output(wrappedValue: .bit)
    _arready = Input(wrappedValue: .bit)
    _rdata = Input(wrappedValue: .unsigned(shape.dataWidth))
    _rresp = Input(wrappedValue: .unsigned(2))
    _rvalid = Input(wrappedValue: .bit)
    _rready = Output(wrappedValue: .bit)
  }
}
