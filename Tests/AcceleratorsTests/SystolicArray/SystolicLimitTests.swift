import Accelerators
import Bitloom
import Components
import Testbench
import Testing

/// The edges of what the arrays take: one row, one column, one step, one row a batch, settings that come late, resets.
@Suite struct SystolicLimitTests {
  typealias Dataflow = SystolicConfiguration.Dataflow

  /// With and without pauses, so that tiles follow each other as closely as they can and as unevenly.
  static let pauses: [SystolicRun.Pauses] = [
    .none, .init(operands: 0.6), .init(results: 0.6), .init(operands: 0.4, settings: 0.6, results: 0.3),
  ]

  private func check(
    _ configuration: SystolicConfiguration, _ shapes: [(Int, Int, Int)], seed: UInt64
  ) throws {
    let array = try SystolicRun(configuration, on: .native, seed: seed)
    var random = SeededGenerator(seed: seed)
    for (m, k, n) in shapes {
      for pauses in Self.pauses {
        let problem = try SystolicProblem(
          configuration, m: m, k: k, n: n, relu: Bool.random(using: &random), requantise: Bool.random(using: &random),
          &random)
        let product = try array.multiply(problem.a, problem.b, problem.output, pauses: pauses)
        #expect(product.result == problem.expected, "\(m)x\(k)x\(n), \(pauses), seed \(seed)")
        #expect(product.cycles >= product.schedule.cycles)
      }
    }
    try array.finish()
  }

  @Test(arguments: Dataflow.allCases, [(1, 1), (1, 3), (3, 1), (2, 1), (1, 2)])
  func singleRowsAndColumns(_ dataflow: Dataflow, _ grid: (Int, Int)) throws {
    let configuration = SystolicConfiguration(rows: grid.0, columns: grid.1, dataflow: dataflow)
    try check(configuration, [(1, 1, 1), (3, 1, 4), (4, 3, 1), (2, 4, 5)], seed: 81)
  }

  @Test(arguments: Dataflow.allCases)
  func nothingBehindTheAccumulators(_ dataflow: Dataflow) throws {
    var configuration = SystolicConfiguration(rows: 2, columns: 2, dataflow: dataflow)
    (configuration.hasBias, configuration.hasReLU, configuration.hasRequantisation) = (false, false, false)
    try check(configuration, [(1, 1, 1), (5, 1, 3), (3, 5, 3)], seed: 82)
  }

  @Test(arguments: [1, 2, 3, 4, 7])
  func batchesOfAnySize(_ batchRows: Int) throws {
    for rows in 1...3 {
      var configuration = SystolicConfiguration(rows: rows, columns: 2, dataflow: .weightStationary)
      configuration.batchRows = batchRows
      // Fewer rows than a batch has, as many, one more, and several batches; with one tile along K and with more.
      for m in [1, batchRows, batchRows + 1, 2 * batchRows + 1] {
        try check(configuration, [(m, rows, 2), (m, 2 * rows + 1, 3)], seed: UInt64(83 + m))
      }
    }
  }

  @Test(arguments: Dataflow.allCases)
  func theWidestOutputStage(_ dataflow: Dataflow) throws {
    var configuration = SystolicConfiguration(
      rows: 2, columns: 2, dataflow: dataflow, operandWidth: 16, accumulatorWidth: 64)
    (configuration.multiplierWidth, configuration.outputWidth) = (32, 32)
    try check(configuration, [(2, 3, 2), (3, 5, 3)], seed: 84)
  }

  @Test(arguments: Dataflow.allCases)
  func theNarrowestOutputStage(_ dataflow: Dataflow) throws {
    var configuration = SystolicConfiguration(
      rows: 2, columns: 2, dataflow: dataflow, operandWidth: 2, accumulatorWidth: 8)
    (configuration.multiplierWidth, configuration.outputWidth, configuration.shiftWidth) = (1, 2, 1)
    try check(configuration, [(2, 3, 2), (3, 5, 3)], seed: 85)
  }

  // MARK: Streams by hand

  private static let configuration = SystolicConfiguration(rows: 3, columns: 2)

  /// The settings and what must come out of a product on the output-stationary array.
  private struct Beats {
    var operands: [[Int]]
    var settings: [[Int]]
    var results: [[Int]]

    init(_ configuration: SystolicConfiguration, m: Int, k: Int, n: Int, seed: UInt64) throws {
      var random = SeededGenerator(seed: seed)
      let problem = try SystolicProblem(configuration, m: m, k: k, n: n, relu: true, requantise: true, &random)
      let schedule = SystolicSchedule(configuration, m: m, k: k, n: n)
      operands = schedule.operandBeats(problem.a, problem.b)
      settings = schedule.settingsBeats(problem.output)
      results = []
      for row in stride(from: 0, to: m, by: configuration.rows) {
        for column in stride(from: 0, to: n, by: configuration.columns) {
          for offset in 0..<configuration.rows {
            let values = problem.expected[row + offset][column..<column + configuration.columns]
            results.append(values + [offset == configuration.rows - 1 ? 1 : 0])
          }
        }
      }
    }
  }

  @Test func theLastRowOfEachTileIsMarked() throws {
    let beats = try Beats(Self.configuration, m: 6, k: 2, n: 4, seed: 91)
    func check(_ dut: Testbench<OutputStationaryArray>) throws {
      let settings = try #require(dut.settings.unwrapped())
      let senders = [StreamDriver(dut.operands, beats: beats.operands), StreamDriver(settings, beats: beats.settings)]
      let receiver = StreamMonitor(dut.results, pauseProbability: 0.3)
      dut.checkProtocol(of: dut.results)
      try dut.run(senders, [receiver], limit: 500) { receiver.beats.count == beats.results.count }
      #expect(receiver.beats == beats.results)
    }
    try simulate(OutputStationaryArray(Self.configuration)) { try check($0) }
  }

  @Test func theLastRowOfEachBatchIsMarked() throws {
    var configuration = Self.configuration
    configuration.dataflow = .weightStationary
    configuration.batchRows = 4
    let (m, k, n) = (10, 7, 2)
    var random = SeededGenerator(seed: 92)
    let problem = try SystolicProblem(configuration, m: m, k: k, n: n, relu: false, requantise: false, &random)
    let schedule = SystolicSchedule(configuration, m: m, k: k, n: n)
    func check(_ dut: Testbench<WeightStationaryArray>) throws {
      let settings = try #require(dut.settings.unwrapped())
      let senders = [
        StreamDriver(dut.weights, beats: schedule.weightBeats(problem.b)),
        StreamDriver(dut.activations, beats: schedule.activationBeats(problem.a)),
        StreamDriver(settings, beats: schedule.settingsBeats(problem.output)),
      ]
      let receiver = StreamMonitor(dut.results)
      dut.checkProtocol(of: dut.results)
      try dut.run(senders, [receiver], limit: 500) { receiver.beats.count == m }
      let ends: Set<Int> = [3, 7, 9]
      var expected: [[Int]] = []
      for (row, numbers) in problem.expected.enumerated() { expected.append(numbers + [ends.contains(row) ? 1 : 0]) }
      #expect(receiver.beats == expected)
    }
    try simulate(WeightStationaryArray(configuration)) { try check($0) }
  }

  /// The array fills up and stands still; nothing is lost or made up.
  @Test func settingsThatComeLongAfterEverythingElse() throws {
    let beats = try Beats(Self.configuration, m: 12, k: 2, n: 4, seed: 93)
    func check(_ dut: Testbench<OutputStationaryArray>) throws {
      let settings = try #require(dut.settings.unwrapped())
      let operands = StreamDriver(dut.operands, beats: beats.operands)
      let receiver = StreamMonitor(dut.results)
      dut.checkProtocol(of: dut.results)
      let end = dut.cycle + 200
      try dut.run([operands], [receiver], limit: 200) { dut.cycle == end }
      #expect(!operands.isDone)
      #expect(receiver.beats.isEmpty)
      let late = StreamDriver(settings, beats: beats.settings, pauseProbability: 0.8)
      try dut.run([operands, late], [receiver], limit: 2000) { receiver.beats.count == beats.results.count }
      #expect(receiver.beats == beats.results)
      #expect(late.isDone)
    }
    try simulate(OutputStationaryArray(Self.configuration)) { try check($0) }
  }

  @Test(arguments: [(0.9, 0.0), (0.0, 0.9), (0.5, 0.5)])
  func weightsAndActivationsThatWaitForEachOther(_ weightPauses: Double, _ activationPauses: Double) throws {
    var configuration = Self.configuration
    configuration.dataflow = .weightStationary
    let (m, k, n) = (4, 9, 4)
    var random = SeededGenerator(seed: 94)
    let problem = try SystolicProblem(configuration, m: m, k: k, n: n, relu: true, requantise: true, &random)
    let schedule = SystolicSchedule(configuration, m: m, k: k, n: n)
    func check(_ dut: Testbench<WeightStationaryArray>) throws {
      let settings = try #require(dut.settings.unwrapped())
      let senders = [
        StreamDriver(
          dut.weights, beats: schedule.weightBeats(problem.b), pauseProbability: weightPauses,
          random: SeededGenerator(seed: 95)),
        StreamDriver(
          dut.activations, beats: schedule.activationBeats(problem.a), pauseProbability: activationPauses,
          random: SeededGenerator(seed: 96)),
        StreamDriver(settings, beats: schedule.settingsBeats(problem.output)),
      ]
      let receiver = StreamMonitor(dut.results)
      try dut.run(senders, [receiver], limit: 5000) { receiver.beats.count == schedule.resultCount }
      #expect(schedule.assemble(receiver.beats) == problem.expected)
    }
    try simulate(WeightStationaryArray(configuration)) { try check($0) }
  }

  @Test(arguments: [3, 8, 15, 40])
  func aResetAmidAProductLeavesNothingBehind(_ cycles: Int) throws {
    let interrupted = try Beats(Self.configuration, m: 6, k: 4, n: 4, seed: 97)
    let beats = try Beats(Self.configuration, m: 6, k: 2, n: 2, seed: 98)
    func check(_ dut: Testbench<OutputStationaryArray>) throws {
      let settings = try #require(dut.settings.unwrapped())
      let first = [
        StreamDriver(dut.operands, beats: interrupted.operands), StreamDriver(settings, beats: interrupted.settings),
      ]
      try dut.run(first, [StreamMonitor(dut.results, pauseProbability: 0.5)], limit: cycles) { dut.cycle == cycles }
      dut.reset()
      let second = [StreamDriver(dut.operands, beats: beats.operands), StreamDriver(settings, beats: beats.settings)]
      let receiver = StreamMonitor(dut.results)
      try dut.run(second, [receiver], limit: 500) { receiver.beats.count == beats.results.count }
      #expect(receiver.beats == beats.results)
    }
    try simulate(OutputStationaryArray(Self.configuration)) { try check($0) }
  }

  // MARK: Parameters

  /// Two modules side by side.
  private struct Pair<First: Module, Second: Module>: Module {
    var first: First
    var second: Second

    struct IO: Interface {
      var first: First.IO
      var second: Second.IO
    }
    var ports: IO { IO(first: first.ports, second: second.ports) }

    func build(_ io: IO) {
      io.first <== Instance("first", first).ports
      io.second <== Instance("second", second).ports
    }
  }

  /// Modules that differ have different names, and those that do not are shared.
  @Test func arraysThatDifferFitIntoOneDesign() throws {
    let plain = SystolicConfiguration(rows: 2, columns: 2)
    var weightStationary = plain
    weightStationary.dataflow = .weightStationary
    let both = try elaborate(
      Pair(first: OutputStationaryArray(plain), second: WeightStationaryArray(weightStationary)))
    let stages: [String] = both.modules.map(\.name).filter { $0.hasPrefix("output_stage") }
    #expect(stages.count == 1)

    func pairWith(_ change: (inout SystolicConfiguration) -> Void) throws {
      var changed = weightStationary
      change(&changed)
      _ = try elaborate(
        Pair(first: WeightStationaryArray(weightStationary), second: WeightStationaryArray(changed)))
    }
    try pairWith { $0.batchRows = 100 }
    try pairWith { $0.multiplierWidth = 12 }
    try pairWith { $0.shiftWidth = 4 }
    try pairWith { $0.outputWidth = 6 }
    try pairWith { $0.accumulatorWidth = 24 }
    try pairWith { $0.hasBias = false }
  }

  @Test func parametersOutOfRangeAreMistakesOfTheDesign() {
    for (rows, columns, operandWidth) in [(0, 2, 8), (-1, 2, 8), (2, 0, 8), (2, 2, 1), (2, 2, 17)] {
      for dataflow in Dataflow.allCases {
        let configuration = SystolicConfiguration(
          rows: rows, columns: columns, dataflow: dataflow, operandWidth: operandWidth)
        #expect(throws: DesignError.self) { try SystolicRun.elaborate(configuration) }
      }
    }
  }
}
