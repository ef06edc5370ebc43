import Accelerators
import Bitloom
import GoldenModels
import Testbench
import Testing

/// A random problem for an array, and what the golden model says about it.
struct SystolicProblem {
  var configuration: SystolicConfiguration
  var a: [[Int]]
  var b: [[Int]]
  var output: SystolicSchedule.Output
  var expected: [[Int]]

  init(
    _ configuration: SystolicConfiguration, m: Int, k: Int, n: Int, relu: Bool, requantise: Bool,
    _ random: inout SeededGenerator, numbers: (ClosedRange<Int>, inout SeededGenerator) -> Int = SystolicProblem.uniform
  ) throws {
    self.configuration = configuration
    let limit = 1 << (configuration.operandWidth - 1)
    func matrix(_ rows: Int, _ columns: Int) -> [[Int]] {
      (0..<rows).map { _ in (0..<columns).map { _ in numbers(-limit...limit - 1, &random) } }
    }
    a = matrix(m, k)
    b = matrix(k, n)
    let biasLimit = 1 << (min(configuration.accumulatorWidth, 40) - 2)
    let columns = (0..<n).map { _ in
      SystolicSchedule.ColumnSettings(
        bias: configuration.hasBias ? Int.random(in: -biasLimit..<biasLimit, using: &random) : 0,
        multiplier: Int.random(in: 0..<1 << configuration.multiplierWidth, using: &random),
        shift: Int.random(in: 0..<min(1 << configuration.shiftWidth, 40), using: &random))
    }
    output = .init(
      columns: columns, relu: relu && configuration.hasReLU, requantise: requantise && configuration.hasRequantisation)
    let product = try MatrixMultiplication(
      operandWidth: configuration.operandWidth, accumulatorWidth: configuration.accumulatorWidth)
    let sums = try product(a, b, bias: configuration.hasBias ? columns.map(\.bias) : nil, relu: output.relu)
    guard output.requantise else {
      expected = sums
      return
    }
    let requantisation = try Requantisation(
      multipliers: columns.map(\.multiplier), shifts: columns.map(\.shift),
      multiplierWidth: configuration.multiplierWidth, outputWidth: configuration.outputWidth)
    expected = try requantisation(sums)
  }

  static func uniform(_ range: ClosedRange<Int>, _ random: inout SeededGenerator) -> Int {
    Int.random(in: range, using: &random)
  }

  /// The extremes and zero, which random numbers seldom are.
  static func corners(_ range: ClosedRange<Int>, _ random: inout SeededGenerator) -> Int {
    [range.lowerBound, range.upperBound, 0, -1, 1].randomElement(using: &random) ?? 0
  }
}

@Suite struct SystolicArrayTests {
  typealias Dataflow = SystolicConfiguration.Dataflow

  /// Shapes with tiles that are full, too small, and several, in every direction.
  static let shapes = [(1, 1, 1), (2, 2, 3), (4, 2, 6), (5, 7, 4), (3, 1, 7), (1, 9, 2), (6, 4, 3)]

  @Test(arguments: Dataflow.allCases, [(1, 1), (1, 4), (3, 1), (2, 3), (4, 4)])
  func everyGridMatchesTheGoldenModelAndTheCycleFormula(_ dataflow: Dataflow, _ grid: (Int, Int)) throws {
    let configuration = SystolicConfiguration(rows: grid.0, columns: grid.1, dataflow: dataflow)
    let array = try SystolicRun(configuration, on: .native)
    var random = SeededGenerator(seed: 7)
    for (m, k, n) in Self.shapes {
      let problem = try SystolicProblem(
        configuration, m: m, k: k, n: n, relu: m % 2 == 0, requantise: k % 2 == 0, &random)
      let product = try array.multiply(problem.a, problem.b, problem.output)
      #expect(product.result == problem.expected, "\(m)x\(k)x\(n)")
      #expect(product.cycles == product.schedule.cycles, "\(m)x\(k)x\(n)")
    }
    try array.finish()
  }

  @Test(arguments: Dataflow.allCases, [Engine.verilator, .icarus])
  func enginesAgree(_ dataflow: Dataflow, _ engine: Engine) throws {
    for dialect in VerilogDialect.allCases {
      let configuration = SystolicConfiguration(rows: 3, columns: 2, dataflow: dataflow)
      let array = try SystolicRun(configuration, on: engine, dialect: dialect)
      var random = SeededGenerator(seed: 19)
      for (m, k, n) in Self.shapes {
        let problem = try SystolicProblem(configuration, m: m, k: k, n: n, relu: true, requantise: m % 2 == 0, &random)
        let pauses = SystolicRun.Pauses(operands: 0.2, settings: 0.2, results: 0.2)
        let product = try array.multiply(problem.a, problem.b, problem.output, pauses: pauses)
        #expect(product.result == problem.expected, "\(m)x\(k)x\(n) \(dialect)")
      }
      try array.finish()
    }
  }

  @Test(arguments: Dataflow.allCases)
  func inlinedElementsComputeTheSame(_ dataflow: Dataflow) throws {
    var configuration = SystolicConfiguration(rows: 2, columns: 3, dataflow: dataflow)
    configuration.inlinesElements = true
    #expect(try SystolicRun.elaborate(configuration).modules.allSatisfy { !$0.name.contains("element") })
    for engine in Engine.available {
      let array = try SystolicRun(configuration, on: engine)
      var random = SeededGenerator(seed: 23)
      for (m, k, n) in Self.shapes {
        let problem = try SystolicProblem(configuration, m: m, k: k, n: n, relu: true, requantise: true, &random)
        let product = try array.multiply(problem.a, problem.b, problem.output)
        #expect(product.result == problem.expected, "\(m)x\(k)x\(n) on \(engine)")
      }
      try array.finish()
    }
  }

  @Test(arguments: Dataflow.allCases, [2, 3, 5, 8, 16])
  func everyOperandWidthAtItsExtremes(_ dataflow: Dataflow, _ width: Int) throws {
    for accumulatorWidth in [width + 1, 2 * width + 3, 48] {
      var configuration = SystolicConfiguration(
        rows: 2, columns: 2, dataflow: dataflow, operandWidth: width, accumulatorWidth: max(accumulatorWidth, 8))
      configuration.outputWidth = min(8, configuration.accumulatorWidth)
      let array = try SystolicRun(configuration, on: .native)
      var random = SeededGenerator(seed: UInt64(width))
      for (index, (m, k, n)) in Self.shapes.enumerated() {
        let problem = try SystolicProblem(
          configuration, m: m, k: k, n: n, relu: index % 3 == 0, requantise: index % 2 == 0, &random,
          numbers: SystolicProblem.corners)
        let product = try array.multiply(problem.a, problem.b, problem.output)
        #expect(product.result == problem.expected, "acc \(accumulatorWidth), \(m)x\(k)x\(n)")
      }
      try array.finish()
    }
  }

  @Test(arguments: Dataflow.allCases)
  func pausesChangeNothingButTheTime(_ dataflow: Dataflow) throws {
    let configuration = SystolicConfiguration(rows: 3, columns: 2, dataflow: dataflow)
    let array = try SystolicRun(configuration, on: .native)
    var random = SeededGenerator(seed: 11)
    for pauses in [(0.5, 0.0, 0.0), (0.0, 0.9, 0.0), (0.0, 0.0, 0.7), (0.3, 0.3, 0.3)] {
      for (m, k, n) in Self.shapes {
        let problem = try SystolicProblem(configuration, m: m, k: k, n: n, relu: true, requantise: true, &random)
        let product = try array.multiply(
          problem.a, problem.b, problem.output,
          pauses: .init(operands: pauses.0, settings: pauses.1, results: pauses.2))
        #expect(product.result == problem.expected, "\(pauses), \(m)x\(k)x\(n)")
        #expect(product.cycles >= product.schedule.cycles)
      }
    }
    try array.finish()
  }

  @Test(
    arguments: Dataflow.allCases,
    [(false, false, false), (true, false, false), (false, true, false), (false, false, true)])
  func everyOutputStage(_ dataflow: Dataflow, _ options: (Bool, Bool, Bool)) throws {
    var configuration = SystolicConfiguration(rows: 2, columns: 3, dataflow: dataflow)
    (configuration.hasBias, configuration.hasReLU, configuration.hasRequantisation) = options
    let array = try SystolicRun(configuration, on: .native)
    var random = SeededGenerator(seed: 13)
    for (m, k, n) in Self.shapes {
      let problem = try SystolicProblem(configuration, m: m, k: k, n: n, relu: true, requantise: true, &random)
      let product = try array.multiply(problem.a, problem.b, problem.output)
      #expect(product.result == problem.expected, "\(m)x\(k)x\(n)")
      #expect(product.cycles == product.schedule.cycles, "\(m)x\(k)x\(n)")
    }
    try array.finish()
  }
}
