import Bitloom

/// The five channels of an AXI4-Lite connection of 32 bits (Arm IHI 0022, part B), as the manager sees them.
struct AXI4Lite: Interface {
  enum Response: Int, Sendable {
    case okay = 0
    case slaveError = 2
  }

  @Output var awaddr: Signal
  @Output var awvalid: Signal = .bit
  @Input var awready: Signal = .bit
  @Output var wdata: Signal = .unsigned(32)
  @Output var wstrb: Signal = .unsigned(4)
  @Output var wvalid: Signal = .bit
  @Input var wready: Signal = .bit
  @Input var bresp: Signal = .unsigned(2)
  @Input var bvalid: Signal = .bit
  @Output var bready: Signal = .bit
  @Output var araddr: Signal
  @Output var arvalid: Signal = .bit
  @Input var arready: Signal = .bit
  @Input var rdata: Signal = .unsigned(32)
  @Input var rresp: Signal = .unsigned(2)
  @Input var rvalid: Signal = .bit
  @Output var rready: Signal = .bit

  init(addressWidth: Int) {
    _awaddr = Output(wrappedValue: .unsigned(addressWidth))
    _araddr = Output(wrappedValue: .unsigned(addressWidth))
  }
}
