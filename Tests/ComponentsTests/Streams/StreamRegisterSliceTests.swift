import Bitloom
import Components
import Simulation
import Testbench
import Testing

@Suite struct StreamRegisterSliceTests {
  /// A slice is a queue of two beats that is ready while its second place is free.
  private func check<S: Shape>(_ payload: S, seed: UInt64, cycles: Int) throws {
    try simulate(StreamRegisterSlice(payload: payload), on: everyEngine()) { dut in
      dut.checkProtocol(of: dut.input)
      dut.checkProtocol(of: dut.output)
      var stimulus = StreamStimulus(input: dut.input, output: dut.output, seed: seed)
      var model = QueueModel(depth: 2)
      let ports = dut.output.payload.allPorts
      for cycle in 0..<cycles {
        if stimulus.resetsNow(probability: 0.001) {
          stimulus.reset()
          model.reset()
          dut.reset()
        }
        stimulus.drive()
        let place = "in cycle \(cycle), seed \(seed):"
        try require(dut.input.ready == 1, model.isReady, "\(place) ready")
        try require(dut.output.valid == 1, model.isValid, "\(place) valid")
        if let oldest = model.beats.first {
          try require(ports.map(\.bits), oldest.map { LogicBits($0) }, "\(place) payload")
        }
        let gives = model.isValid && dut.output.ready == 1
        model.clock(takes: stimulus.isTaken() ? stimulus.beat : nil, gives: gives)
        dut.step()
      }
    }
  }

  @Test func keepsEveryBeatOnEveryEngine() throws {
    try check(SignalType.unsigned(8), seed: 31, cycles: 10_000)
  }

  @Test func carriesBundles() throws {
    try check(PacketShape(tagWidth: 129), seed: 32, cycles: 4000)
  }

  @Test func carriesABit() throws {
    try check(SignalType.bit, seed: 33, cycles: 2500)
  }

  @Test func movesABeatInEveryCycle() throws {
    func check(_ dut: Testbench<StreamRegisterSlice<SignalType>>) throws {
      let beats: [[Int]] = (0..<200).map { [$0] }
      let sender = StreamDriver(dut.input, beats: beats)
      let receiver = StreamMonitor(dut.output)
      try dut.run([sender], [receiver], limit: 201) { receiver.beats.count == beats.count }
      #expect(receiver.beats == beats)
      #expect(receiver.lastCycle == 200)
    }
    try simulate(StreamRegisterSlice(payload: .unsigned(16))) { try check($0) }
  }

  /// What one side does changes no output within the same cycle.
  @Test func noPathLeadsThroughInOneCycle() throws {
    try simulate(StreamRegisterSlice(payload: .unsigned(4))) { dut in
      var random = SeededGenerator(seed: 6)
      for _ in 0..<500 {
        var answers: Set<[Int]> = []
        for (valid, ready) in [(0, 0), (0, 1), (1, 1), (1, 0)] {
          dut.input.valid = valid
          dut.output.ready = ready
          dut.input.payload = Int.random(in: 0..<16, using: &random)
          answers.insert([dut.input.ready, dut.output.valid, dut.output.payload])
        }
        #expect(answers.count == 1)
        dut.input.valid = Int.random(in: 0...1, using: &random)
        dut.output.ready = Int.random(in: 0...1, using: &random)
        dut.step()
      }
    }
  }
}
