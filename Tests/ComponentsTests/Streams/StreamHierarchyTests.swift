import Bitloom
import Components
import Testbench
import Testing

/// Components one behind the other, as their pages show them: copies of each beat go different ways and meet again, then even and
/// odd numbers part and are joined again, each odd one plus 1.
private struct Ways: Module {
  struct IO: Interface {
    @Flipped var input: Stream<Signal>
    var sums: Stream<Signal>
    var merged: Stream<Signal>
  }
  var ports: IO { IO(input: Stream(.unsigned(8)), sums: Stream(.unsigned(9)), merged: Stream(.unsigned(9))) }

  func build(_ io: IO) {
    let copies = Instance("copies", StreamFork(payload: .unsigned(8), outputs: 3))
    copies.input <== io.input

    let slice = Instance("slice", StreamRegisterSlice(payload: .unsigned(8), kind: .forward))
    let pairs = Instance("pairs", StreamJoin(first: .unsigned(8), second: .unsigned(8)))
    slice.input <== copies.outputs[0]
    pairs.first <== slice.output
    pairs.second <== copies.outputs[1]
    io.sums <== pairs.output.map("total") { $0.first + $0.second }

    let demultiplexer = Instance("demultiplexer", StreamDemultiplexer(payload: .unsigned(8), outputs: 2))
    let arbiter = Instance("arbiter", StreamArbiter(payload: .unsigned(9), inputs: 2))
    demultiplexer.input <== copies.outputs[2]
    demultiplexer.select <== copies.outputs[2].payload[0]
    arbiter.inputs[0] <== demultiplexer.outputs[0].map("even") { $0.extended(to: 9) }
    arbiter.inputs[1] <== demultiplexer.outputs[1].map("odd") { $0 + 1 }
    io.merged <== arbiter.output
  }
}

@Suite struct StreamHierarchyTests {
  @Test(arguments: [141, 142] as [UInt64])
  func componentsFitTogetherOnEveryEngine(_ seed: UInt64) throws {
    try simulate(Ways(), on: everyEngine()) { dut in
      let traffic = StreamTraffic(dut, seed: seed)
      traffic.send(to: dut.input)
      traffic.receive(from: dut.sums)
      traffic.receive(from: dut.merged)
      var expected = [ExpectedBeats](repeating: ExpectedBeats(), count: 2)
      traffic.onReset = { for index in expected.indices { expected[index].removeAll() } }
      traffic.onOffer = { _, beat in
        let number = beat[0]
        expected[0].append([2 * number])
        expected[1].append([number % 2 == 0 ? number : number + 1])
      }
      traffic.onGive = { receiver, beat in try expected[receiver].receive(beat, "stream \(receiver), seed \(seed)") }
      try traffic.run(cycles: 4000)
      for queue in expected {
        #expect(queue.waiting.isEmpty)
        #expect(queue.count > 300)
      }
    }
  }

  @Test func toolsAreSilent() throws {
    #expect(try lint(Ways()) == "")
  }
}
