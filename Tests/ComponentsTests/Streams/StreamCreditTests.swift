import Bitloom
import Components
import Testbench
import Testing

/// A link with registers in both directions between two ends.
private struct CreditPath: Module {
  var credits: Int
  var stages: Int

  struct IO: Interface {
    @Flipped var input: Stream<Signal>
    var output: Stream<Signal>
  }
  var ports: IO { IO(input: Stream(.unsigned(12)), output: Stream(.unsigned(12))) }

  func build(_ io: IO) {
    let sender = Instance("sender", StreamCreditSender(payload: .unsigned(12), credits: credits))
    let receiver = Instance("receiver", StreamCreditReceiver(payload: .unsigned(12), credits: credits))
    sender.input <== io.input
    io.output <== receiver.output
    guard stages > 0 else {
      receiver.link <== sender.link
      return
    }
    var (payload, valid, credit) = (sender.link.payload, sender.link.valid, receiver.link.credit)
    for stage in 0..<stages {
      payload = payload.registered("payload_\(stage)")
      valid = valid.registered("valid_\(stage)", reset: 0)
      credit = credit.registered("credit_\(stage)", reset: 0)
    }
    receiver.link.payload <== payload
    receiver.link.valid <== valid
    sender.link.credit <== credit
  }
}

@Suite struct StreamCreditTests {
  @Test(arguments: [(1, 0), (3, 0), (2, 2), (7, 2), (5, 3)])
  func keepsEveryBeatOnEveryEngine(_ credits: Int, _ stages: Int) throws {
    let seed = UInt64(130 + credits * 8 + stages)
    try simulate(CreditPath(credits: credits, stages: stages), on: everyEngine()) { dut in
      let traffic = StreamTraffic(dut, seed: seed)
      traffic.send(to: dut.input)
      traffic.receive(from: dut.output)
      var expected = ExpectedBeats()
      traffic.onReset = { expected.removeAll() }
      traffic.onTake = { _, beat in
        expected.append(beat)
        if expected.waiting.count > credits { throw GoldenDifference(description: "more beats than credits") }
      }
      traffic.onGive = { _, beat in try expected.receive(beat, "\(credits) credits, seed \(seed)") }
      try traffic.run(cycles: 4000)
      #expect(expected.waiting.isEmpty)
      #expect(expected.count > 200)
    }
  }

  /// `f + r + 3` credits are enough for a beat a cycle, and one fewer is not.
  @Test(arguments: [0, 1, 3])
  func theCreditsOfARoundTripKeepABeatACycleMoving(_ stages: Int) throws {
    #expect(try lastCycle(of: 60, credits: 2 * stages + 3, stages: stages) == 60 + stages)
    #expect(try lastCycle(of: 60, credits: 2 * stages + 2, stages: stages) > 60 + stages)
  }

  private func lastCycle(of count: Int, credits: Int, stages: Int) throws -> Int {
    func moveAll(_ dut: Testbench<CreditPath>) throws -> Int {
      let sender = StreamDriver(dut.input, beats: (0..<count).map { [$0] })
      let receiver = StreamMonitor(dut.output)
      try dut.run([sender], [receiver], limit: 10 * count) { receiver.beats.count == count }
      #expect(receiver.beats == (0..<count).map { [$0] })
      return receiver.lastCycle ?? 0
    }
    return try simulate(CreditPath(credits: credits, stages: stages)) { try moveAll($0) }
  }

  @Test(arguments: [1, 4, 5])
  func toolsAreSilent(_ credits: Int) throws {
    #expect(try lint(CreditPath(credits: credits, stages: 1)) == "")
  }

  @Test func anImpossibleNumberOfCreditsIsAMistakeOfTheDesign() {
    let sentence = "credits is 0; it must be from 1 to 16777216"
    let (sender, receiver) = (
      StreamCreditSender(payload: .bit, credits: 0), StreamCreditReceiver(payload: .bit, credits: 0)
    )
    expectProblems(of: sender, [sentence])
    expectProblems(of: receiver, [sentence])
    #expect(throws: DesignError.self) { try elaborate(sender) }
    #expect(throws: DesignError.self) { try elaborate(receiver) }
  }
}
