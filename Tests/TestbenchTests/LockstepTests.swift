import Bitloom
import Components
import RTL
import Simulation
import Testbench
import Testing

@testable import Testbench

@Suite struct LockstepTests {
  @Test func membersAndWhatIsMissing() {
    let lockstep = Lockstep()
    var expected: [String] = []
    for engine in Engine.available {
      expected += engine == .native ? ["native"] : ["\(engine) (verilog2001)", "\(engine) (systemverilog)"]
    }
    let found: [String] = lockstep.members.map(\.description)
    #expect(found == expected)
    let missing: Int = Engine.allCases.count - Engine.available.count
    #expect(lockstep.skipped.count == missing)
    #expect(Lockstep([.native]).members == [.init(.native)])
  }

  @Test func noEngine() {
    #expect {
      try simulate(Counter(), on: Lockstep(members: [])) { _ in }
    } throws: { "\($0)" == "no engine is left to simulate with" }
  }

  @Test func agreement() throws {
    try simulate(Panel(), on: Lockstep(dialects: [.systemVerilog])) { dut in
      var random = SeededGenerator(seed: 3)
      for _ in 0..<500 {
        for number in 0..<3 { dut.numbers[number] = Int.random(in: -8...7, using: &random) }
        dut.bias = Int.random(in: -128...127, using: &random)
        dut.set(\.wide, Bits(words: [random.next(), random.next()], width: 70))
        dut.colour.values = [Int.random(in: 0...3, using: &random)]
        for lane in 0..<2 {
          dut.sources[lane].valid = Int.random(in: 0...1, using: &random)
          dut.sources[lane].payload = Int.random(in: 0...255, using: &random)
          dut.sinks[lane].ready = Int.random(in: 0...1, using: &random)
        }
        dut.step()
      }
    }
  }

  /// An engine that answers wrongly from some cycle on.
  private final class FaultyEngine: SimulationEngine {
    let engine: any SimulationEngine
    let port: Int
    let faultyFrom: Int
    let answer: LogicBits
    var cycle = 0

    init(_ engine: any SimulationEngine, port: Int, from cycle: Int, answer: LogicBits) {
      self.engine = engine
      self.port = port
      faultyFrom = cycle
      self.answer = answer
    }

    var ports: [PortDefinition] { engine.ports }
    var isTwoState: Bool { answer.isKnown }
    var failure: (any Error)? { engine.failure }
    func writeWord(_ port: Int, _ value: UInt64) { engine.writeWord(port, value) }
    func readWord(_ port: Int) -> UInt64 { read(port).value.low }
    func write(_ port: Int, _ value: Bits) { engine.write(port, value) }
    func read(_ port: Int) -> LogicBits { port == self.port && cycle >= faultyFrom ? answer : engine.read(port) }
    func setReset(_ isActive: Bool, resets: PortSet) { engine.setReset(isActive, resets: resets) }
    func step(_ cycles: Int, clocks: PortSet) {
      engine.step(cycles, clocks: clocks)
      cycle += cycles
    }
    func finish() { engine.finish() }
  }

  private func message<M: Module>(
    _ module: M, port path: String, from cycle: Int, answer: LogicBits, mayBeUnknown: Set<Int> = [],
    _ body: (Testbench<M>) -> Void
  ) throws -> String {
    let design = try elaborate(module)
    let port = try #require(design.top.ports.firstIndex { $0.path == path })
    let members = [
      LockstepEngine.Member(name: "good", engine: try NativeSimulator(design)),
      LockstepEngine.Member(
        name: "faulty",
        engine: FaultyEngine(try NativeSimulator(design), port: port, from: cycle, answer: answer)),
    ]
    let engine = LockstepEngine(members, design, mayBeUnknown: mayBeUnknown)
    let bench = Testbench(module, design: design, engine: engine)
    body(bench)
    do { try bench.finish() } catch { return "\(error)" }
    return "none"
  }

  private func count(_ dut: Testbench<Counter>) {
    dut.enable = 1
    dut.step(4)
    dut.reset()
    dut.step(9)
  }

  @Test func theFirstDifference() throws {
    let text = try message(Counter(), port: "count", from: 8, answer: LogicBits(Bits(77, width: 8)), count)
    #expect(
      text == """
        the engines differ in cycle 2 after reset 2: 'count' is
          2 in good
          77 in faulty
        inputs: enable = 1, load = 0, loads = 0
        """)
  }

  @Test func aDifferenceWithinAReset() throws {
    let text = try message(Counter(), port: "count", from: 5, answer: LogicBits(Bits(7, width: 8)), count)
    #expect(text.hasPrefix("the engines differ in cycle 4, within reset 2: 'count' is\n  4 in good\n  7 in faulty\n"))
  }

  @Test func aDifferenceAfterTheLastEdge() throws {
    let text = try message(Counter(), port: "count", from: 15, answer: LogicBits(Bits(7, width: 8)), count)
    #expect(text.hasPrefix("the engines differ in cycle 9 after reset 2: 'count' is\n  9 in good\n  7 in faulty\n"))
  }

  @Test func differencesBeforeTheFirstResetDoNotCount() throws {
    let text = try message(Counter(), port: "count", from: 0, answer: LogicBits(Bits(0, width: 8))) { $0.step(3) }
    #expect(text == "none")
  }

  @Test func unknownBits() throws {
    let unknown = LogicBits(value: Bits(2, width: 8), unknown: Bits(0xf0, width: 8))
    let text = try message(Counter(), port: "count", from: 3, answer: unknown, count)
    #expect(text.contains("  2 in good\n  'bxxxx0010 in faulty\n"))
    // Allowed, as long as the known bits are right.
    let later = try message(Counter(), port: "count", from: 3, answer: unknown, mayBeUnknown: [3], count)
    #expect(later.contains("  3 in good\n  'bxxxx0010 in faulty\n"))
  }

  /// Payloads may be unknown as long as nothing is offered, and at no other time.
  @Test func unknownPayloads() throws {
    let unknown = LogicBits(value: Bits(0, width: 8), unknown: Bits(0xff, width: 8))
    let fifo = StreamFifo(payload: .unsigned(8), depth: 2)
    let text = try message(fifo, port: "output.payload", from: 0, answer: unknown) { dut in
      dut.step(3)
      dut.input.valid = 1
      dut.step(2)
    }
    #expect(
      text == """
        the engines differ in cycle 4 after reset 1: 'output.payload' is
          0 in good
          'bxxxxxxxx in faulty
        inputs: input.payload = 0, input.valid = 1, output.ready = 0
        """)
  }

  @Test func codesAreToldByName() throws {
    let text = try message(Panel(), port: "nextColour", from: 2, answer: LogicBits(Bits(2, width: 2))) { $0.step(3) }
    #expect(text.contains("  green in good\n  blue in faulty\n"))
    #expect(text.contains("colour = red"))
  }

  @Test func whatTheTestSawIsNotTheCause() throws {
    #expect {
      try simulate(Counter(hasReset: false), on: Lockstep([.native, .icarus])) { dut in
        dut.step(2)
        throw TestbenchError("something else")
      }
    } throws: { error in
      Engine.icarus.isAvailable ? error is LockstepDifference : "\(error)" == "something else"
    }
  }

  @Test(.enabled(if: Engine.icarus.isAvailable, "needs Icarus"))
  func registersWithoutResetAreUnknownUntilTheyAreWritten() throws {
    try simulate(Counter(hasReset: false), on: Lockstep([.native, .icarus]), mayBeUnknown: [\.count, \.isZero]) { dut in
      dut.enable = 1
      dut.step(3)
      dut.loads = 1
      dut.load = 250
      dut.step()
      dut.loads = 0
      dut.step(20)
      #expect(dut.count == 14)
    }
  }
}
