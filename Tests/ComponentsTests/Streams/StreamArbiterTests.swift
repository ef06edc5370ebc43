import Bitloom
import Components
import Testbench
import Testing

@Suite struct StreamArbiterTests {
  /// The beats carry the number of their input and a count, so that the outcome tells where each came from.
  @Test(
    arguments: [1, 2, 3, 5], ArbitrationPolicy.allCases)
  func keepsTheOrderOfEachInputOnEveryEngine(_ inputs: Int, _ policy: ArbitrationPolicy) throws {
    let seed = UInt64(70 + inputs)
    let arbiter = StreamArbiter(payload: PairShape(.unsigned(3), .unsigned(20)), inputs: inputs, policy: policy)
    try simulate(arbiter, on: everyEngine()) { dut in
      let traffic = StreamTraffic(dut, seed: seed)
      for input in 0..<inputs {
        var count = 0
        traffic.send(to: dut.inputs[input]) { _ in
          count += 1
          return [input, count]
        }
      }
      traffic.receive(from: dut.output)
      var expected = [ExpectedBeats](repeating: ExpectedBeats(), count: inputs)
      traffic.onReset = { for input in expected.indices { expected[input].removeAll() } }
      traffic.onTake = { input, beat in
        try require(dut.chosen, input, "chosen")
        expected[input].append(beat)
      }
      traffic.onGive = { _, beat in try expected[beat[0]].receive(beat, "\(policy), seed \(seed)") }
      try traffic.run(cycles: 4000)
      for queue in expected {
        #expect(queue.waiting.isEmpty)
        #expect(queue.count > 20)
      }
    }
  }

  /// Who is served while everybody has beats: told by a list that is searched, not by masks.
  @Test(arguments: [2, 3, 4, 7])
  func servesInTurn(_ inputs: Int) throws {
    func check(_ dut: Testbench<StreamArbiter<SignalType>>) {
      var random = SeededGenerator(seed: UInt64(80 + inputs))
      var last = inputs - 1
      var offering = [Bool](repeating: false, count: inputs)
      dut.output.ready = 1
      for _ in 0..<1000 {
        for input in 0..<inputs {
          offering[input] = offering[input] || random.chance(0.4)
          dut.inputs[input].valid = offering[input] ? 1 : 0
        }
        let order = (1...inputs).map { (last + $0) % inputs }
        let next = order.first { offering[$0] }
        #expect(dut.output.valid == (next == nil ? 0 : 1))
        if let next {
          #expect(dut.chosen == next)
          offering[next] = false
          last = next
        }
        dut.step()
      }
    }
    try simulate(StreamArbiter(payload: .unsigned(8), inputs: inputs)) { check($0) }
  }

  @Test func theLowestNumberIsServedFirst() throws {
    func check(_ dut: Testbench<StreamArbiter<SignalType>>) {
      dut.output.ready = 1
      for offered in 0..<8 {
        for input in 0..<3 { dut.inputs[input].valid = offered >> input & 1 }
        #expect(dut.output.valid == (offered == 0 ? 0 : 1))
        if offered > 0 { #expect(dut.chosen == offered.trailingZeroBitCount) }
        dut.step()
      }
    }
    try simulate(StreamArbiter(payload: .unsigned(8), inputs: 3, policy: .fixedPriority)) { check($0) }
  }

  @Test(arguments: ArbitrationPolicy.allCases)
  func aChoiceStaysWhileItsBeatWaits(_ policy: ArbitrationPolicy) throws {
    func check(_ dut: Testbench<StreamArbiter<SignalType>>) throws {
      dut.output.ready = 0
      dut.inputs[2].valid = 1
      dut.inputs[2].payload = 22
      #expect(dut.chosen == 2)
      dut.step()
      dut.inputs[0].valid = 1
      dut.inputs[0].payload = 20
      #expect(dut.chosen == 2)
      #expect(dut.output.payload == 22)
      dut.output.ready = 1
      dut.step()
      #expect(dut.chosen == 0)
      #expect(dut.output.payload == 20)
    }
    try simulate(StreamArbiter(payload: .unsigned(8), inputs: 3, policy: policy)) { try check($0) }
  }

  @Test(arguments: [2, 3, 4], ArbitrationPolicy.allCases)
  func framesAreNotMixedOnEveryEngine(_ inputs: Int, _ policy: ArbitrationPolicy) throws {
    let seed = UInt64(90 + inputs)
    let shape = FrameShape(PairShape(.unsigned(3), .unsigned(20)))
    let arbiter = StreamArbiter(payload: shape, inputs: inputs, policy: policy, holdsFrames: true)
    try simulate(arbiter, on: everyEngine()) { dut in
      let traffic = StreamTraffic(dut, seed: seed)
      for input in 0..<inputs {
        var count = 0
        traffic.send(to: dut.inputs[input]) { random in
          count += 1
          return [input, count, random.chance(0.3) ? 1 : 0]
        }
      }
      traffic.receive(from: dut.output)
      var expected = [ExpectedBeats](repeating: ExpectedBeats(), count: inputs)
      var owner: Int?
      var frames = 0
      traffic.onReset = {
        owner = nil
        for input in expected.indices { expected[input].removeAll() }
      }
      traffic.onTake = { input, beat in expected[input].append(beat) }
      traffic.onGive = { _, beat in
        try require(beat[0], owner ?? beat[0], "the frame's input, \(policy), seed \(seed)")
        try expected[beat[0]].receive(beat, "\(policy), seed \(seed)")
        owner = beat[2] == 1 ? nil : beat[0]
        frames += beat[2]
      }
      try traffic.run(cycles: 4000)
      for queue in expected { #expect(queue.waiting.isEmpty) }
      #expect(frames > 100)
    }
  }

  @Test(arguments: [1, 2, 5], ArbitrationPolicy.allCases)
  func toolsAreSilent(_ inputs: Int, _ policy: ArbitrationPolicy) throws {
    #expect(try lint(StreamArbiter(payload: .unsigned(8), inputs: inputs, policy: policy)) == "")
    let framed = FrameShape(VectorShape(.unsigned(8), count: 2), keepWidth: 2)
    #expect(try lint(StreamArbiter(payload: framed, inputs: inputs, policy: policy, holdsFrames: true)) == "")
  }

  @Test func impossibleParametersAreMistakesOfTheDesign() {
    let empty = StreamArbiter(payload: .unsigned(8), inputs: 0, holdsFrames: true)
    expectProblems(
      of: empty,
      [
        "inputs is 0; it must be from 1 to 4096",
        "holdsFrames is true; the payload must then be a FramedPayload, such as a Frame",
      ])
    #expect(throws: DesignError.self) { try elaborate(empty) }
  }
}
