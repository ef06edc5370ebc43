import Bitloom

/// A file, with a clock, a reset of the other polarity and names of its own.
struct SaturatingCounter: BlackBox {
  var width = 4
  var step = 1

  struct IO: Interface {
    @Input var enable: Signal = .bit
    @Output var count: Signal
    @Output var isLast: Signal = .bit
  }
  var ports: IO { IO(count: .unsigned(width)) }

  var verilog: ExternalVerilog<IO> {
    ExternalVerilog(
      "sat_counter", parameters: ["WIDTH": .integer(width), "STEP": .bits(step, width: width)],
      clocks: [.clock("clk_i", reset: "rst_ni", .activeLow)],
      ports: [\.enable: "en_i", \.count: "count_o", \.isLast: "last_o"],
      source: .file("../../ExternalVerilog/sat_counter.v"))
  }

  func model(_ io: IO) {
    let count = register("count_now", .unsigned(width), reset: 0)
    let next = count + step
    let overflows = next > (1 << width) - 1
    when(io.enable) { count <== mux(overflows, (1 << width) - 1, next).truncated(to: width) }
    io.count <== count
    io.isLast <== io.enable && overflows
  }
}

/// Text in the design; combinational.
struct OnesCount: BlackBox {
  var width = 5

  struct IO: Interface {
    @Input var word: Signal
    @Output var ones: Signal
  }
  var ports: IO { IO(word: .unsigned(width), ones: .unsigned(8)) }

  var verilog: ExternalVerilog<IO> {
    ExternalVerilog(
      "ones_count", parameters: ["WIDTH": .integer(width)],
      source: .inline(
        """
        module ones_count #(
          parameter WIDTH = 8
        ) (
          input  wire [WIDTH-1:0] word,
          output reg  [7:0]       ones
        );
          integer i;

          always @* begin
            ones = 8'd0;
            for (i = 0; i < WIDTH; i = i + 1) ones = ones + {7'd0, word[i]};
          end
        endmodule
        """))
  }

  func model(_ io: IO) {
    io.ones <== (0..<width).reduce(constant(0, .unsigned(8))) { $0 &+ io.word[$1].extended(to: 8) }
  }
}

/// A primitive that is nowhere, with parameters of all kinds; its model alone runs.
struct VendorMultiplier: BlackBox {
  var isFast = true

  struct IO: Interface {
    @Input var factors: [Signal]
    @Output var product: Signal = .signed(8)
  }
  var ports: IO { IO(factors: .signed(4, count: 2)) }

  var verilog: ExternalVerilog<IO> {
    ExternalVerilog(
      "VENDOR_MULT",
      parameters: [
        "MODE": .text(isFast ? "FAST" : "say \"slow\""), "TRIM": -3, "LIMIT": 0.25, "MASK": .bits(42, width: 8),
        "SEED": .integer(1 << 40),
      ], clocks: [.clock("CLK")], ports: [\.factors[1]: "B", \.factors[0]: "A"], naming: .uppercase)
  }

  func model(_ io: IO) {
    let product = register("product_now", .signed(8))
    product <== io.factors[0] * io.factors[1]
    io.product <== product
  }
}

/// Black boxes of each kind, one of them in two widths.
struct BlackBoxBank: Module {
  struct IO: Interface {
    @Input var enable: Signal = .bit
    @Input var factors: [Signal]
    @Output var count: Signal = .unsigned(4)
    @Output var wideCount: Signal = .unsigned(9)
    @Output var isLast: Signal = .bit
    @Output var ones: Signal = .unsigned(8)
    @Output var product: Signal = .signed(9)
  }
  var ports: IO { IO(factors: .signed(4, count: 2)) }

  func build(_ io: IO) {
    let narrow = Instance("narrow", SaturatingCounter())
    let wide = Instance("wide", SaturatingCounter(width: 9, step: 77))
    narrow.enable <== io.enable
    wide.enable <== io.enable && !narrow.isLast
    let ones = Instance("ones_of_count", OnesCount())
    ones.word <== cat(narrow.count, io.enable)
    let multiplier = Instance("multiplier", VendorMultiplier())
    multiplier.factors[0] <== io.factors[0]
    multiplier.factors[1] <== io.factors[1]
    io.count <== narrow.count
    io.wideCount <== wide.count
    io.isLast <== narrow.isLast ^ wide.isLast
    io.ones <== ones.ones
    io.product <== multiplier.product + 1
  }
}

/// A black box without a model, whose Verilog is at hand.
struct Delay: BlackBox {
  struct IO: Interface {
    @Input var a: Signal = .unsigned(4)
    @Output var q: Signal = .unsigned(4)
    @Output var echo: Signal = .unsigned(4)
  }
  var ports: IO { IO() }

  var verilog: ExternalVerilog<IO> {
    ExternalVerilog(
      "delay", clocks: [.clock("clk")],
      source: .inline(
        """
        module delay (
          input  wire       clk,
          input  wire [3:0] a,
          output reg  [3:0] q,
          output wire [3:0] echo
        );
          assign echo = ~a;
          always @(posedge clk) q <= a;
        endmodule
        """), combinational: [\.echo: [\.a]])
  }
}

/// A chain of black boxes without a model.
struct DelayLine: Module {
  struct IO: Interface {
    @Input var a: Signal = .unsigned(4)
    @Output var q: Signal = .unsigned(4)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let first = Instance("first", Delay())
    let second = Instance("second", Delay())
    first.a <== io.a
    second.a <== first.echo
    io.q <== second.q
  }
}
