import Bitloom
import Components
import Testbench

/// The products of matrices run through an array in a simulator.
///
/// ```swift
/// let array = try SystolicRun(SystolicConfiguration(rows: 4, columns: 4), on: .native)
/// let product = try array.multiply([[1, 2], [3, 4]], [[5, 6], [7, 8]])
/// // product.result == [[19, 22], [43, 50]]
/// ```
public final class SystolicRun {
  /// What a product gave.
  public struct Product: Sendable {
    public var result: [[Int]]
    /// From the first operand taken to the last result taken, both counted.
    public var cycles: Int
    public var schedule: SystolicSchedule
  }

  /// How often the streams pause: the fraction of cycles in which nothing is offered, or nothing taken.
  public struct Pauses: Sendable {
    public var operands = 0.0
    public var settings = 0.0
    public var results = 0.0

    public init(operands: Double = 0, settings: Double = 0, results: Double = 0) {
      self.operands = operands
      self.settings = settings
      self.results = results
    }

    public static let none = Pauses()
  }

  public let configuration: SystolicConfiguration
  private let bench: any SystolicBench
  private var seed: UInt64

  /// Builds the array and starts it in a simulator.
  ///
  /// - Parameter seed: Decides when the streams pause.
  public convenience init(
    _ configuration: SystolicConfiguration, on engine: Engine, dialect: VerilogDialect = .systemVerilog,
    trace: Trace? = nil, seed: UInt64 = 1, coverage: Coverage? = nil
  ) throws {
    let design = try Self.elaborate(configuration)
    try self.init(
      configuration, design: design, on: engine, dialect: dialect, trace: trace, seed: seed, coverage: coverage)
  }

  /// Starts a design that `elaborate` has returned.
  public init(
    _ configuration: SystolicConfiguration, design: Design, on engine: Engine,
    dialect: VerilogDialect = .systemVerilog, trace: Trace? = nil, seed: UInt64 = 1, coverage: Coverage? = nil
  ) throws {
    self.configuration = configuration
    self.seed = seed
    switch configuration.dataflow {
    case .outputStationary:
      bench = try Testbench(
        OutputStationaryArray(configuration), design: design, on: engine, dialect: dialect, trace: trace,
        coverage: coverage)
    case .weightStationary:
      bench = try Testbench(
        WeightStationaryArray(configuration), design: design, on: engine, dialect: dialect, trace: trace,
        coverage: coverage)
    }
  }

  /// Starts a design that `elaborate` has returned in several engines at once; `finish` throws their first difference.
  public init(_ configuration: SystolicConfiguration, design: Design, on lockstep: Lockstep, seed: UInt64 = 1) throws {
    self.configuration = configuration
    self.seed = seed
    switch configuration.dataflow {
    case .outputStationary:
      bench = try Testbench(OutputStationaryArray(configuration), design: design, on: lockstep)
    case .weightStationary:
      bench = try Testbench(WeightStationaryArray(configuration), design: design, on: lockstep)
    }
  }

  /// Builds the array of a configuration.
  ///
  /// - Throws: `DesignError` for parameters out of range.
  public static func elaborate(_ configuration: SystolicConfiguration) throws -> Design {
    switch configuration.dataflow {
    case .outputStationary: try Bitloom.elaborate(OutputStationaryArray(configuration))
    case .weightStationary: try Bitloom.elaborate(WeightStationaryArray(configuration))
    }
  }

  /// Sends a product through the array and waits for the last result.
  ///
  /// - Throws: An `ExpectationFailure` when the results do not come in the time they could take at the most.
  public func multiply(
    _ a: [[Int]], _ b: [[Int]], _ output: SystolicSchedule.Output = .init(), pauses: Pauses = .none
  ) throws -> Product {
    let schedule = SystolicSchedule(configuration, m: a.count, k: b.count, n: b.first?.count ?? 0)
    seed &+= 1
    let run = try bench.run(schedule, a, b, output, pauses, SeededGenerator(seed: seed))
    return Product(result: schedule.assemble(run.beats), cycles: run.cycles, schedule: schedule)
  }

  /// Completes the waveform and ends the simulator.
  public func finish() throws { try bench.finish() }
}

/// A test bench of one of the arrays.
protocol SystolicBench {
  func run(
    _ schedule: SystolicSchedule, _ a: [[Int]], _ b: [[Int]], _ output: SystolicSchedule.Output,
    _ pauses: SystolicRun.Pauses, _ random: SeededGenerator
  ) throws -> (beats: [[Int]], cycles: Int)

  func finish() throws
}

extension Testbench: SystolicBench where M: SystolicBenchModule {
  func run(
    _ schedule: SystolicSchedule, _ a: [[Int]], _ b: [[Int]], _ output: SystolicSchedule.Output,
    _ pauses: SystolicRun.Pauses, _ random: SeededGenerator
  ) throws -> (beats: [[Int]], cycles: Int) {
    var random = random
    func fork() -> SeededGenerator { SeededGenerator(seed: random.next()) }
    let operands = M.operandDrivers(self, schedule, a, b, pauses, fork)
    let settings = M.settingsPort(self).map { port in
      StreamDriver(
        port, beats: schedule.settingsBeats(output), pauseProbability: pauses.settings, random: fork())
    }
    let monitor = StreamMonitor(M.resultsPort(self), pauseProbability: pauses.results, random: fork())
    // Every pause is short of endless: twenty times the longest run without pauses is far beyond any honest one.
    let slowest = 1 - max(pauses.operands, pauses.settings, pauses.results)
    let limit = 1000 + 20 * schedule.cycles * Int((1 / max(slowest, 0.01)).rounded(.up))
    try run(operands + (settings.map { [$0] } ?? []), [monitor], limit: limit) {
      monitor.beats.count >= schedule.resultCount
    }
    let first = operands.compactMap(\.firstCycle).min() ?? 0
    return (monitor.beats, (monitor.lastCycle ?? first) - first + 1)
  }
}

/// An array that a `SystolicBench` can drive.
protocol SystolicBenchModule: Module {
  static func operandDrivers(
    _ bench: Testbench<Self>, _ schedule: SystolicSchedule, _ a: [[Int]], _ b: [[Int]],
    _ pauses: SystolicRun.Pauses, _ fork: () -> SeededGenerator
  ) -> [StreamDriver]
  static func settingsPort(_ bench: Testbench<Self>) -> PortGroup<Self, Stream<OutputSettings>>?
  static func resultsPort(_ bench: Testbench<Self>) -> PortGroup<Self, Stream<ResultRow>>
}

extension OutputStationaryArray: SystolicBenchModule {
  static func operandDrivers(
    _ bench: Testbench<Self>, _ schedule: SystolicSchedule, _ a: [[Int]], _ b: [[Int]],
    _ pauses: SystolicRun.Pauses, _ fork: () -> SeededGenerator
  ) -> [StreamDriver] {
    let beats = schedule.operandBeats(a, b)
    return [StreamDriver(bench.operands, beats: beats, pauseProbability: pauses.operands, random: fork())]
  }

  static func settingsPort(_ bench: Testbench<Self>) -> PortGroup<Self, Stream<OutputSettings>>? {
    bench.settings.unwrapped()
  }

  static func resultsPort(_ bench: Testbench<Self>) -> PortGroup<Self, Stream<ResultRow>> { bench.results }
}

extension WeightStationaryArray: SystolicBenchModule {
  static func operandDrivers(
    _ bench: Testbench<Self>, _ schedule: SystolicSchedule, _ a: [[Int]], _ b: [[Int]],
    _ pauses: SystolicRun.Pauses, _ fork: () -> SeededGenerator
  ) -> [StreamDriver] {
    let weights = schedule.weightBeats(b)
    let activations = schedule.activationBeats(a)
    return [
      StreamDriver(bench.weights, beats: weights, pauseProbability: pauses.operands, random: fork()),
      StreamDriver(bench.activations, beats: activations, pauseProbability: pauses.operands, random: fork()),
    ]
  }

  static func settingsPort(_ bench: Testbench<Self>) -> PortGroup<Self, Stream<OutputSettings>>? {
    bench.settings.unwrapped()
  }

  static func resultsPort(_ bench: Testbench<Self>) -> PortGroup<Self, Stream<ResultRow>> { bench.results }
}
