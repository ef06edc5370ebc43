import Bitloom
import Components
import Testbench
import Testing

@Suite struct StreamDemultiplexerTests {
  @Test(arguments: [1, 2, 3, 4, 5])
  func eachBeatGoesWhereItIsSentOnEveryEngine(_ outputs: Int) throws {
    let seed = UInt64(110 + outputs)
    try simulate(StreamDemultiplexer(payload: .unsigned(16), outputs: outputs), on: everyEngine()) { dut in
      let limit = 1 << dut.port(\.select).type.width
      let traffic = StreamTraffic(dut, seed: seed, resetProbability: 0)
      dut.select = 0
      traffic.send(to: dut.input) { random in
        dut.select = Int.random(in: 0..<limit, using: &random)
        return [Int.random(in: 0..<65536, using: &random)]
      }
      for output in 0..<outputs { traffic.receive(from: dut.outputs[output]) }
      var expected = [ExpectedBeats](repeating: ExpectedBeats(), count: outputs)
      var dropped = 0
      traffic.onTake = { _, beat in
        if dut.select < outputs { expected[dut.select].append(beat) } else { dropped += 1 }
      }
      traffic.onGive = { output, beat in try expected[output].receive(beat, "output \(output), seed \(seed)") }
      try traffic.run(cycles: 4000)
      for queue in expected {
        #expect(queue.waiting.isEmpty)
        #expect(queue.count > 40)
      }
      #expect((dropped > 40) == (limit > outputs))
    }
  }

  @Test func aBeatForNobodyIsTakenAtOnce() throws {
    func check(_ dut: Testbench<StreamDemultiplexer<SignalType>>) throws {
      for output in 0..<3 { dut.outputs[output].ready = 0 }
      dut.input.valid = 1
      for select in 0..<4 {
        dut.select = select
        let isTaken = dut.input.ready
        #expect(isTaken == (select == 3 ? 1 : 0))
        for output in 0..<3 {
          let isValid = dut.outputs[output].valid
          #expect(isValid == (output == select ? 1 : 0))
        }
      }
    }
    try simulate(StreamDemultiplexer(payload: .unsigned(8), outputs: 3)) { try check($0) }
  }

  @Test(arguments: [1, 3, 4])
  func toolsAreSilent(_ outputs: Int) throws {
    #expect(try lint(StreamDemultiplexer(payload: .unsigned(8), outputs: outputs)) == "")
  }

  @Test func anImpossibleNumberOfOutputsIsAMistakeOfTheDesign() {
    let module = StreamDemultiplexer(payload: .bit, outputs: 0)
    expectProblems(of: module, ["outputs is 0; it must be from 1 to 4096"])
    #expect(throws: DesignError.self) { try elaborate(module) }
  }
}
