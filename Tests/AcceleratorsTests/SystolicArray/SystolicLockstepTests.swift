import Accelerators
import Bitloom
import Testbench
import Testing

/// The arrays on all engines at once: random products with pauses everywhere, all outputs compared in every cycle, and the
/// results with the golden model.
@Suite struct SystolicLockstepTests {
  static let cycles = 10_000

  @Test(arguments: SystolicConfiguration.Dataflow.allCases)
  func enginesAgreeInEveryCycle(_ dataflow: SystolicConfiguration.Dataflow) throws {
    var configuration = SystolicConfiguration(rows: 3, columns: 2, dataflow: dataflow, accumulatorWidth: 20)
    configuration.batchRows = 5
    let lockstep = Lockstep()
    for sentence in lockstep.skipped { print(sentence) }
    let array = try SystolicRun(
      configuration, design: SystolicRun.elaborate(configuration), on: lockstep, seed: 71)
    var random = SeededGenerator(seed: 72)
    var cycles = 0
    var products = 0
    while cycles < Self.cycles {
      let size = { (limit: Int, random: inout SeededGenerator) in Int.random(in: 1...limit, using: &random) }
      let problem = try SystolicProblem(
        configuration, m: size(7, &random), k: size(8, &random), n: size(5, &random),
        relu: Bool.random(using: &random), requantise: Bool.random(using: &random), &random,
        numbers: products % 3 == 0 ? SystolicProblem.corners : SystolicProblem.uniform)
      let choices = [0.0, 0.1, 0.5, 0.9]
      let pauses = (0..<3).map { _ in choices[Int.random(in: 0..<4, using: &random)] }
      let product = try array.multiply(
        problem.a, problem.b, problem.output,
        pauses: .init(operands: pauses[0], settings: pauses[1], results: pauses[2]))
      try #require(
        product.result == problem.expected, "product \(products) of seed 72, \(problem.a) by \(problem.b)")
      cycles += product.cycles
      products += 1
    }
    try array.finish()
  }
}
