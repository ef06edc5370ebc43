import Bitloom
import Components
import Testbench
import Testing

@Suite struct StreamForkTests {
  @Test(arguments: [1, 2, 3, 5])
  func everyOutputGetsEveryBeatOnEveryEngine(_ outputs: Int) throws {
    let seed = UInt64(50 + outputs)
    try simulate(StreamFork(payload: .unsigned(16), outputs: outputs), on: everyEngine()) { dut in
      let traffic = StreamTraffic(dut, seed: seed)
      traffic.send(to: dut.input)
      for index in 0..<outputs { traffic.receive(from: dut.outputs[index]) }
      var expected = [ExpectedBeats](repeating: ExpectedBeats(), count: outputs)
      traffic.onReset = { for index in expected.indices { expected[index].removeAll() } }
      // An output may take its copy before the input is taken.
      traffic.onOffer = { _, beat in for index in expected.indices { expected[index].append(beat) } }
      var given = 0
      traffic.onGive = { receiver, beat in
        try expected[receiver].receive(beat, "output \(receiver), seed \(seed)")
        given += 1
      }
      try traffic.run(cycles: 4000)
      #expect(given > 150 * outputs)
      for queue in expected { #expect(queue.waiting.isEmpty) }
    }
  }

  /// Whether the input is ready, and which outputs have a beat.
  private static func state(of dut: Testbench<StreamFork<SignalType>>) -> [Int] {
    let ready = dut.input.ready
    return [ready] + (0..<2).map { dut.outputs[$0].valid }
  }

  @Test func anOutputDoesNotWaitForTheOthers() throws {
    func check(_ dut: Testbench<StreamFork<SignalType>>) {
      dut.input.valid = 1
      dut.input.payload = 7
      dut.outputs[0].ready = 1
      dut.outputs[1].ready = 0
      #expect(Self.state(of: dut) == [0, 1, 1])
      dut.step()
      #expect(Self.state(of: dut) == [0, 0, 1])
      dut.outputs[1].ready = 1
      #expect(Self.state(of: dut) == [1, 0, 1])
      dut.step()
      #expect(Self.state(of: dut) == [1, 1, 1])
    }
    try simulate(StreamFork(payload: .unsigned(8), outputs: 2)) { check($0) }
  }

  @Test func movesABeatInEveryCycle() throws {
    try simulate(StreamFork(payload: .unsigned(8), outputs: 3)) { dut in
      let beats = (0..<100).map { [$0] }
      let sender = StreamDriver(dut.input, beats: beats)
      let receivers = (0..<3).map { StreamMonitor(dut.outputs[$0]) }
      try dut.run([sender], receivers, limit: 100) { receivers[2].beats.count == beats.count }
      for receiver in receivers { #expect(receiver.beats == beats) }
    }
  }

  @Test(arguments: [1, 2, 4])
  func toolsAreSilent(_ outputs: Int) throws {
    #expect(try lint(StreamFork(payload: .unsigned(8), outputs: outputs)) == "")
  }

  @Test(arguments: [0, -1, 4097])
  func anImpossibleNumberOfOutputsIsAMistakeOfTheDesign(_ outputs: Int) {
    expectProblems(
      of: StreamFork(payload: .bit, outputs: outputs),
      [
        "outputs is \(outputs); it must be from 1 to 4096"
      ])
    #expect(throws: DesignError.self) { try elaborate(StreamFork(payload: .bit, outputs: outputs)) }
  }
}

@Suite struct StreamJoinTests {
  @Test(arguments: [61, 62] as [UInt64])
  func pairsBeatsInTheirOrderOnEveryEngine(_ seed: UInt64) throws {
    func check(_ dut: Testbench<StreamJoin<SignalType, SignalType>>) throws {
      let traffic = StreamTraffic(dut, seed: seed, resetProbability: 0)
      traffic.send(to: dut.first)
      traffic.send(to: dut.second)
      traffic.receive(from: dut.output)
      var queues: [[Int]] = [[], []]
      var given = 0
      traffic.onTake = { sender, beat in queues[sender].append(beat[0]) }
      traffic.onGive = { _, beat in
        try require(queues.map(\.count), [1, 1], "beats taken for a pair, seed \(seed)")
        try require(beat, [queues[0].removeFirst(), queues[1].removeFirst()], "pair, seed \(seed)")
        given += 1
      }
      try traffic.run(cycles: 4000)
      // Nothing was taken without its partner.
      #expect(queues == [[], []])
      #expect(given > 500)
    }
    try simulate(StreamJoin(first: .signed(8), second: .unsigned(5)), on: everyEngine()) { try check($0) }
  }

  @Test func toolsAreSilent() throws {
    #expect(try lint(StreamJoin(first: .signed(8), second: PacketShape())) == "")
  }
}
