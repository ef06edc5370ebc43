import Bitloom

/// The Verilog module `sat_counter`.
///
/// Guessed from the names: `clk_i` is a clock, `rst_ni` its reset, active low.
///
/// Widths follow `WIDTH`, as far as the next two values tell.
struct SatCounter: BlackBox {
  var width = 4

  struct IO: Interface {
    @Input var enI: Signal = .bit
    @Output var countO: Signal
    @Output var lastO: Signal = .bit
  }
  var ports: IO { IO(countO: .unsigned(width)) }

  var verilog: ExternalVerilog<IO> {
    ExternalVerilog(
      "sat_counter",
      parameters: [
        "STEP": .bits(1, width: width),
        "WIDTH": .integer(width),
      ],
      clocks: [.clock("clk_i", reset: "rst_ni", .activeLow)],
      source: .file("../../ExternalVerilog/sat_counter.v"))
  }
}
