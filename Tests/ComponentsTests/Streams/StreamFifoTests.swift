import Bitloom
import Components
import Simulation
import Testbench
import Testing

/// What a buffer of beats must do: nothing but a queue.
struct QueueModel {
  let depth: Int
  /// Whether the oldest beat comes to the output at an edge of its own.
  var fetches = false
  private var isFetched = false
  private(set) var beats: [[Bits]] = []

  init(depth: Int, fetches: Bool = false) {
    self.depth = depth
    self.fetches = fetches
  }

  var isReady: Bool { beats.count < depth }
  var isValid: Bool { fetches ? isFetched : !beats.isEmpty }

  mutating func clock(takes beat: [Bits]?, gives: Bool) {
    let stays = isFetched && !gives
    isFetched = stays || beats.count > (isFetched ? 1 : 0)
    if gives { beats.removeFirst() }
    if let beat { beats.append(beat) }
  }

  mutating func reset() {
    beats = []
    isFetched = false
  }
}

@Suite struct StreamFifoTests {
  /// 10,000 cycles of random traffic, with resets within: every output of every engine in every cycle.
  private func check<S: Shape>(_ fifo: StreamFifo<S>, seed: UInt64, cycles: Int = 10_000) throws {
    try simulate(fifo, on: everyEngine(), mayBeUnknown: [\.output.payload]) { dut in
      dut.checkProtocol(of: dut.input)
      dut.checkProtocol(of: dut.output)
      var stimulus = StreamStimulus(input: dut.input, output: dut.output, seed: seed)
      var model = QueueModel(depth: fifo.depth, fetches: fifo.storage == .block)
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
        if let threshold = fifo.almostFull {
          try require(dut.almostFull == 1, model.beats.count >= threshold, "\(place) almost full")
        }
        if let threshold = fifo.almostEmpty {
          try require(dut.almostEmpty == 1, model.beats.count <= threshold, "\(place) almost empty")
        }
        if model.isValid, let oldest = model.beats.first {
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

  @Test(arguments: [1, 2, 3, 6], [MemoryStorage.block, .registers])
  func isAQueueInEveryStorage(_ depth: Int, _ storage: MemoryStorage) throws {
    try check(
      StreamFifo(payload: .unsigned(8), depth: depth, storage: storage), seed: UInt64(30 + depth), cycles: 5000)
  }

  @Test(arguments: [(7, 1, 0), (7, 7, 6), (4, 3, 1), (1, 1, 0)], [MemoryStorage.block, .distributed])
  func thresholdsAreThoseOfTheOccupancy(_ form: (Int, Int, Int), _ storage: MemoryStorage) throws {
    let (depth, full, empty) = form
    let fifo = StreamFifo(
      payload: .unsigned(8), depth: depth, storage: storage, almostFull: full, almostEmpty: empty)
    try check(fifo, seed: UInt64(40 + depth), cycles: 2500)
  }

  @Test(arguments: [MemoryStorage.block, .distributed])
  func carriesBundles(_ storage: MemoryStorage) throws {
    try check(StreamFifo(payload: PacketShape(), depth: 3, storage: storage), seed: 21, cycles: 4000)
  }

  @Test(arguments: [1, 64, 65, 130])
  func carriesNumbersOfAnyWidth(_ width: Int) throws {
    try check(StreamFifo(payload: SignalType.signed(width), depth: 2), seed: UInt64(100 + width), cycles: 2500)
  }

  @Test(arguments: [3, 4, 16])
  func aBlockMovesABeatInEveryCycle(_ depth: Int) throws {
    try simulate(StreamFifo(payload: .unsigned(16), depth: depth, storage: .block)) { dut in
      let beats: [[Int]] = (0..<200).map { [$0] }
      let sender = StreamDriver(dut.input, beats: beats)
      let receiver = StreamMonitor(dut.output)
      // Two cycles of latency, then a beat in each.
      try dut.run([sender], [receiver], limit: 202) { receiver.beats.count == beats.count }
      #expect(receiver.beats == beats)
      #expect(receiver.lastCycle == 201)
    }
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

  @Test func impossibleThresholdsAreMistakesOfTheDesign() {
    let fifo = StreamFifo(payload: .unsigned(8), depth: 4, almostFull: 5, almostEmpty: 4)
    #expect(
      fifo.parameterProblems == [
        "almostFull is 5; it must be from 1 to depth, 4",
        "almostEmpty is 4; it must be from 0 to 3, less than depth",
      ])
    #expect(
      StreamFifo(payload: .bit, depth: 0, almostFull: 9).parameterProblems
        == ["depth is 0; it must be from 1 to 16777216"])
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
