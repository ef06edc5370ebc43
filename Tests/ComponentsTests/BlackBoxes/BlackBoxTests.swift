import Bitloom
import RTL
import Simulation
import Testbench
import Testing

@Suite struct BlackBoxTests {
  /// The Verilog of each kind of black box, or its model, does what the model does.
  @Test func modelsDoWhatTheVerilogDoes() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    func check(_ dut: Testbench<BlackBoxBank>) {
      for cycle in 0..<300 {
        dut.enable = random.chance(0.75) ? 1 : 0
        let (left, right) = (Int.random(in: -8...7, using: &random), Int.random(in: -8...7, using: &random))
        dut.factors[0] = left
        dut.factors[1] = right
        dut.step()
        let expected: Int = left * right + 1
        let product: Int = dut.product
        #expect(product == expected, "cycle \(cycle), seed \(seed)")
      }
      #expect(dut.count == 15)
      #expect(dut.wideCount == 511)
      #expect(dut.ones >= 4)
      dut.reset()
      #expect(dut.count == 0)
    }
    try simulate(BlackBoxBank(), on: everyEngine(), mayBeUnknown: [\.product]) { check($0) }
  }

  @Test func withoutAModelTheVerilogRuns() throws {
    let engines = Lockstep([.verilator, .icarus])
    if engines.members.isEmpty { return }
    try simulate(DelayLine(), on: engines, mayBeUnknown: [\.q]) { dut in
      for value in [3, 9, 15, 0] {
        dut.a = value
        dut.step()
        #expect(dut.q == 15 - value)
      }
    }
  }

  @Test func enginesSayWhatTheyMiss() throws {
    #expect {
      try simulate(DelayLine()) { _ in }
    } throws: { error in
      let text = "\(error)"
      let message = "error[V015]: the native engine cannot run black box 'delay': it has no model\n"
      let help = "help: give it a method 'model(_ io: IO)', or use another engine, which runs its Verilog"
      return text.hasPrefix(message) && text.hasSuffix(help)
    }
    struct Nothing: BlackBox {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      var verilog: ExternalVerilog<IO> { ExternalVerilog("NOTHING", naming: .uppercase) }
    }
    struct Top: Module {
      var ports: Nothing.IO { Nothing.IO() }
      func build(_ io: Nothing.IO) {
        let box = Instance("box", Nothing())
        box.a <== io.a
        io.y <== box.y
      }
    }
    for engine in Engine.available {
      #expect {
        try simulate(Top(), on: engine) { _ in }
      } throws: { error in
        "\(error)".contains(
          engine == .native
            ? "error[V015]: the native engine cannot run black box 'NOTHING': it has no model"
            : "error[V016]: no engine can run black box 'NOTHING': it has neither Verilog nor a model")
      }
    }
  }

  @Test(.enabled(if: Engine.icarus.isAvailable, "needs Icarus"))
  func unknownBitsComeFromTheBlackBox() throws {
    struct Holder: BlackBox {
      struct IO: Interface {
        @Input var load: Signal = .bit
        @Output var held: Signal = .bit
      }
      var ports: IO { IO() }
      var verilog: ExternalVerilog<IO> {
        ExternalVerilog(
          "holder", clocks: [.clock("c")],
          source: .inline(
            """
            module holder (input wire c, input wire load, output reg held);
              always @(posedge c) if (load) held <= 1'b1;
            endmodule
            """))
      }
    }
    struct Top: Module {
      var ports: Holder.IO { Holder.IO() }
      func build(_ io: Holder.IO) {
        let holder = Instance("holder_a", Holder())
        holder.load <== io.load
        let kept = register("kept", .bit, reset: 0)
        kept <== holder.held
        io.held <== kept
      }
    }
    let found = try unknownOutputs(of: Top()) { dut in
      dut.load = 0
      dut.step(3)
    }
    let lines = found.map { String($0.description.prefix { $0 != "," }) }
    #expect(lines == ["output 'held' is unknown in cycle 1 after reset 1\n  from black box output 'holder_a.held'"])
    let bank = try unknownOutputs(of: BlackBoxBank(), mayBeUnknown: [\.product]) { dut in
      dut.enable = 1
      dut.factors[0] = 3
      dut.factors[1] = 3
      dut.step(30)
    }
    #expect(bank.isEmpty)
  }

  @Test func textFormKeepsEverything() throws {
    for design in [try elaborate(BlackBoxBank()), try elaborate(DelayLine())] {
      let text = design.text(places: true)
      let read = try Design(text: text)
      #expect(read.text(places: true) == text)
      #expect(read.modules.map(\.blackBox) == design.modules.map(\.blackBox))
      for dialect in VerilogDialect.allCases { #expect(read.verilog(dialect) == design.verilog(dialect)) }
    }
  }
}
