import Bitloom
import Components
import Testbench
import Testing

private let write = ClockDomain(clock: "write_clk", reset: .init(name: "write_rst"))
private let read = ClockDomain(
  clock: "read_clk", reset: .init(name: "read_rst", kind: .asynchronous, polarity: .activeLow))

/// Periods of two clocks, and when the second one starts.
struct ClockRatio: CustomTestStringConvertible, Sendable {
  var write: Int
  var read: Int
  var phase: Int

  var testDescription: String { "\(write):\(read) phase \(phase)" }

  /// Equal, in step and out of step; nearly equal; far apart; with edges that coincide now and then.
  static let all = [
    ClockRatio(write: 10, read: 10, phase: 0), ClockRatio(write: 10, read: 10, phase: 5),
    ClockRatio(write: 10, read: 11, phase: 0), ClockRatio(write: 3, read: 10, phase: 1),
    ClockRatio(write: 17, read: 2, phase: 0), ClockRatio(write: 7, read: 5, phase: 3),
  ]

  func schedule(_ first: ClockDomain, _ second: ClockDomain) -> ClockSchedule {
    ClockSchedule([(domain: first, period: write, phase: 0), (domain: second, period: read, phase: phase)])
  }
}

/// Beats go in at random in one domain and come out in another: all of them, in order, each once.
private func check<M: Module>(
  _ module: M, from source: ClockDomain, to destination: ClockDomain, _ ratio: ClockRatio, ticks: Int, seed: UInt64,
  fewestBeats: Int, domain: ClockDomain = .standard, input: KeyPath<M.IO, Stream<Signal>>,
  output: KeyPath<M.IO, Stream<Signal>>
) throws {
  func body(_ dut: Testbench<M>) throws {
    var random = SeededGenerator(seed: seed)
    var sent: [Int] = []
    var received = 0
    var isOffered = false
    var beat = 0
    let into = (dut.port(input.appending(path: \.valid)), dut.port(input.appending(path: \.payload)))
    let (ready, out) = (dut.port(input.appending(path: \.ready)), dut.port(output.appending(path: \.valid)))
    let (payload, take) = (dut.port(output.appending(path: \.payload)), dut.port(output.appending(path: \.ready)))
    for tick in ratio.schedule(source, destination).prefix(ticks) {
      if tick.domains.contains(source), !isOffered {
        beat = Int.random(in: 0..<256, using: &random)
        isOffered = Int.random(in: 0..<4, using: &random) > 0
        into.0.value = isOffered ? 1 : 0
        into.1.value = beat
      }
      if tick.domains.contains(destination) { take.value = Int.random(in: 0..<4, using: &random) > 0 ? 1 : 0 }
      if tick.domains.contains(source), isOffered, ready.value == 1 {
        sent.append(beat)
        isOffered = false
      }
      if tick.domains.contains(destination), out.value == 1, take.value == 1 {
        try #require(received < sent.count, "a beat too many, \(ratio) seed \(seed)")
        try #require(payload.value == sent[received], "beat \(received), \(ratio) seed \(seed)")
        received += 1
      }
      try dut.step(clocks: tick.domains)
    }
    #expect(received >= fewestBeats, "\(ratio) seed \(seed)")
    #expect(sent.count - received <= 20)
  }
  try simulate(module, on: everyEngine(), domain: domain) { try body($0) }
}

@Suite struct ClockCrossingTests {
  @Test(arguments: ClockRatio.all) func asynchronousFifoIsAQueue(_ ratio: ClockRatio) throws {
    for depth in [2, 16] {
      let fifo = AsynchronousFifo(payload: .unsigned(8), depth: depth, write: write, read: read)
      try check(
        fifo, from: write, to: read, ratio, ticks: 4_000, seed: UInt64(depth), fewestBeats: 90, input: \.input,
        output: \.output)
    }
  }

  @Test(arguments: ClockRatio.all) func asynchronousBlocksAreQueues(_ ratio: ClockRatio) throws {
    let fifo = AsynchronousFifo(
      payload: .unsigned(8), depth: 16, write: write, read: read, storage: .block, hasOccupancy: true)
    try check(
      fifo, from: write, to: read, ratio, ticks: 2_000, seed: 77, fewestBeats: 45, input: \.input, output: \.output)
  }

  /// Both counts, while the buffer is filled and emptied, with both clocks at rest between.
  @Test(arguments: [2, 4, 16]) func occupancyIsThatOfEachSide(_ depth: Int) throws {
    let fifo = AsynchronousFifo(payload: .unsigned(8), depth: depth, write: write, read: read, hasOccupancy: true)
    try simulate(fifo, on: everyEngine(), mayBeUnknown: [\.output.payload]) { dut in
      func rest() throws {
        dut.input.valid = 0
        dut.output.ready = 0
        try dut.step(6, clocks: [write, read])
      }
      func expect(_ count: Int) throws {
        try require(dut.writeOccupancy, max(count - 1, 0), "as the writer knows it")
        try require(dut.readOccupancy, count, "as the reader knows it")
      }
      try expect(0)
      for count in 1...depth + 1 {
        dut.input.valid = 1
        dut.input.payload = count
        #expect(dut.input.ready == 1)
        try dut.step(clocks: [write])
        try rest()
        try expect(count)
      }
      #expect(dut.input.ready == 0)
      for count in (0...depth).reversed() {
        dut.output.ready = 1
        try dut.step(clocks: [read])
        try rest()
        try expect(count)
      }
    }
  }

  @Test(arguments: ClockRatio.all) func handshakeTakesBeatsOneByOne(_ ratio: ClockRatio) throws {
    try check(
      HandshakeSynchroniser(payload: .unsigned(8), from: write), from: write, to: read, ratio, ticks: 4_000, seed: 5,
      fewestBeats: 50, domain: read, input: \.input, output: \.output)
  }

  /// Equal clocks, no stalls: a beat a cycle once the first one is through.
  @Test func asynchronousFifoRunsAtFullRate() throws {
    let fifo = AsynchronousFifo(payload: .unsigned(8), depth: 8, write: write, read: read)
    try simulate(fifo) { dut in
      dut.input.valid = 1
      dut.output.ready = 1
      var firstBeat: Int?
      var beats = 0
      for cycle in 0..<100 {
        if dut.output.valid == 1 {
          firstBeat = firstBeat ?? cycle
          beats += 1
        }
        try dut.step(clocks: [write, read])
      }
      #expect(firstBeat == 4)
      #expect(beats == 96)
    }
  }

  @Test(arguments: ClockRatio.all) func pulsesArriveOnceEach(_ ratio: ClockRatio) throws {
    try simulate(PulseSynchroniser(from: write), on: everyEngine(), domain: read) { dut in
      var random = SeededGenerator(seed: 9)
      var (sent, received, last) = (0, 0, -1_000)
      for tick in ratio.schedule(write, read).prefix(3_000) {
        if tick.domains.contains(write) {
          let mayPulse = tick.time - last >= 2 * ratio.read + ratio.write
          dut.pulse = mayPulse && Bool.random(using: &random) ? 1 : 0
          if dut.pulse == 1 {
            sent += 1
            last = tick.time
          }
        }
        if tick.domains.contains(read), dut.synchronised == 1 { received += 1 }
        try dut.step(clocks: tick.domains)
      }
      #expect(sent > 50)
      #expect((sent - 3...sent).contains(received), "\(received) of \(sent)")
    }
  }

  @Test(arguments: 2...4) func levelsArriveAfterTheStages(_ stages: Int) throws {
    func check(_ dut: Testbench<LevelSynchroniser>) {
      #expect(dut.synchronised == 1)
      dut.value = 1
      dut.step(stages)
      dut.value = 0
      for _ in 0..<stages {
        #expect(dut.synchronised == 1)
        dut.step()
      }
      #expect(dut.synchronised == 0)
    }
    try simulate(LevelSynchroniser(stages: stages, resetValue: 1), on: everyEngine()) { check($0) }
  }

  @Test func synchronisersAreMarkedForTheTools() throws {
    let text = try #require(elaborate(LevelSynchroniser()).verilog().first?.text)
    #expect(text.contains("(* ASYNC_REG = \"TRUE\" *) logic stage_0;"))
  }

  @Test func impossibleParametersAreRefused() {
    for (module, sentence) in [
      (AsynchronousFifo(payload: .bit, depth: 6, write: write, read: read), "depth is 6; it must be a power of two"),
      (AsynchronousFifo(payload: .bit, depth: 4, write: write, read: read, stages: 1), "stages is 1; it must be"),
    ] {
      #expect { try elaborate(module) } throws: { "\($0)".contains(sentence) }
    }
  }

  /// Two domains, each with a counter of its own.
  private struct TwoCounters: Module {
    struct IO: Interface {
      @Output var left: Signal = .unsigned(8)
      @Output var right: Signal = .unsigned(8)
    }
    var ports: IO { IO() }
    func build(_ io: IO) {
      for (name, output, domain) in [("left", io.left, write), ("right", io.right, read)] {
        clocked(by: domain) {
          let count = register("\(name)_count", .unsigned(8), reset: 7)
          count <== count &+ 1
          output <== count
        }
      }
    }
  }

  /// One clock alone runs.
  @Test func domainsAreClockedOnTheirOwn() throws {
    try simulate(TwoCounters(), on: everyEngine()) { dut in
      func expect(_ left: Int, _ right: Int) { #expect((dut.left, dut.right) == (left, right)) }
      expect(7, 7)
      try dut.step(3, clocks: [write])
      expect(10, 7)
      try dut.step(2, clocks: [read])
      expect(10, 9)
      dut.step()
      expect(11, 10)
    }
  }

  /// One of two domains alone is reset: the asynchronous reset acts at once, the synchronous one waits for its clock.
  @Test func domainsAreResetOnTheirOwn() throws {
    try simulate(TwoCounters(), on: everyEngine()) { dut in
      func expect(_ left: Int, _ right: Int) { #expect((dut.left, dut.right) == (left, right)) }
      dut.step(4)
      try dut.setReset(true, of: read)
      expect(11, 7)
      try dut.setReset(true, of: write)
      expect(11, 7)
      try dut.step(clocks: [write])
      expect(7, 7)
      try dut.setReset(false, of: read)
      try dut.setReset(false, of: write)
      try dut.step(clocks: [write, read])
      expect(8, 8)
    }
  }

  @Test func clocksThatAreNotThere() throws {
    try simulate(TwoCounters(), on: .native) { dut in
      let wrong: [ClockDomain] = [.standard]
      let error = #expect(throws: TestbenchError.self) { try dut.step(clocks: wrong) }
      let text = "there is no clock 'clk'; 'two_counters' has the clocks 'write_clk', 'read_clk'"
      #expect(error?.description == text)
    }
  }
}
