import Bitloom
import Components
import Testbench
import Testing

@Suite struct RegisterSliceKindTests {
  @Test(arguments: RegisterSliceKind.allCases, [121, 122] as [UInt64])
  func keepsEveryBeatOnEveryEngine(_ kind: RegisterSliceKind, _ seed: UInt64) throws {
    try simulate(StreamRegisterSlice(payload: .signed(12), kind: kind), on: everyEngine()) { dut in
      let traffic = StreamTraffic(dut, seed: seed)
      traffic.send(to: dut.input)
      traffic.receive(from: dut.output)
      var expected = ExpectedBeats()
      traffic.onReset = { expected.removeAll() }
      traffic.onTake = { _, beat in expected.append(beat) }
      traffic.onGive = { _, beat in
        try expected.receive(beat, "\(kind), seed \(seed)")
      }
      try traffic.run(cycles: 4000)
      #expect(expected.waiting.isEmpty)
      #expect(expected.count > 800)
    }
  }

  /// The cycle in which the last of 100 beats comes out, counted from that of the first one at the input.
  @Test(arguments: [(RegisterSliceKind.full, 100), (.forward, 100), (.backward, 99)])
  func movesABeatInEveryCycle(_ kind: RegisterSliceKind, _ lastCycle: Int) throws {
    func check(_ dut: Testbench<StreamRegisterSlice<SignalType>>) throws {
      let beats = (0..<100).map { [$0] }
      let sender = StreamDriver(dut.input, beats: beats)
      let receiver = StreamMonitor(dut.output)
      try dut.run([sender], [receiver], limit: 101) { receiver.beats.count == beats.count }
      #expect(receiver.beats == beats)
      #expect(receiver.lastCycle == lastCycle)
    }
    try simulate(StreamRegisterSlice(payload: .unsigned(8), kind: kind)) { try check($0) }
  }

  /// What an output depends on within a cycle, tried in random states.
  @Test(arguments: RegisterSliceKind.allCases)
  func thePathsThatAreCut(_ kind: RegisterSliceKind) throws {
    try simulate(StreamRegisterSlice(payload: .unsigned(4), kind: kind)) { dut in
      var random = SeededGenerator(seed: 7)
      var (readyFollows, outputFollows) = (false, false)
      for _ in 0..<500 {
        // The input's side changes, then the output's.
        dut.output.ready = Int.random(in: 0...1, using: &random)
        var answers: Set<[Int]> = []
        for (valid, payload) in [(0, 3), (1, 3), (1, 12)] {
          (dut.input.valid, dut.input.payload) = (valid, payload)
          answers.insert([dut.output.valid, dut.output.payload])
        }
        if answers.count > 1 { outputFollows = true }
        var readiness: Set<Int> = []
        for ready in 0...1 {
          dut.output.ready = ready
          readiness.insert(dut.input.ready)
        }
        if readiness.count > 1 { readyFollows = true }
        dut.input.valid = Int.random(in: 0...1, using: &random)
        dut.output.ready = Int.random(in: 0...1, using: &random)
        dut.step()
      }
      #expect(readyFollows == (kind == .forward))
      #expect(outputFollows == (kind == .backward))
    }
  }

  @Test func onlyAChosenKindIsToldInNames() {
    #expect(StreamRegisterSlice(payload: .unsigned(8)).moduleName == "stream_register_slice_u8")
    #expect(StreamRegisterSlice(payload: .unsigned(8), kind: .forward).moduleName == "stream_register_slice_u8_forward")
    #expect(
      StreamRegisterSlice(payload: .unsigned(8), kind: .backward).moduleName == "stream_register_slice_u8_backward")
  }

  @Test(arguments: RegisterSliceKind.allCases)
  func toolsAreSilent(_ kind: RegisterSliceKind) throws {
    #expect(try lint(StreamRegisterSlice(payload: .unsigned(8), kind: kind)) == "")
    #expect(try lint(StreamRegisterSlice(payload: PacketShape(), kind: kind)) == "")
  }
}
