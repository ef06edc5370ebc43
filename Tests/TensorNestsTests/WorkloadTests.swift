import TensorNests
import Testing

@Suite struct WorkloadTests {
  /// The figures of a model of the published elements, by the deviation of normal operands, 0 for uniform ones.
  struct Published: Sendable {
    let deviation: Int
    let digits: [DigitEncoding: Double]
    let cycles: Double
    let utilisation: Double
  }

  static let published: [Published] = [
    Published(deviation: 10, digits: [.ent: 1.764, .booth: 1.927, .naf: 1.733], cycles: 2.079, utilisation: 0.889),
    Published(deviation: 20, digits: [.ent: 2.113, .booth: 2.293, .naf: 2.062], cycles: 2.339, utilisation: 0.901),
    Published(deviation: 30, digits: [.ent: 2.332, .booth: 2.534, .naf: 2.257], cycles: 2.464, utilisation: 0.896),
    Published(deviation: 40, digits: [.ent: 2.489, .booth: 2.674, .naf: 2.398], cycles: 2.557, utilisation: 0.900),
    Published(deviation: 50, digits: [.ent: 2.603, .booth: 2.768, .naf: 2.500], cycles: 2.642, utilisation: 0.903),
    Published(deviation: 0, digits: [.ent: 2.918, .booth: 3.003, .naf: 2.778], cycles: 2.925, utilisation: 0.907),
  ]

  /// Within one percent.
  static func isClose(_ figure: Double, _ expected: Double) -> Bool {
    abs(figure / expected - 1) <= 0.01
  }

  @Test(arguments: published)
  func agreesWithTheModelOfThePublishedElements(_ row: Published) throws {
    let sample = Samples.operands(deviation: row.deviation)
    for (encoding, expected) in row.digits {
      let found: Double = DigitStatistics(of: sample.operands, encoding: encoding, width: 8).average
      #expect(Self.isClose(found, expected), "\(sample.name), \(encoding): \(found) for \(expected)")
    }
    let schedule = try DigitSchedule()
    let cycles = try schedule.cyclesPerProduct(sample.operands)
    #expect(Self.isClose(cycles, row.cycles), "\(sample.name): \(cycles) cycles for \(row.cycles)")
    let run = try schedule.run(sample.rows(32), tile: 32, synchronisation: .barrier(.tile))
    let found: Double = run.utilisation
    #expect(Self.isClose(found, row.utilisation), "\(sample.name): \(found) for \(row.utilisation)")
  }

  /// The fewer barriers and the more places, the less waiting.
  @Test func waitingGrowsWithBarriers() throws {
    let sample = Samples.operands(deviation: 30)
    let rows = sample.rows(32)
    let schedule = try DigitSchedule()
    func cycles(_ synchronisation: ColumnSynchronisation) throws -> Int {
      try schedule.run(rows, tile: 32, synchronisation: synchronisation).cycles
    }
    let group = try cycles(.barrier(.group))
    let pass = try cycles(.barrier(.pass))
    let tile = try cycles(.barrier(.tile))
    #expect(group > pass && pass > tile)
    // Without a place, columns begin each group together: the barrier after every group.
    #expect(try cycles(.queue(depth: 0)) == group)
    var before = group
    for depth in [1, 2, 4, 8, 16, 64] {
      let now = try cycles(.queue(depth: depth))
      #expect(now < before, "a queue of \(depth) takes \(now) cycles, \(before) before")
      before = now
    }
    // With room for everything a column waits for nobody, since no group takes less than the cycle it comes in.
    let unbounded = try schedule.run(rows, tile: 32, synchronisation: .queue(depth: 4096))
    #expect(unbounded.cycles == unbounded.busy.max())
  }

  /// Two columns of three groups: 1 1 4 against 3 1 1 cycles at the lowest weight, which alone is not 0.
  @Test func aQueueByHand() throws {
    let schedule = try DigitSchedule(group: 4, zeroGroups: .takeNone)
    let first = [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1]
    let second = [1, 1, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0]
    func run(_ synchronisation: ColumnSynchronisation) throws -> SynchronisedRun {
      try schedule.run([first, second], tile: 12, synchronisation: synchronisation)
    }
    #expect(try run(.barrier(.group)).cycles == 3 + 1 + 4)
    #expect(try run(.barrier(.pass)).cycles == 6)
    #expect(try run(.barrier(.tile)).busy == [6, 5])
    // One place: the third group comes when both columns have begun the second, in cycle 3; the first column works on
    // it in cycles 3 to 6. The nine groups without digits at other weights follow, one in a cycle.
    let queued = try run(.queue(depth: 1))
    #expect(queued.busy == [6, 5])
    #expect(queued.cycles == 15)
    // With more places groups come in cycles 0 to 11, and the queue hides those without digits.
    #expect(try run(.queue(depth: 16)).cycles == 12)
  }

  @Test func nothingToDo() throws {
    let schedule = try DigitSchedule()
    #expect(try schedule.run([], tile: 4, synchronisation: .queue(depth: 2)).utilisation == 1)
    #expect(try schedule.run([[], []], tile: 4, synchronisation: .barrier(.pass)).cycles == 0)
    #expect(try schedule.run([[], []], tile: 4, synchronisation: .queue(depth: 2)).cycles == 0)
    #expect(try schedule.cyclesPerProduct([]) == 0)
    #expect(DigitStatistics(of: [], encoding: .ent, width: 8).average == 0)
  }

  /// Lanes of an OPT4E group lose least when they meet only at the end of K.
  @Test func lanesLoseByMeeting() throws {
    let sample = Samples.operands(deviation: 30)
    let schedule = try DigitSchedule()
    let rows = try schedule.deal(sample.operands, lanes: 4)
    func loss(_ stretch: ColumnSynchronisation.Stretch) throws -> Double {
      try 1 - schedule.run(rows, tile: 16, synchronisation: .barrier(stretch)).utilisation
    }
    // K is 64: 16 k's a lane.
    let (group, pass) = (try loss(.group), try loss(.pass))
    #expect(abs(group - 0.217) < 0.005)
    #expect(abs(pass - 0.133) < 0.005)
  }

  @Test func lanesTakeTurns() throws {
    let schedule = try DigitSchedule(group: 2)
    #expect(try schedule.deal([1, 2, 3, 4, 5], lanes: 2) == [[1, 2, 5, 0], [3, 4, 0, 0]])
    #expect(try schedule.deal([], lanes: 2) == [[], []])
  }

  @Test func refusesWhatDoesNotFit() throws {
    let schedule = try DigitSchedule(width: 4)
    expect("width is 17, but must be in 2...16") { _ = try DigitSchedule(width: 17) }
    expect("group is 0, but must be in 1...64") { _ = try DigitSchedule(group: 0) }
    expect("A[0][1] is 8, which does not fit 4 signed bits") { _ = try schedule.groupCycles([1, 8]) }
    expect("A[1][1] is 8, which does not fit 4 signed bits") {
      _ = try schedule.run([[1, 7], [1, 8]], tile: 1, synchronisation: .barrier(.pass))
    }
    expect("row 1 of A has 1 elements, but row 0 has 2") {
      _ = try schedule.run([[1, 2], [1]], tile: 2, synchronisation: .barrier(.pass))
    }
    expect("tile is 0, but must be in 1...1048576") {
      _ = try schedule.run([[1]], tile: 0, synchronisation: .barrier(.pass))
    }
    expect("the depth of the queue is -1, but must be in 0...4096") {
      _ = try schedule.run([[1]], tile: 1, synchronisation: .queue(depth: -1))
    }
    expect("lanes is 0, but must be in 1...256") { _ = try schedule.deal([1], lanes: 0) }
  }

  @Test func samplesComeFromTheirSeed() {
    let sample = OperandSample.normal(deviation: 60, count: 999, seed: 1)
    #expect(sample == .normal(deviation: 60, count: 999, seed: 1))
    #expect(sample != .normal(deviation: 60, count: 999, seed: 2))
    #expect(sample.operands.count == 999)
    #expect(sample.operands.allSatisfy { -128...127 ~= $0 })
    #expect(sample.operands.contains(127) && sample.operands.contains(-128))
    #expect(Set(OperandSample.uniform(count: 999, width: 4, seed: 1).operands) == Set(-8...7))
    #expect(sample.rows(2).map(\.count) == [499, 499])
    #expect(sample.rows(0) == [])
  }
}
