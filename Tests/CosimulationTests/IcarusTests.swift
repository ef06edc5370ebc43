import Foundation
import RTL
import Simulation
import Testing

@testable import Cosimulation

@Suite(.needsIcarus) struct IcarusTests {
  @Test func bitsWithoutAValueAreUnknown() throws {
    let engine = try IcarusEngine(.counter(.synchronous))
    #expect(engine.read(1).unknown == Bits(onesOfWidth: 8))
    #expect(engine.read(1).value.isZero)
    #expect(engine.readWord(1) == 0)
    engine.step(1)
    #expect(!engine.read(1).isKnown)
    engine.setReset(true)
    engine.step(1)
    #expect(engine.read(1) == LogicBits(Bits(5, width: 8)))
  }

  @Test func unknownBitsSpreadOnlyWhereTheyMatter() throws {
    let model = CosimulationModel(
      "mixer", [.input("mask", .unsigned(4)), .output("mixed", .unsigned(8)), .output("driver", .unsigned(2))],
      usesClock: false, usesReset: false,
      """
      module mixer(input [3:0] mask, output [7:0] mixed, output [1:0] driver);
        reg [3:0] never;
        assign mixed = {mask, never & mask};
        assign driver = {1'bz, 1'b1};
      endmodule
      """)
    let engine = try IcarusEngine(model)
    engine.writeWord(0, 0b0110)
    let expected = LogicBits(value: Bits(0b0110_0000, width: 8), unknown: Bits(0b0000_0110, width: 8))
    #expect(engine.read(1) == expected)
    #expect(engine.read(2) == LogicBits(value: Bits(1, width: 2), unknown: Bits(2, width: 2)))
  }

  @Test func replayOfAStimulusAnswersAsTheInteractiveEngine() throws {
    let model = CosimulationModel.counter(.asynchronous)
    var generator = SplitMix(state: 99)
    var commands: [StimulusCommand] = [.sample, .setReset(true), .setReset(false)]
    for _ in 0..<500 {
      switch generator.next() % 8 {
      case 0: commands += [.setReset(true), .sample, .setReset(false)]
      case 1...3: commands.append(.write(port: 0, Bits(generator.next(), width: 1)))
      default: commands.append(.step(Int(generator.next() % 5)))
      }
      commands.append(.sample)
    }
    let samples = try IcarusEngine.replay(commands, on: model)
    let engine = try IcarusEngine(model)
    var expected: [[LogicBits]] = []
    for command in commands {
      switch command {
      case .write(let port, let value): engine.write(port, value)
      case .setReset(let isActive, let resets): engine.setReset(isActive, resets: resets)
      case .step(let cycles, let clocks): engine.step(cycles, clocks: clocks)
      case .sample: expected.append([engine.read(1), engine.read(2)])
      }
    }
    #expect(samples == expected)
  }

  @Test func whatTheDesignPrintsDoesNotDisturb() throws {
    let model = CosimulationModel(
      "printer", [.output("count", .unsigned(16))], clock: ClockDomain(reset: nil),
      """
      module printer(input clk, output reg [15:0] count);
        initial count = 0;
        always @(posedge clk) begin
          count <= count + 16'd1;
          if (count % 1000 == 0) $write("[%0d]", count);
        end
      endmodule
      """)
    let engine = try IcarusEngine(model)
    engine.step(5000)
    #expect(engine.readWord(0) == 5000)
    engine.step(1)
    #expect(engine.readWord(0) == 5001)
  }

  @Test func aDeadSimulatorIsAFailureAndNotACrash() throws {
    let engine = try IcarusEngine(.counter(.synchronous))
    #expect(engine.readWord(1) == 0)
    #expect(kill(engine.processIdentifier, SIGKILL) == 0)
    for _ in 0..<20_000 {
      engine.writeWord(0, 1)
      engine.writeWord(0, 0)
      engine.step(1)
    }
    _ = engine.readWord(1)
    let failure = try #require(engine.failure as? CosimulationError)
    #expect(failure.message == "the Icarus simulation ended by itself (exit status 9)")
    engine.finish()
  }

  @Test func aSimulatorThatHangsIsEnded() throws {
    let model = CosimulationModel(
      "hanger", [.input("hang", .bit), .output("value", .bit)], usesClock: false, usesReset: false,
      """
      module hanger(input hang, output reg value);
        initial value = 0;
        always @(hang) while (hang) value = ~value;
      endmodule
      """)
    let engine = try IcarusEngine(model)
    engine.timeOut = 0.5
    #expect(engine.readWord(1) == 0)
    engine.writeWord(0, 1)
    _ = engine.readWord(1)
    let failure = try #require(engine.failure as? CosimulationError)
    #expect(failure.message == "the Icarus simulation gave no sign of life for 0.5 seconds")
  }

  @Test func noProcessesAreLeft() throws {
    for _ in 0..<5 {
      let engine = try IcarusEngine(.subtractor)
      engine.writeWord(0, 3)
      #expect(engine.readWord(2) == 3)
    }
    var abandoned: [Int32] = []
    do {
      let engine = try IcarusEngine(.subtractor)
      abandoned.append(engine.processIdentifier)
    }
    for identifier in abandoned { #expect(kill(identifier, 0) != 0) }
  }
}
