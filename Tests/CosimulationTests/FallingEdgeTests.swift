import RTL
import Simulation
import Testing

@testable import Cosimulation

/// Models that need no evaluation at the falling edge, and models that do.
@Suite(.needsVerilator) struct FallingEdgeTests {
  @Test func twoLinesAreHarmless() {
    let lines = """
      vlSelf->__VactTriggered.at(0U) = ((IData)(vlSelf->clk)
                                        & (~ (IData)(vlSelf->__Vtrigrprev__TOP__clk)));
      vlSelf->__Vtrigrprev__TOP__clk = vlSelf->clk;
      vlSelf->clk_enable = 1U;
      """
    #expect(FallingEdge(ofClock: "clk", sources: [lines]) == .forgotten(member: "__Vtrigrprev__TOP__clk"))
    #expect(FallingEdge(ofClock: "clk", sources: []) == .evaluated)
    for further in [
      "vlSelf->gated = vlSelf->clk & vlSelf->enable;", "x = vlSymsp->TOP.clk;",
      "((~ (IData)(vlSelf->clk)) & (IData)(vlSelf->__Vtrigrprev__TOP__clk))",
    ] {
      #expect(FallingEdge(ofClock: "clk", sources: [lines, further]) == .evaluated)
    }
  }

  @Test func theClockAsData() throws {
    let model = CosimulationModel(
      "clock_as_data", [.input("a", .bit), .output("level", .bit), .output("edges", .unsigned(8))],
      clock: ClockDomain(reset: nil),
      """
      module clock_as_data(input clk, input a, output level, output reg [7:0] edges);
        reg [7:0] rising = 0;
        assign level = a & ~clk;
        always @(posedge clk) rising <= rising + 8'd1;
        always @(negedge clk) edges <= rising;
      endmodule
      """)
    let engine = try VerilatorEngine(model)
    engine.writeWord(0, 1)
    for cycle in 1...5 {
      engine.step(1)
      #expect(engine.readWord(1) == 1)
      #expect(engine.readWord(2) == UInt64(cycle))
    }
  }

  /// Logic behind inputs and registers, inputs that change or stay, resets of both kinds: as Icarus has it.
  @Test(arguments: [ClockDomain.Reset.Kind.synchronous, .asynchronous])
  func asIcarusHasIt(_ kind: ClockDomain.Reset.Kind) throws {
    guard icarusProblem == nil else { return }
    var generator = SplitMix(state: 3)
    let engines: [any SimulationEngine] = [
      try VerilatorEngine(.counter(kind)), try IcarusEngine(.counter(kind)),
    ]
    for engine in engines {
      engine.setReset(true)
      engine.step(1)
    }
    for _ in 0..<300 {
      let action = Int.random(in: 0..<6, using: &generator)
      let amount = Int.random(in: 0..<3, using: &generator)
      let values = engines.map { engine -> [UInt64] in
        switch action {
        case 0: engine.setReset(amount == 0)
        case 1, 2: engine.writeWord(0, UInt64(amount % 2))
        default: engine.step(amount)
        }
        return [engine.readWord(1), engine.readWord(2)]
      }
      #expect(values[0] == values[1])
    }
  }
}
