import Bitloom
import Components
import Simulation
import Testbench
import Testing

/// What a buffer of beats must do: nothing but a queue.
struct QueueModel {
  let depth: Int
  private(set) var beats: [[Bits]] = []

  init(depth: Int) { self.depth = depth }

  var isReady: Bool { beats.count < depth }
  var isValid: Bool { !beats.isEmpty }

  mutating func clock(takes beat: [Bits]?, gives: Bool) {
    if gives { beats.removeFirst() }
    if let beat { beats.append(beat) }
  }

  mutating func reset() { beats = [] }
}

@Suite struct StreamFifoTests {
  /// 10,000 cycles of random traffic, with resets within: every output of every engine in every cycle.
  private func check<S: Shape>(_ fifo: StreamFifo<S>, seed: UInt64, cycles: Int = 10_000) throws {
    try simulate(fifo, on: everyEngine()) { dut in
      dut.checkProtocol(of: dut.input)
      dut.checkProtocol(of: dut.output)
      var stimulus = StreamStimulus(input: dut.input, output: dut.output, seed: seed)
      var model = QueueModel(depth: fifo.depth)
      let payload = dut.output.payload.allPorts
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
        try require(dut.occupancy, model.beats.count, "\(place) occupancy")
        if let oldest = model.beats.first {
          try require(payload.map(\.bits), oldest.map { LogicBits($0) }, "\(place) payload")
        }
        let gives = model.isValid && dut.output.ready == 1
        model.clock(takes: stimulus.isTaken() ? stimulus.beat : nil, gives: gives)
        dut.step()
      }
    }
  }

  @Test(arguments: [1, 2, 3, 5, 16])
  func isAQueueOnEveryEngine(_ depth: Int) throws {
    try check(StreamFifo(payload: .unsigned(8), depth: depth), seed: UInt64(depth))
  }

  @Test func carriesBundles() throws {
    try check(StreamFifo(payload: PacketShape(), depth: 3), seed: 21, cycles: 4000)
  }

  @Test(arguments: [1, 64, 65, 130])
  func carriesNumbersOfAnyWidth(_ width: Int) throws {
    try check(StreamFifo(payload: SignalType.signed(width), depth: 2), seed: UInt64(100 + width), cycles: 2500)
  }

  @Test(arguments: [2, 3, 16])
  func movesABeatInEveryCycle(_ depth: Int) throws {
    func check(_ dut: Testbench<StreamFifo<SignalType>>) throws {
      let beats: [[Int]] = (0..<200).map { [$0] }
      let sender = StreamDriver(dut.input, beats: beats)
      let receiver = StreamMonitor(dut.output)
      // One cycle of latency, then a beat in each.
      try dut.run([sender], [receiver], limit: 201) { receiver.beats.count == beats.count }
      #expect(receiver.beats == beats)
      #expect(sender.firstCycle == 0)
      #expect(receiver.lastCycle == 200)
    }
    try simulate(StreamFifo(payload: .unsigned(16), depth: depth)) { try check($0) }
  }

  @Test func aSinglePlaceMovesABeatInEverySecondCycle() throws {
    try simulate(StreamFifo(payload: .unsigned(8), depth: 1)) { dut in
      let sender = StreamDriver(dut.input, beats: (0..<20).map { [$0] })
      let receiver = StreamMonitor(dut.output)
      try dut.run([sender], [receiver], limit: 100) { receiver.beats.count == 20 }
      #expect(receiver.lastCycle == 39)
    }
  }

  @Test(arguments: [1, 2, 5])
  func holdsAsManyBeatsAsItsDepth(_ depth: Int) throws {
    func check(_ dut: Testbench<StreamFifo<SignalType>>) throws {
      dut.input.valid = 1
      for count in 0..<depth {
        #expect(dut.occupancy == count)
        #expect(dut.input.ready == 1)
        dut.input.payload = count
        dut.step()
      }
      dut.input.payload = 99
      for _ in 0..<3 {
        #expect(dut.occupancy == depth)
        #expect(dut.input.ready == 0)
        dut.step()
      }
      dut.input.valid = 0
      dut.output.ready = 1
      for count in 0..<depth {
        let payload = dut.output.payload
        #expect(payload == count)
        dut.step()
      }
      #expect(dut.output.valid == 0)
    }
    try simulate(StreamFifo(payload: .unsigned(8), depth: depth)) { try check($0) }
  }

  /// `ready` and `valid` come from the count alone.
  @Test func noPathLeadsFromOneSideToTheOther() throws {
    try simulate(StreamFifo(payload: .unsigned(4), depth: 2)) { dut in
      var random = SeededGenerator(seed: 5)
      for _ in 0..<500 {
        var answers: Set<[Int]> = []
        for (valid, ready) in [(0, 0), (0, 1), (1, 1), (1, 0)] {
          dut.input.valid = valid
          dut.output.ready = ready
          dut.input.payload = Int.random(in: 0..<16, using: &random)
          answers.insert([dut.input.ready, dut.output.valid, dut.occupancy])
        }
        #expect(answers.count == 1)
        dut.input.valid = Int.random(in: 0...1, using: &random)
        dut.output.ready = Int.random(in: 0...1, using: &random)
        dut.step()
      }
    }
  }

  @Test(arguments: [0, -1])
  func anImpossibleDepthIsAMistakeOfTheDesign(_ depth: Int) {
    #expect(throws: DesignError.self) { try elaborate(StreamFifo(payload: .unsigned(8), depth: depth)) }
  }

  @Test func waveform() throws {
    let wave = try simulate(StreamFifo(payload: .unsigned(8), depth: 2)) { dut in
      let wave = dut.record(\.input, \.output, \.occupancy)
      for (value, ready) in [(65, 0), (66, 0), (67, 0), (67, 1), (nil, 1), (nil, 1), (nil, 1)] as [(Int?, Int)] {
        dut.input.valid = value == nil ? 0 : 1
        if let value { dut.input.payload = value }
        dut.output.ready = ready
        dut.step()
      }
      return wave
    }
    #expect(
      wave.description == """
        cycle           0    1    2    3    4    5    6
        input.payload   ┃ 65 ┃ 66 ┃ 67                     ┃
        input.valid     ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁
        input.ready     ▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔▔▔▔
        output.payload  ┃ 0  ┃ 65           ┃ 66 ┃ 65      ┃
        output.valid    ▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁
        output.ready    ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
        occupancy       ┃ 0  ┃ 1  ┃ 2       ┃ 1  ┃ 0       ┃

        """)
  }
}
