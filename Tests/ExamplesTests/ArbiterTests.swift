import Bitloom
import Components
import Testbench
import Testing

@testable import Examples

/// Asks the requesters in turn, from the one after the last that had the grant.
private struct ArbiterModel {
  let requesters: Int
  var last: Int

  init(requesters: Int) {
    self.requesters = requesters
    last = requesters - 1
  }

  func granted(_ request: Int, urgent: Int) -> Int? {
    let turn = (1...requesters).map { (last + $0) % requesters }
    let asking = turn.filter { request >> $0 & 1 == 1 }
    return asking.first { urgent >> $0 & 1 == 1 } ?? asking.first
  }
}

@Suite struct ArbiterTests {
  /// All requests, urgent or not, after every order of grants.
  @Test(arguments: 1...4)
  func everyRequestAfterEveryGrant(_ requesters: Int) throws {
    try simulate(Arbiter(requesters: requesters)) { dut in
      var model = ArbiterModel(requesters: requesters)
      for last in 0..<requesters {
        for request in 0..<1 << requesters {
          for urgent in 0..<1 << requesters {
            dut.urgent = 0
            dut.request = 1 << last
            dut.advance = 1
            dut.step()
            model.last = last
            (dut.request, dut.urgent, dut.advance) = (request, urgent, 0)
            let expected = model.granted(request, urgent: urgent).map { 1 << $0 } ?? 0
            try require(dut.grant, expected, "the grant of \(request), urgent \(urgent), after \(last)")
            dut.step()
            try require(dut.grant, expected, "the same grant without 'advance'")
          }
        }
      }
    }
  }

  @Test func randomRequestsOnThreeEngines() throws {
    try simulate(Arbiter(), on: threeEngines()) { dut in
      var random = SeededGenerator(seed: 21)
      var model = ArbiterModel(requesters: 8)
      for cycle in 0..<2000 {
        let request = random.number(below: 256) & random.number(below: 256)
        let urgent = random.number(below: 256) & random.number(below: 256)
        let advance = random.chance(0.7)
        (dut.request, dut.urgent, dut.advance) = (request, urgent, advance ? 1 : 0)
        let granted = model.granted(request, urgent: urgent)
        try require(dut.grant, granted.map { 1 << $0 } ?? 0, "seed 21, cycle \(cycle): the grant")
        if advance, let granted { model.last = granted }
        dut.step()
      }
    }
  }

  @Test func equalsTakeTurns() throws {
    func check(_ dut: Testbench<Arbiter>) {
      dut.request = 0b11111
      dut.urgent = 0b01010
      dut.advance = 1
      let urgent = (0..<4).map { _ in
        defer { dut.step() }
        return dut.grant
      }
      #expect(urgent == [0b00010, 0b01000, 0b00010, 0b01000])
      dut.urgent = 0
      let equal = (0..<6).map { _ in
        defer { dut.step() }
        return dut.grant
      }
      #expect(equal == [0b10000, 0b00001, 0b00010, 0b00100, 0b01000, 0b10000])
    }
    try simulate(Arbiter(requesters: 5)) { check($0) }
  }

  /// Every beat arrives once and those of an input in order; nothing changes while it waits.
  @Test(arguments: [1, 2, 3, 5])
  func streamsAreJoined(_ inputs: Int) throws {
    try simulate(Examples.StreamArbiter(payload: .unsigned(16), inputs: inputs), on: nativeAndIcarus()) { dut in
      dut.checkProtocol(of: dut.output)
      var random = SeededGenerator(seed: UInt64(30 + inputs))
      let beats = (0..<inputs).map { input in (0..<100).map { 256 * input + $0 } }
      var senders: [StreamDriver] = []
      for input in 0..<inputs {
        senders.append(
          StreamDriver(
            dut.inputs[input], beats: beats[input].map { [$0] }, pauseProbability: 0.2 * Double(input),
            random: SeededGenerator(seed: UInt64(input))))
      }
      let receiver = StreamMonitor(dut.output, pauseProbability: 0.4)
      try dut.run(senders, [receiver], limit: 5000) {
        dut.urgent = random.number(below: 1 << inputs)
        return receiver.beats.count == 100 * inputs
      }
      for input in 0..<inputs {
        let own = receiver.beats.map { $0[0] }.filter { $0 / 256 == input }
        #expect(own == beats[input])
      }
    }
  }

  @Test func aBeatMovesInEveryCycle() throws {
    func check(_ dut: Testbench<Examples.StreamArbiter<SignalType>>) throws {
      let senders = (0..<3).map { input in
        StreamDriver(dut.inputs[input], beats: (0..<20).map { [16 * input + $0 % 16] })
      }
      let receiver = StreamMonitor(dut.output)
      try dut.run(senders, [receiver], limit: 60) { receiver.beats.count == 60 }
      #expect(receiver.beats.prefix(4) == [[0], [16], [32], [1]])
      #expect(receiver.lastCycle == 59)
    }
    try simulate(Examples.StreamArbiter(payload: .unsigned(8), inputs: 3)) { try check($0) }
  }
}
