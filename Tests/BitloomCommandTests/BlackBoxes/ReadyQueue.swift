import Bitloom

/// The Verilog module `READY_QUEUE`.
///
/// Guessed from the names: `WR_CLK` is a clock, `WR_RST_N` its reset, active low; `RD_CLK` is a clock.
///
/// Widths follow `WIDTH`, as far as the next two values tell.
/// Without a `model`, `domains` has to say which clock belongs to which port.
///
/// Left out and not connected, since they go both ways: `PAD`.
struct ReadyQueue: BlackBox {
  var width = 70

  struct IO: Interface {
    @Input var din: Signal
    @Input var wrEn: Signal = .bit
    @Input var inPort: Signal = .bit
    @Input var rdEn: Signal = .bit
    @Output var dout: Signal
    @Output var isEmpty: Signal = .bit
  }
  var ports: IO { IO(din: .unsigned(width), dout: .signed(width)) }

  var verilog: ExternalVerilog<IO> {
    ExternalVerilog(
      "READY_QUEUE",
      parameters: [
        "LIMIT": .bits(12, width: 4),
        "MODE": "FAST",
        "WIDTH": .integer(width),
      ],
      clocks: [
        .clock("WR_CLK", reset: "WR_RST_N", .activeLow),
        .clock("RD_CLK", of: ClockDomain(clock: "RD_CLK", reset: nil)),
      ],
      ports: [
        \.inPort: "in",
        \.isEmpty: "isEmpty",
      ],
      naming: .uppercase,
      source: .file("../../ExternalVerilog/ready_queue.v"))
  }
}
