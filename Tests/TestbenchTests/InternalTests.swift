import Bitloom
import Foundation
import RTL
import Simulation
import Testing

@testable import Testbench

@Suite struct InternalTests {
  private static let opened = ["lane_0.accumulator", "lane_*.phase", "lane_1.product", "lane_0.history", "*.wide"]

  @Test(arguments: Engine.available)
  func wiresAreForced(_ engine: Engine) throws {
    func check(_ dut: Testbench<Lanes>) throws {
      let product = dut.signal("lanes.lane_1.product")
      #expect(product.path == "lane_1.product")
      #expect(product.type == .signed(12))
      dut.x = -7
      #expect(product.value == -21)
      // A wire has its computed value at once.
      product.force(100)
      #expect(product.isForced)
      #expect(product.value == 100)
      product.release()
      #expect(product.value == -21)
      #expect(!product.isForced)
    }
    try simulate(Lanes(), on: engine, internals: Self.opened) { try check($0) }
  }

  /// A register keeps what it was forced to, until it takes another value.
  @Test(arguments: Engine.available)
  func registersAreForced(_ engine: Engine) throws {
    func check(_ dut: Testbench<Lanes>) throws {
      let accumulator = dut.signal("lane_0.accumulator")
      #expect(accumulator.path == "lane_0.accumulator")
      dut.x = -7
      dut.start[0] = 1
      dut.step(3)
      #expect(accumulator.value == -42)
      #expect(dut.peek("lane_0.phase") == 1)
      dut.force("lane_0.accumulator", -1000)
      #expect(accumulator.value == -1000)
      dut.step(2)
      #expect(accumulator.value == -1000)
      dut.release("lane_0.accumulator")
      #expect(accumulator.value == -1000)
      dut.step()
      #expect(accumulator.value == -1021)
    }
    try simulate(Lanes(), on: engine, internals: Self.opened) { try check($0) }
  }

  /// Everything follows the forced state.
  @Test(arguments: Engine.available)
  func statesAreForced(_ engine: Engine) throws {
    func check(_ dut: Testbench<Lanes>) throws {
      dut.x = -7
      dut.start[0] = 1
      let accumulator = dut.signal("lane_0.accumulator")
      dut.signal("lane_0.phase").force(2)
      let phase: [Int] = dut.phases[0].values
      #expect(phase == [2])
      expect(dut.signal("lane_0.phase"), 2)
      dut.step(3)
      expect(accumulator, 0)
      dut.signal("lane_0.phase").release()
      dut.step()
      expect(dut.signal("lane_0.phase"), 0)
    }
    try simulate(Lanes(), on: engine, internals: Self.opened) { try check($0) }
  }

  @Test(arguments: Engine.available)
  func memories(_ engine: Engine) throws {
    func check(_ dut: Testbench<Lanes>) throws {
      let history = dut.memory("lane_0.history")
      #expect(history.depth == 8)
      #expect(history.type == SignalType.signed(12))
      let zeros = [Int](repeating: 0, count: 8)
      #expect(history.values() == zeros)
    }
    try simulate(Lanes(), on: engine, internals: Self.opened) { try check($0) }
  }

  @Test(arguments: Engine.available)
  func wordsOfMemories(_ engine: Engine) throws {
    func check(_ dut: Testbench<Lanes>) throws {
      let history = dut.memory("lane_0.history")
      history[0] = -5
      let sum: Int = dut.sums[0]
      #expect(sum == -5)
      history.load([7, -8, 9], from: 1)
      let words = history.values(count: 4)
      #expect(words == [-5, 7, -8, 9])
    }
    try simulate(Lanes(), on: engine, internals: Self.opened) { try check($0) }
  }

  @Test(arguments: Engine.available)
  func theDesignWritesOverMemories(_ engine: Engine) throws {
    func check(_ dut: Testbench<Lanes>) throws {
      let history = dut.memory("lane_0.history")
      history.load([11, 7, -8, 9], from: 0)
      let sum: Int = dut.sums[0]
      #expect(sum == 11)
      dut.start[0] = 1
      dut.x = 1
      dut.step(4)
      let words: [Int] = history.values(count: 4)
      #expect(words == [0, 3, 6, 9])
    }
    try simulate(Lanes(), on: engine, internals: Self.opened) { try check($0) }
  }

  @Test(arguments: Engine.available)
  func memoriesOfWideWords(_ engine: Engine) throws {
    func check(_ dut: Testbench<Lanes>) {
      let words: [UInt64] = [0x0123_4567_89ab_cdef, 0x2a]
      let pattern = Bits(words: words, width: 70)
      let (first, second) = (dut.memory("lane_0.wide"), dut.memory("lane_1.wide"))
      first[3] = 0
      second.set(pattern, at: 3)
      let seen: LogicBits = dut.bits(\.last)
      #expect(seen == LogicBits(pattern))
      let stored: [LogicBits] = [first.bits(at: 3), second.bits(at: 3)]
      let expected: [LogicBits] = [LogicBits(Bits(zeroOfWidth: 70)), LogicBits(pattern)]
      #expect(stored == expected)
    }
    try simulate(Lanes(), on: engine, internals: Self.opened) { check($0) }
  }

  @Test func filesOfWords() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).hex").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("000 001 fff // three\n@3 7ff 800 0 0 5\n".utf8).write(to: URL(fileURLWithPath: path))
    try simulate(Lanes()) { dut in
      let history = dut.memory("lane_1.history")
      try history.load(file: path)
      let words: [Int] = history.values()
      let expected: [Int] = [0, 1, -1, 2047, -2048, 0, 0, 5]
      #expect(words == expected)
      #expect(throws: TestbenchError.self) { try history.load(file: "/nowhere/words.hex") }
      #expect(throws: TestbenchError.self) { try dut.memory("lane_1.wide").load(file: path) }
    }
  }

  /// Everything within is forced, released and overwritten at random; all engines agree on all of it.
  @Test func theEnginesAgree() throws {
    try simulate(Lanes(), on: Lockstep(), internals: ["*"]) { dut in
      let paths = InternalPath.all(dut.design).filter { $0.hasPrefix("lane_") }
      let signals = paths.filter { !$0.hasSuffix("history") && !$0.hasSuffix("wide") }.map { dut.signal($0) }
      #expect(signals.count == 18)
      for _ in 0..<400 {
        dut.x = Int.random(in: -128...127, using: &dut.random)
        dut.start.values = [Int.random(in: 0...1, using: &dut.random), Int.random(in: 0...1, using: &dut.random)]
        if let signal = signals.randomElement(using: &dut.random) {
          let words = [dut.random.next(), dut.random.next()]
          signal.force(
            Bits(words: words, width: max(signal.type.width, 65)).resized(to: signal.type.width, signed: false))
        }
        for signal in signals where Int.random(in: 0...3, using: &dut.random) == 0 { signal.release() }
        let history = dut.memory("lane_\(Int.random(in: 0...1, using: &dut.random)).history")
        let word = Int.random(in: 0..<8, using: &dut.random)
        if Bool.random(using: &dut.random) { history[word] = Int.random(in: -2048...2047, using: &dut.random) }
        #expect(history[word] >= -2048)
        if Int.random(in: 0...30, using: &dut.random) == 0 { dut.reset() }
        dut.step()
      }
    }
  }

  /// Whatever is open, what is not forced does as before.
  @Test func whatIsOpenDoesAsBefore() throws {
    func values(_ internals: [String], on engine: Engine) throws -> [[Int]] {
      try simulate(Panel(), on: engine, internals: internals) { dut in
        (0..<100).map { _ in
          dut.numbers.values = (0..<3).map { _ in Int.random(in: -8...7, using: &dut.random) }
          dut.colour = [.red, .green, .blue].randomElement(using: &dut.random)
          dut.set(\.wide, Bits(words: [dut.random.next(), 3], width: 70))
          for lane in 0..<2 {
            dut.sources[lane].valid = Int.random(in: 0...1, using: &dut.random)
            dut.sources[lane].payload = Int.random(in: 0...255, using: &dut.random)
            dut.sinks[lane].ready = Int.random(in: 0...1, using: &dut.random)
          }
          dut.step()
          return dut.sinks.values + dut.negated.values + dut.nextColour.values + [dut.sum]
        }
      }
    }
    // In Icarus the payloads of streams are unknown at first.
    for engine in Engine.available {
      let reference = try values([], on: engine)
      #expect(try values(["*"], on: engine) == reference)
    }
  }

  /// The enable of a domain is an input behind the ports of the module, and the ports of what is open come behind that.
  @Test(arguments: Engine.available)
  func domainsWithEnables(_ engine: Engine) throws {
    let domain = ClockDomain(enable: "ce")
    try simulate(Counter(), on: engine, domain: domain, internals: ["value"]) { dut in
      dut.enable = 1
      dut.step(3)
      expect(dut.signal("value"), 3)
      try dut.setEnable(false, of: domain)
      dut.step(3)
      expect(dut.count, 3)
      // A forced register takes the value at every edge, enabled or not.
      dut.force("value", 100)
      dut.step()
      dut.release("value")
      expect(dut.count, 100)
      try dut.setEnable(true, of: domain)
      dut.step(2)
      expect(dut.count, 102)
    }
  }

  @Test func theNativeEngineReadsAllSignals() throws {
    try simulate(Lanes()) { dut in
      dut.start[1] = 1
      dut.x = 5
      dut.step(3)
      #expect(dut.peek("lane_1.accumulator") == 30)
      #expect(dut.peek("x") == 5)
      expect(dut.signal("lane_1.accumulator"), 30)
    }
  }

  @Test func aSignalWithinInAFailure() throws {
    let failures = try FailureCatcher.failures {
      try simulate(Lanes(), internals: ["lane_0.phase", "lane_0.accumulator"]) { dut in
        dut.start[0] = 1
        dut.x = 2
        dut.step(3)
        expect(dut.signal("lane_0.phase"), 0)
      }
    }
    let failure = try #require(failures.first)
    #expect(failure.finding == "'lane_0.phase' is run, expected idle")
    #expect(failure.waveform.contains("> lane_0.phase        ┃ idle ┃ run"), "\(failure)")
    #expect(failure.waveform.contains("  lane_0.accumulator  ┃ 0           ┃ 6    ┃ 12   ┃"), "\(failure)")
    #expect(!failure.waveform.contains("force"), "\(failure)")
  }

  private func message(internals: [String], on engine: Engine = .native, _ body: (Testbench<Lanes>) throws -> Void)
    -> String
  {
    do { try simulate(Lanes(), on: engine, internals: internals, body) } catch { return "\(error)" }
    return "none"
  }

  @Test func mistakes() {
    #expect(
      message(internals: ["lane_0.acumulator", "lane_0.*", "lane_2.*"]) { _ in } == """
        there is no signal or memory 'lane_0.acumulator'; the nearest are 'lane_0.accumulator', 'lane_1.accumulator', \
        'lane_0.history'
        there is no signal or memory 'lane_2.*'; the nearest are 'lane_0.x', 'lane_1.x', 'lane_0.now'
        """)
    let text = message(internals: ["lane_0.accumulator"]) { dut in
      dut.force("lane_0.accumulator", 2048)
      dut.force("lane_1.accumulator", 1)
      dut.force("x", 1)
      dut.force("lane_0.phases", 1)
      #expect(dut.peek("lane_0.stepps") == 0)
      dut.memory("lane_0.history")[8] = 1
      dut.memory("lane_0.history")[0] = 4000
      #expect(dut.memory("lane_0.histori")[0] == 0)
    }
    #expect(
      text == """
        2048 does not fit signal 'lane_0.accumulator', which is signed 12
        'lane_1.accumulator' cannot be forced: name it in 'internals' of the test bench
        'x' is a port and cannot be forced
        there is no signal 'lane_0.phases'; the nearest are 'lane_0.phase', 'lane_1.phase', 'lane_0.last'
        there is no signal 'lane_0.stepps'; the nearest are 'lane_0.steps', 'lane_1.steps', 'lane_0.start'
        memory 'lane_0.history' has 8 words and no word 8
        4000 does not fit memory 'lane_0.history', which is signed 12
        there is no memory 'lane_0.histori'; the nearest are 'lane_0.history', 'lane_1.history', 'lane_0.wide'
        """)
  }

  @Test(.enabled(if: Engine.icarus.isAvailable, "needs Icarus"))
  func whatIsNotOpen() {
    let text = message(internals: [], on: .icarus) { dut in
      #expect(dut.peek("lane_0.accumulator") == 0)
      #expect(dut.memory("lane_0.history")[0] == 0)
    }
    #expect(
      text == """
        'lane_0.accumulator' is not open: name it in 'internals' of the test bench
        memory 'lane_0.history' is not open: name it in 'internals' of the test bench
        """)
  }

  @Test func patterns() {
    #expect(InternalPath.matches("a.b", "a.b"))
    #expect(InternalPath.matches("a.b.c", "*"))
    #expect(InternalPath.matches("array.pe_0_1.sum", "array.pe_*_1.sum"))
    #expect(InternalPath.matches("array.pe_0_1.sum", "*pe*1*sum"))
    #expect(!InternalPath.matches("array.pe_0_1.sum", "array.pe_*_2.sum"))
    #expect(!InternalPath.matches("ab", "ab*b"))
    #expect(!InternalPath.matches("a.b", "a"))
  }
}
