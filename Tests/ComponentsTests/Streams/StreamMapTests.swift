import Bitloom
import Components
import Testbench
import Testing

/// Three times each number, the odd ones alone, and both.
private struct Numbers: Module {
  struct IO: Interface {
    @Flipped var first: Stream<Signal>
    @Flipped var second: Stream<Signal>
    @Flipped var third: Stream<Signal>
    var scaled: Stream<Signal>
    var odd: Stream<Signal>
    var pairs: Stream<Pair<Signal, Signal>>
  }
  var ports: IO {
    IO(
      first: Stream(.unsigned(8)), second: Stream(.signed(8)), third: Stream(.unsigned(8)),
      scaled: Stream(.unsigned(10)), odd: Stream(.signed(8)),
      pairs: Stream(of: PairShape(.unsigned(8), .unsigned(9))))
  }

  func build(_ io: IO) {
    io.scaled <== io.first.map("tripled") { $0 * 3 }
    io.odd <== io.second.filter("odds") { $0[0] }
    io.pairs <== io.third.filter("low") { $0 < 128 }.map("pair") { Pair(first: $0, second: $0 + 1) }
  }
}

@Suite struct StreamMapTests {
  @Test(arguments: [41, 42] as [UInt64])
  func nothingIsLostOnEveryEngine(_ seed: UInt64) throws {
    try simulate(Numbers(), on: everyEngine()) { dut in
      let traffic = StreamTraffic(dut, seed: seed, resetProbability: 0)
      traffic.send(to: dut.first)
      traffic.send(to: dut.second)
      traffic.send(to: dut.third)
      traffic.receive(from: dut.scaled)
      traffic.receive(from: dut.odd)
      traffic.receive(from: dut.pairs)
      var expected = [ExpectedBeats](repeating: ExpectedBeats(), count: 3)
      traffic.onTake = { sender, beat in
        let number = beat[0]
        switch sender {
        case 0: expected[0].append([3 * number])
        case 1: if number % 2 != 0 { expected[1].append([number]) }
        default: if number < 128 { expected[2].append([number, number + 1]) }
        }
      }
      // Without registers what goes in comes out in the same cycle.
      traffic.onGive = { receiver, beat in try expected[receiver].receive(beat, "stream \(receiver), seed \(seed)") }
      try traffic.run(cycles: 3000)
      for queue in expected {
        #expect(queue.waiting.isEmpty)
        #expect(queue.count > 300)
      }
    }
  }

  @Test func aBeatThatIsFilteredOutIsTakenAtOnce() throws {
    func check(_ dut: Testbench<Numbers>) throws {
      dut.odd.ready = 0
      dut.second.valid = 1
      dut.second.payload = 4
      #expect(dut.second.ready == 1)
      #expect(dut.odd.valid == 0)
      dut.second.payload = 5
      #expect(dut.second.ready == 0)
      #expect(dut.odd.valid == 1)
      dut.second.valid = 0
      #expect(dut.odd.valid == 0)
    }
    try simulate(Numbers()) { try check($0) }
  }

  @Test func toolsAreSilent() throws {
    #expect(try lint(Numbers()) == "")
  }

  @Test func verilog() throws {
    let text = try elaborate(Numbers()).verilog(.systemVerilog).map(\.text).joined()
    #expect(text.contains("assign scaled_payload = first_payload * 10'd3;"), "\(text)")
    #expect(text.contains("assign second_ready = odds_ready | (second_valid & !odds_passes);"), "\(text)")
  }

  @Test func aConditionOfSeveralBitsIsOneMistake() {
    struct Wide: Module {
      struct IO: Interface {
        @Flipped var input: Stream<Signal>
        var output: Stream<Signal>
      }
      var ports: IO { IO(input: Stream(.unsigned(8)), output: Stream(.unsigned(8))) }
      func build(_ io: IO) { io.output <== io.input.filter("some") { $0 } }
    }
    do {
      _ = try elaborate(Wide())
      Issue.record("no mistake is found")
    } catch {
      let text = "\(error)"
      #expect(text.contains("'some_passes' has 1 bit, the value has 8"), "\(text)")
      #expect(text.components(separatedBy: "error[").count == 2, "\(text)")
    }
  }
}
