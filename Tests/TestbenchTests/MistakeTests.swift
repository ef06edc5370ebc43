import Bitloom
import Components
import Testbench
import Testing

/// What a test bench did wrong is told at the end, in words.
@Suite struct MistakeTests {
  private func message<M: Module>(_ module: M, _ body: (Testbench<M>) throws -> Void) -> String {
    do {
      try simulate(module, body)
    } catch let error as TestbenchError {
      return error.description
    } catch let error as ExpectationFailure {
      return error.finding
    } catch {
      return "another error: \(error)"
    }
    return "none"
  }

  @Test func valuesThatDoNotFit() {
    let text = message(Panel()) { dut in
      dut.point.x = 32
      dut.point.x = -33
      dut.point.y = -1
      dut.colour.values = [4]
      dut.wide = -1
      dut.set(\.wide, Bits(5, width: 71))
    }
    #expect(
      text == """
        32 does not fit port 'point.x', which is signed 6
        -33 does not fit port 'point.x', which is signed 6
        -1 does not fit port 'point.y', which is unsigned 6
        4 does not fit port 'colour', which is unsigned 2
        -1 does not fit port 'wide', which is unsigned 70
        71'h000000000000000005 does not fit port 'wide', which is unsigned 70
        """)
  }

  @Test func outputsCannotBeSet() {
    let text = message(Panel()) { dut in
      dut.sum = 3
      dut.negated[2] = 1
      dut.nextColour = .red
      dut.set(\.inverted, Bits(0, width: 70))
    }
    #expect(
      text == """
        'sum' is an output and cannot be set to 3
        'negated[2]' is an output and cannot be set to 1
        'nextColour' is an output and cannot be set to 2'h0
        'inverted' is an output and cannot be set to 70'h000000000000000000
        """)
  }

  @Test func portsThatAreNotThere() {
    func setAbsent(_ dut: Testbench<Panel>) {
      dut.bias = 1
      dut.point.weight = 2
      dut.numbers[3] = 4
      #expect(dut.numbers[-1] == 0)
      dut.point.values = [1, 2]
    }
    let text = message(Panel(hasBias: false)) { setAbsent($0) }
    #expect(
      text == """
        a port that its parameter switches off cannot be set to 1
        a port that its parameter switches off cannot be set to 2
        there is no port 3 in an array of 3
        there is no port -1 in an array of 3
        2 numbers were given for 3 ports from 'point.x' on
        """)
  }

  @Test func aMistakeInEveryCycleIsNotToldInEveryLine() {
    let text = message(Counter()) { dut in
      for _ in 0..<1000 {
        dut.load = 256
        dut.step()
      }
    }
    let lines = text.split(separator: "\n")
    #expect(lines.count == 21)
    #expect(lines.first == "256 does not fit port 'load', which is unsigned 8")
    #expect(lines.last == "and 980 more")
  }

  @Test func waitingTooLong() {
    let text = message(Counter()) { dut in
      dut.enable = 1
      try dut.step(atMost: 10) { dut.count == 10 }
      #expect(dut.cycle == 10)
      try dut.step(atMost: 5) { dut.count == 16 }
    }
    #expect(text == "the condition waited for did not hold within 5 cycles")
  }

  @Test func streamsThatDoNotMove() {
    let text = message(StreamFifo(payload: .unsigned(8), depth: 2)) { dut in
      let sender = StreamDriver(dut.input, beats: [[1], [2], [3], [4]])
      try dut.run([sender], [], limit: 20) { sender.isDone }
    }
    #expect(text == "not done within 20 cycles: sent 2 beats, received ")
  }

  @Test func beatsOfTheWrongSize() {
    let text = message(StreamFifo(payload: .unsigned(8), depth: 2)) { dut in
      let sender = StreamDriver(dut.input, beats: [[1, 2]])
      try dut.run([sender], [], limit: 20) { sender.isDone }
    }
    #expect(text == "2 numbers were given for 1 ports from 'input.payload' on")
  }

  @Test func breachesOfTheStreamProtocol() {
    let text = message(StreamFifo(payload: .unsigned(8), depth: 1)) { dut in
      dut.checkProtocol(of: dut.input)
      dut.input.valid = 1
      dut.input.payload = 1
      dut.step()
      dut.input.payload = 2
      dut.step()
      dut.input.payload = 3
      dut.step()
      dut.input.valid = 0
      dut.step()
      dut.input.valid = 1
      dut.step()
      // A reset ends what was offered.
      dut.input.valid = 0
      dut.reset()
      dut.step()
    }
    #expect(
      text == """
        'input.payload' changed in cycle 2 while its beat waited
        'input.valid' fell in cycle 3 before its beat was taken
        """)
  }

  @Test func mistakesInTheDesignAreThrownAtOnce() {
    #expect(throws: DesignError.self) {
      try simulate(StreamFifo(payload: .unsigned(8), depth: 0)) { _ in }
    }
  }
}
