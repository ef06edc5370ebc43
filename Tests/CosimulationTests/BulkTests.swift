import RTL
import Simulation
import Testing

@testable import Cosimulation

/// A run of many cycles in one call does what as many calls do.
@Suite(.needsBoth) struct BulkTests {
  private typealias Column = BulkStimulus.Column

  /// Hides an engine's own way of running many cycles.
  private final class CycleByCycle: SimulationEngine {
    let engine: any SimulationEngine

    init(_ engine: any SimulationEngine) { self.engine = engine }

    var ports: [PortDefinition] { engine.ports }
    var isTwoState: Bool { engine.isTwoState }
    var failure: (any Error)? { engine.failure }
    func writeWord(_ port: Int, _ value: UInt64) { engine.writeWord(port, value) }
    func readWord(_ port: Int) -> UInt64 { engine.readWord(port) }
    func write(_ port: Int, _ value: Bits) { engine.write(port, value) }
    func read(_ port: Int) -> LogicBits { engine.read(port) }
    func setReset(_ isActive: Bool, resets: PortSet) { engine.setReset(isActive, resets: resets) }
    func step(_ cycles: Int, clocks: PortSet) { engine.step(cycles, clocks: clocks) }
    func finish() { engine.finish() }
  }

  /// More than one block of compiled code.
  private static let cycles = 1100

  /// Random values for all inputs but some, as numbers where they fit.
  private static func columns(_ ports: [PortDefinition], seed: UInt64) -> [Column] {
    var generator = SplitMix(state: seed)
    return ports.indices.filter { ports[$0].direction == .input }.map { port in
      let width = ports[port].type.width
      let bits = (0..<cycles).map { _ in randomBits(width, using: &generator) }
      let numbers = bits.map { Int(truncatingIfNeeded: $0.low) }
      return Column(port: port, values: width <= 64 && port % 3 != 0 ? .numbers(numbers) : .bits(bits))
    }
  }

  @Test(arguments: EngineKind.allCases, [BulkStimulus.Moment.afterEdge, .beforeEdge])
  func portsOfAllWidths(_ kind: EngineKind, _ moment: BulkStimulus.Moment) throws {
    let engine = try kind.make(.registers)
    let reference = CycleByCycle(try kind.make(.registers))
    let ports = engine.ports
    // Every fourth input keeps its value; inputs can be sampled as well.
    let columns = Self.columns(ports, seed: 5).filter { $0.port % 8 != 6 }
    let stimulus = BulkStimulus(inputs: columns, outputs: Array(ports.indices.reversed()), moment: moment)
    for member in [engine, reference] as [any SimulationEngine] { member.writeWord(6, 99) }
    for range in [0..<1, 1..<70, 70..<70, 70..<Self.cycles] {
      #expect(engine.run(stimulus, cycles: range) == reference.run(stimulus, cycles: range))
      #expect(engine.readWord(7) == reference.readWord(7))
    }
    #expect(engine.failure == nil)
  }

  @Test(arguments: EngineKind.allCases, [ClockDomain.Edge.rising, .falling])
  func momentsDifferByACycle(_ kind: EngineKind, _ edge: ClockDomain.Edge) throws {
    for (moment, expected) in [(BulkStimulus.Moment.afterEdge, [6, 6, 7, 8]), (.beforeEdge, [5, 6, 6, 7])] {
      let engine = try kind.make(.counter(.synchronous, .activeHigh, edge))
      engine.setReset(true)
      engine.step(1)
      engine.setReset(false)
      let stimulus = BulkStimulus(
        inputs: [Column(port: 0, values: .numbers([1, 0, 1, 1]))], outputs: [1], moment: moment)
      #expect(numbers(engine.run(stimulus, cycles: 0..<4)[0]) == expected)
      // What follows sees the last row.
      #expect(engine.readWord(2) == 9)
    }
  }

  @Test func unknownBitsAreKept() throws {
    let engine = try IcarusEngine(.counter(.synchronous))
    let samples = engine.run(BulkStimulus(inputs: [], outputs: [1]), cycles: 0..<2)
    guard case .bits(let bits) = samples[0] else {
      Issue.record("Icarus is four-state")
      return
    }
    #expect(bits.allSatisfy { !$0.isKnown })
  }

  @Test(arguments: EngineKind.allCases)
  func aDesignThatEndsInTheMiddle(_ kind: EngineKind) throws {
    let model = CosimulationModel(
      "ender_in_bulk", [.output("count", .unsigned(4))], clock: ClockDomain(reset: nil),
      """
      module ender_in_bulk(input clk, output reg [3:0] count);
        initial count = 0;
        always @(posedge clk) begin
          count <= count + 4'd1;
          if (count == 4'd9) $finish;
        end
      endmodule
      """)
    let engine = try kind.make(model)
    _ = engine.run(BulkStimulus(inputs: [], outputs: [0]), cycles: 0..<100)
    #expect((engine.failure as? CosimulationError)?.reason == .simulationEnded)
    #expect(engine.run(BulkStimulus(inputs: [], outputs: [0]), cycles: 0..<0).count == 1)
  }

  private func numbers(_ samples: BulkSamples) -> [Int] {
    switch samples {
    case .numbers(let numbers): numbers
    case .bits(let bits): bits.map { Int($0.value.low) }
    }
  }
}
