import Bitloom

/// The Verilog module `sat_counter`.
///
/// Guessed from the names: `clk_i` is a clock, `rst_ni` its reset, active low.
struct SatCounter: BlackBox {
  struct IO: Interface {
    @Input var enI: Signal = .bit
    @Output var countO: Signal = .unsigned(4)
    @Output var lastO: Signal = .bit
  }
  var ports: IO { IO() }

  var verilog: ExternalVerilog<IO> {
    ExternalVerilog(
      "sat_counter",
      parameters: [
        "STEP": .bits(1, width: 4),
        "WIDTH": 4,
      ],
      clocks: [.clock("clk_i", reset: "rst_ni", .activeLow)],
      source: .file("../../ExternalVerilog/sat_counter.v"))
  }
}
