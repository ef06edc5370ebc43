import RTL
import Simulation
import Testing

@testable import Cosimulation

/// What both engines have to do alike.
enum EngineKind: String, CaseIterable {
  case verilator, icarus

  func make(_ model: CosimulationModel, trace: String? = nil) throws -> any SimulationEngine {
    switch self {
    case .verilator: try VerilatorEngine(model, trace: trace)
    case .icarus: try IcarusEngine(model, trace: trace)
    }
  }
}

@Suite(.needsBoth) struct EngineTests {
  @Test(arguments: EngineKind.allCases)
  func combinationalLogicOfAllOperands(_ kind: EngineKind) throws {
    let engine = try kind.make(.subtractor)
    for a in -16..<16 {
      for b in -16..<16 {
        engine.writeWord(0, UInt64(bitPattern: Int64(a)))
        engine.write(1, Bits(b, width: 5))
        let difference = engine.read(2)
        #expect(difference.isKnown && difference.value == Bits(a - b, width: 6))
        #expect(engine.readWord(3) == (a < b ? 1 : 0))
      }
    }
    #expect(engine.failure == nil)
  }

  @Test(arguments: EngineKind.allCases)
  func inputsThatWereNeverWrittenAreZero(_ kind: EngineKind) throws {
    let engine = try kind.make(.subtractor)
    #expect(engine.read(2) == LogicBits(Bits(zeroOfWidth: 6)))
    #expect(engine.readWord(0) == 0)
  }

  @Test(arguments: EngineKind.allCases)
  func aStepOfCombinationalLogicOnlySettles(_ kind: EngineKind) throws {
    let engine = try kind.make(.subtractor)
    engine.writeWord(0, 7)
    engine.step(3)
    engine.setReset(true)
    #expect(engine.readWord(2) == 7)
  }

  @Test(arguments: EngineKind.allCases, [ClockDomain.Reset.Polarity.activeHigh, .activeLow])
  func synchronousReset(_ kind: EngineKind, _ polarity: ClockDomain.Reset.Polarity) throws {
    for edge in [ClockDomain.Edge.rising, .falling] {
      let engine = try kind.make(.counter(.synchronous, polarity, edge))
      engine.setReset(true)
      #expect(engine.readWord(1) == 0)
      engine.step(1)
      #expect(engine.readWord(1) == 5)
      engine.setReset(false)
      engine.writeWord(0, 1)
      #expect(engine.readWord(1) == 5 && engine.readWord(2) == 6)
      engine.step(300)
      #expect(engine.readWord(1) == (5 + 300) % 256)
      engine.writeWord(0, 0)
      engine.step(1)
      #expect(engine.readWord(1) == (5 + 300) % 256)
    }
  }

  @Test(arguments: EngineKind.allCases, [ClockDomain.Reset.Polarity.activeHigh, .activeLow])
  func asynchronousResetActsAtOnce(_ kind: EngineKind, _ polarity: ClockDomain.Reset.Polarity) throws {
    for edge in [ClockDomain.Edge.rising, .falling] {
      let engine = try kind.make(.counter(.asynchronous, polarity, edge))
      engine.writeWord(0, 1)
      engine.setReset(true)
      #expect(engine.readWord(1) == 5)
      engine.step(2)
      #expect(engine.readWord(1) == 5)
      engine.setReset(false)
      #expect(engine.readWord(1) == 5)
      engine.step(2)
      #expect(engine.readWord(1) == 7)
      // A pulse between two reads is not lost.
      engine.setReset(true)
      engine.setReset(false)
      #expect(engine.readWord(1) == 5 && engine.readWord(2) == 6)
    }
  }

  @Test(arguments: EngineKind.allCases)
  func portsOfAllWidths(_ kind: EngineKind) throws {
    let seed: UInt64 = 42
    print("seed \(seed)")
    var generator = SplitMix(state: seed)
    let engine = try kind.make(.registers)
    for _ in 0..<20 {
      let values = CosimulationModel.widths.map { randomBits($0, using: &generator) }
      for (index, value) in values.enumerated() {
        if value.width <= 64 { engine.writeWord(2 * index, value.low) } else { engine.write(2 * index, value) }
      }
      engine.step(1)
      for (index, value) in values.enumerated() {
        #expect(engine.read(2 * index) == LogicBits(value))
        #expect(engine.read(2 * index + 1) == LogicBits(~value))
        #expect(engine.readWord(2 * index + 1) == (~value).low)
      }
    }
  }

  @Test(arguments: EngineKind.allCases)
  func higherBitsOfAWrittenWordAreDropped(_ kind: EngineKind) throws {
    let engine = try kind.make(.registers)
    for index in CosimulationModel.widths.indices { engine.writeWord(2 * index, .max) }
    engine.step(1)
    for (index, width) in CosimulationModel.widths.enumerated() {
      let low = width < 64 ? (UInt64(1) << UInt64(width)) - 1 : .max
      #expect(engine.readWord(2 * index) == low)
      #expect(engine.read(2 * index + 1).value == ~Bits(words: [low], width: width))
    }
  }

  @Test(arguments: EngineKind.allCases)
  func namesReservedInCppAndOutputsThatCannotBeWritten(_ kind: EngineKind) throws {
    let engine = try kind.make(.registers)
    let input = 2 * CosimulationModel.widths.count
    engine.writeWord(input + 1, 1)
    #expect(engine.readWord(input + 1) == 0)
    engine.writeWord(input, 1)
    #expect(engine.readWord(input + 1) == 1)
  }

  @Test(arguments: EngineKind.allCases)
  func portNumbersThatDoNotExistAreHarmless(_ kind: EngineKind) throws {
    let engine = try kind.make(.subtractor)
    for port in [-1, 4, .max] {
      engine.writeWord(port, 1)
      engine.write(port, Bits(1, width: 8))
      #expect(engine.readWord(port) == 0)
      #expect(engine.read(port).value.isZero)
    }
  }

  @Test(arguments: EngineKind.allCases)
  func memoryKeepsWords(_ kind: EngineKind) throws {
    var generator = SplitMix(state: 7)
    let engine = try kind.make(.memory)
    let words = (0..<16).map { _ in randomBits(70, using: &generator) }
    engine.writeWord(0, 1)
    for (address, word) in words.enumerated() {
      engine.writeWord(1, UInt64(address))
      engine.write(2, word)
      engine.step(1)
    }
    engine.writeWord(0, 0)
    for (address, word) in words.enumerated() {
      engine.writeWord(1, UInt64(address))
      #expect(engine.read(3) == LogicBits(word))
    }
  }

  @Test(arguments: EngineKind.allCases)
  func instancesDoNotDisturbEachOther(_ kind: EngineKind) throws {
    let engines = try (0..<4).map { _ in try kind.make(.counter(.synchronous)) }
    let other = try kind.make(.subtractor)
    for engine in engines {
      engine.setReset(true)
      engine.step(1)
      engine.setReset(false)
      engine.writeWord(0, 1)
    }
    for (index, engine) in engines.enumerated() { engine.step(10 * index) }
    other.writeWord(1, 1)
    for (index, engine) in engines.enumerated() { #expect(engine.readWord(1) == UInt64(5 + 10 * index)) }
    #expect(other.readWord(2) == 63)
  }

  @Test(arguments: EngineKind.allCases)
  func callsAfterFinishDoNothing(_ kind: EngineKind) throws {
    let engine = try kind.make(.counter(.synchronous))
    engine.setReset(true)
    engine.step(1)
    #expect(engine.readWord(1) == 5)
    engine.finish()
    engine.setReset(false)
    engine.writeWord(0, 1)
    engine.step(5)
    engine.finish()
    #expect(engine.readWord(1) == 5)
    #expect(engine.failure == nil)
  }

  @Test(arguments: EngineKind.allCases)
  func fiftyInstancesAtOnce(_ kind: EngineKind) async throws {
    let counts = try await withThrowingTaskGroup(of: (Int, UInt64).self) { group in
      for index in 0..<50 {
        group.addTask {
          let engine = try kind.make(.counter(index.isMultiple(of: 2) ? .synchronous : .asynchronous))
          engine.setReset(true)
          engine.step(1)
          engine.setReset(false)
          engine.writeWord(0, 1)
          engine.step(index)
          return (index, engine.readWord(1))
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    #expect(counts.count == 50)
    for (index, count) in counts { #expect(count == UInt64(5 + index)) }
  }

  @Test(arguments: EngineKind.allCases)
  func systemVerilogFiles(_ kind: EngineKind) throws {
    let model = CosimulationModel(
      "selector", [.input("state", .unsigned(2)), .output("hot", .unsigned(4))], usesClock: false, usesReset: false,
      fileExtension: "sv",
      """
      module selector(input logic [1:0] state, output logic [3:0] hot);
        always_comb begin
          hot = '0;
          unique case (state)
            2'd0: hot[0] = 1'b1;
            2'd1: hot[1] = 1'b1;
            2'd2: hot[2] = 1'b1;
            2'd3: hot[3] = 1'b1;
          endcase
        end
      endmodule
      """)
    let engine = try kind.make(model)
    for state in 0..<4 {
      engine.writeWord(0, UInt64(state))
      #expect(engine.readWord(1) == 1 << UInt64(state))
    }
  }

  @Test(arguments: EngineKind.allCases)
  func timeIsTheSameInAllEngines(_ kind: EngineKind) throws {
    let model = CosimulationModel(
      "watch", [.input("a", .bit), .output("now", .unsigned(32))], clock: ClockDomain(reset: nil),
      """
      module watch(input clk, input a, output reg [31:0] now);
        always @(posedge clk) now <= $time;
      endmodule
      """)
    let engines = try (0..<3).map { _ in try kind.make(model) }
    for cycle in 0..<20 {
      for (index, engine) in engines.enumerated() where cycle >= index {
        engine.writeWord(0, UInt64(cycle % 2))
        engine.step(1)
        #expect(engine.readWord(1) == UInt64(5 + 10 * (cycle - index)))
      }
    }
  }
}
