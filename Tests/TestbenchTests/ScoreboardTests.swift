import Bitloom
import Components
import RTL
import Testing

@testable import Testbench

@Suite struct ScoreboardTests {
  private func findings(_ body: (Testbench<StreamFifo<SignalType>>) throws -> Void) throws -> [String] {
    let failures = try FailureCatcher.failures {
      try simulate(StreamFifo(payload: .unsigned(8), depth: 4), body)
    }
    return failures.map(\.finding)
  }

  @Test(arguments: Engine.available)
  func driversMonitorsAndAGoldenModel(_ engine: Engine) throws {
    func check(_ dut: Testbench<StreamFifo<SignalType>>) throws {
      let beats = (0..<100).map { _ in [Int.random(in: 0...255, using: &dut.random)] }
      let sender = StreamDriver(dut.input, beats: beats, pauseProbability: 0.4)
      let receiver = StreamMonitor(dut.output, pauseProbability: 0.5)
      let board = dut.scoreboard("beats", of: dut.output)
      dut.onTransfer(of: dut.input) { board.expect($0) }
      dut.onTransfer(of: dut.output) { board.receive($0) }
      try dut.run([sender], [receiver], limit: 2000) { board.matchedCount == 100 }
      #expect(receiver.beats == beats)
      #expect(board.isComplete)
      #expect(board.receivedCount == 100)
      #expect(dut.cycle > 150)
    }
    try simulate(StreamFifo(payload: .unsigned(8), depth: 4), on: engine) { try check($0) }
  }

  @Test func itemsThatDiffer() throws {
    let failures = try FailureCatcher.failures {
      try simulate(StreamFifo(payload: .unsigned(8), depth: 4)) { dut in
        let board = dut.scoreboard("beats", of: dut.output)
        for item in [[1], [7], [3], [4], [5]] { board.expect(item) }
        dut.onTransfer(of: dut.output) { board.receive($0) }
        let sender = StreamDriver(dut.input, beats: [[1], [2], [3]])
        let receiver = StreamMonitor(dut.output)
        try dut.run([sender], [receiver], limit: 20) { receiver.beats.count == 3 }
        #expect(board.missing == [[4], [5]])
      }
    }
    #expect(
      failures.map(\.finding) == [
        "scoreboard 'beats': item 1 is [2], expected [7]",
        "scoreboard 'beats': 2 items were expected and have not come: the first one is [4]",
      ])
    let first = try #require(failures.first)
    #expect(first.context == "in cycle 2 after the reset of stream_fifo_u8_4, native engine", "\(first)")
    #expect(first.waveform.contains("> output.payload  ┃"), "\(first)")
    #expect(first.place.fileID == "TestbenchTests/ScoreboardTests.swift")
  }

  @Test func itemsInAnyOrder() throws {
    let texts = try findings { dut in
      let board = dut.scoreboard("answers", of: dut.output, by: { $0[0] % 2 })
      for item in [[10], [11], [12], [13]] { board.expect(item) }
      for item in [[11], [13], [10], [14], [15]] { board.receive(item) }
      #expect(board.matchedCount == 3)
      let words = dut.scoreboard("words", of: String.self)
      words.expect("a")
      words.receive("b")
      words.receive("c")
      words.expect("d")
    }
    #expect(
      texts == [
        "scoreboard 'answers': item 3 of key 0 is [14], expected [12]",
        "scoreboard 'answers': item 4 of key 1 is [15], and nothing more is expected of it",
        "scoreboard 'words': item 0 is b, expected a",
        "scoreboard 'words': item 1 is c, and nothing more is expected",
        "scoreboard 'words': 1 item was expected and has not come: d",
      ])
  }

  @Test func waiting() throws {
    func check(_ dut: Testbench<Counter>) throws {
      dut.enable = 1
      let first = try dut.waitUntil(\.count, is: 7, timeout: 10)
      let second = try dut.waitUntil(\.count, is: 7, timeout: 0)
      let third = try dut.waitUntil("it wraps", timeout: 300) { dut.isZero == 1 }
      #expect([first, second, third] == [7, 0, 249])
      dut.enable = 0
      #expect(dut.cycle == 256)
    }
    try simulate(Counter()) { try check($0) }
  }

  @Test func waitingTooLong() throws {
    let failure = try #require(throws: ExpectationFailure.self) {
      try simulate(Counter()) { dut in
        dut.step(2)
        try dut.waitUntil(\.isZero, is: 0, timeout: 3)
      }
    }
    #expect(failure.finding == "'isZero' did not become 0 within 3 cycles: it is 1")
    #expect(failure.context == "in cycle 5 after the reset of counter_8_has_reset, native engine")
    #expect(failure.waveform.contains("> isZero  ▔"), "\(failure)")
    #expect(failure.waveform.hasPrefix("  cycle   0   1   2   3   4   5\n"), "\(failure)")
    let other = try #require(throws: ExpectationFailure.self) {
      try simulate(Counter()) { dut in try dut.waitUntil("never", timeout: 1) { false } }
    }
    #expect(other.finding == "'never' did not come true within 1 cycle")
  }
}
