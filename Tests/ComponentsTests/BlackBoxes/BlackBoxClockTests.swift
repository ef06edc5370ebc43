import Bitloom
import Checks
import RTL
import Testbench
import Testing

private let other = ClockDomain(
  clock: "other_clk", reset: .init(name: "other_rst_n", kind: .asynchronous, polarity: .activeLow))
private let third = ClockDomain(clock: "third_clk", reset: .init(name: "third_rst"))

/// Two registers of two clocks; both resets in the polarity that the domain does not have.
private struct TwoClocks: BlackBox {
  struct IO: Interface {
    @Input var a: Signal = .unsigned(4)
    @Input var b: Signal = .unsigned(4)
    @Output var here: Signal = .unsigned(4)
    @Output var there: Signal = .unsigned(4)
  }
  var ports: IO { IO() }

  var verilog: ExternalVerilog<IO> {
    ExternalVerilog(
      "two_clocks", clocks: [.clock("c0", reset: "r0_n", .activeLow), .clock("c1", reset: "r1", of: other)],
      source: .inline(
        """
        module two_clocks (
          input wire c0, input wire r0_n, input wire c1, input wire r1,
          input wire [3:0] a, input wire [3:0] b, output reg [3:0] here, output reg [3:0] there
        );
          always @(posedge c0) if (!r0_n) here <= 4'd5; else here <= here + a;
          always @(posedge c1 or posedge r1) if (r1) there <= 4'd9; else there <= there ^ b;
        endmodule
        """))
  }

  func model(_ io: IO) {
    let here = register("here_now", .unsigned(4), reset: 5)
    here <== here &+ io.a
    io.here <== here
    let there = clocked(by: other) { register("there_now", .unsigned(4), reset: 9) }
    there <== there ^ io.b
    io.there <== there
  }
}

/// The same black box in two domains.
private struct Bench: Module {
  struct IO: Interface {
    @Input var a: Signal = .unsigned(4)
    @Input var b: Signal = .unsigned(4)
    @Input var c: Signal = .unsigned(4)
    @Output var here: Signal = .unsigned(4)
    @Output var there: Signal = .unsigned(4)
    @Output var elsewhere: Signal = .unsigned(4)
    @Output var again: Signal = .unsigned(4)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let first = Instance("first", TwoClocks())
    let second = clocked(by: third) { Instance("second", TwoClocks()) }
    first.a <== io.a
    first.b <== io.b
    second.a <== io.c
    second.b <== io.b
    io.here <== first.here
    io.there <== first.there
    io.elsewhere <== second.here
    io.again <== second.there
  }
}

@Suite struct BlackBoxClockTests {
  @Test func eachClockGoesToItsPort() throws {
    let text = try #require(try elaborate(Bench()).verilog().last?.text)
    for lines in [
      "two_clocks first (\n    .c0    (clk),\n    .r0_n  (~rst),\n    .c1    (other_clk),\n    .r1    (~other_rst_n),\n",
      "two_clocks second (\n    .c0    (third_clk),\n    .r0_n  (~third_rst),\n    .c1    (other_clk),\n    .r1    (~other_rst_n),\n",
    ] { #expect(text.contains(lines), "\(text)") }
    #expect(try lint(Bench()) == "")
  }

  @Test func modelAndVerilogAgreeOnEveryClock() throws {
    var random = SeededGenerator(seed: 11)
    func check(_ dut: Testbench<Bench>) throws {
      #expect(dut.here == 5)
      #expect(dut.again == 9)
      for _ in 0..<200 {
        dut.a = Int.random(in: 0...15, using: &random)
        dut.b = Int.random(in: 0...15, using: &random)
        dut.c = Int.random(in: 0...15, using: &random)
        let clocks = [ClockDomain.standard, other, third].filter { _ in random.chance(0.5) }
        try dut.step(clocks: clocks)
        if random.chance(0.05) { try dut.setReset(true, of: other) }
        if random.chance(0.5) { try dut.setReset(false, of: other) }
      }
    }
    try simulate(Bench(), on: everyEngine()) { try check($0) }
  }

  /// Loops and crossings are seen through a model as through any module.
  @Test func checksLookThroughModels() throws {
    struct Loop: Module {
      struct IO: Interface {
        @Input var a: Signal = .unsigned(5)
        @Output var y: Signal = .unsigned(8)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let ones = Instance("ones", OnesCount())
        ones.word <== ones.ones[4...0] ^ io.a
        io.y <== ones.ones
      }
    }
    #expect {
      try elaborate(Loop())
    } throws: { "\($0)".hasPrefix("error[C001]: combinational loop in module 'loop'") }
    struct Crossing: Module {
      var ports: Bench.IO { Bench.IO() }
      func build(_ io: Bench.IO) {
        let first = Instance("first", TwoClocks())
        first.a <== first.there
        first.b <== io.b
        for output in [io.here, io.there, io.elsewhere, io.again] { output <== first.here }
      }
    }
    #expect {
      try elaborate(Crossing())
    } throws: { "\($0)".hasPrefix("error[R001]: clock domain crossing from 'other_clk' to 'clk': ") }
  }

  /// Text that is nearly the form of a design is read, or refused at a place.
  @Test func damagedText() throws {
    var random = SeededGenerator(seed: 3)
    let texts = [try elaborate(Bench()).text(), try elaborate(DelayLine()).text()].map { Array($0.utf8) }
    var readCount = 0
    for _ in 0..<3_000 {
      var bytes = texts[Int.random(in: 0...1, using: &random)]
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let index = Int.random(in: bytes.indices, using: &random)
        if random.chance(0.3) {
          bytes.removeSubrange(index..<min(index + Int.random(in: 1...12, using: &random), bytes.count))
        } else {
          bytes[index] = UInt8.random(in: 0x20...0x7e, using: &random)
        }
      }
      guard let design = try? readDesign(String(decoding: bytes, as: UTF8.self)) else { continue }
      readCount += 1
      _ = check(design)
    }
    #expect(readCount > 0)
  }
}
