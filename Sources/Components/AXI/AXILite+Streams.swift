import Bitloom

/// What the address channels of AXI4-Lite carry.
public struct AXILiteAddress: Interface {
  public var address: Signal
  public var protection: Signal?
}

/// The shape of `AXILiteAddress`.
public struct AXILiteAddressShape: Shape {
  public var addressWidth: Int
  public var hasProtection: Bool

  public func instantiate() -> AXILiteAddress {
    AXILiteAddress(
      address: SignalType.unsigned(addressWidth).instantiate(),
      protection: hasProtection ? SignalType.unsigned(3).instantiate() : nil)
  }
}

/// What the write data channel of AXI4-Lite carries.
public struct AXILiteWriteData: Interface {
  public var data: Signal
  /// Which bytes are written, bit 0 for byte 0.
  public var strobes: Signal
}

/// The shape of `AXILiteWriteData`.
public struct AXILiteWriteDataShape: Shape {
  public var dataWidth: Int

  public func instantiate() -> AXILiteWriteData {
    AXILiteWriteData(
      data: SignalType.unsigned(dataWidth).instantiate(), strobes: SignalType.unsigned(dataWidth / 8).instantiate())
  }
}

/// What the read data channel of AXI4-Lite carries.
public struct AXILiteReadData: Interface {
  public var data: Signal
  /// An `AXIResponse`.
  public var response: Signal
}

/// The shape of `AXILiteReadData`.
public struct AXILiteReadDataShape: Shape {
  public var dataWidth: Int

  public func instantiate() -> AXILiteReadData {
    AXILiteReadData(
      data: SignalType.unsigned(dataWidth).instantiate(), response: SignalType.unsigned(2).instantiate())
  }
}

// The channels as streams of this library, so that register slices and FIFOs stand in them. Wires alone.
extension AXILite {
  /// The addresses of writes, which the manager sends.
  public var writeAddresses: Stream<AXILiteAddress> {
    Stream(payload: AXILiteAddress(address: awaddr, protection: awprot), valid: awvalid, ready: awready)
  }

  /// The words of writes, which the manager sends.
  public var writeData: Stream<AXILiteWriteData> {
    Stream(payload: AXILiteWriteData(data: wdata, strobes: wstrb), valid: wvalid, ready: wready)
  }

  /// The answers to writes, which the subordinate sends.
  public var writeResponses: Stream<Signal> { Stream(payload: bresp, valid: bvalid, ready: bready) }

  /// The addresses of reads, which the manager sends.
  public var readAddresses: Stream<AXILiteAddress> {
    Stream(payload: AXILiteAddress(address: araddr, protection: arprot), valid: arvalid, ready: arready)
  }

  /// The answers to reads, which the subordinate sends.
  public var readData: Stream<AXILiteReadData> {
    Stream(payload: AXILiteReadData(data: rdata, response: rresp), valid: rvalid, ready: rready)
  }
}
