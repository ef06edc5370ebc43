import Testbench
import Testing

@testable import Accelerators

/// The verification that `bitloom simulate systolic-array` runs.
@Suite struct SystolicVerificationTests {
  static let configurations: [SystolicConfiguration] = SystolicConfiguration.Dataflow.allCases.flatMap { dataflow in
    var plain = SystolicConfiguration(rows: 3, columns: 2, dataflow: dataflow, operandWidth: 4, accumulatorWidth: 12)
    plain.hasBias = false
    plain.hasReLU = false
    plain.hasRequantisation = false
    var wide = SystolicConfiguration(rows: 2, columns: 3, dataflow: dataflow, operandWidth: 16, accumulatorWidth: 64)
    wide.multiplierWidth = 32
    wide.outputWidth = 32
    wide.batchRows = 3
    var narrow = SystolicConfiguration(rows: 1, columns: 1, dataflow: dataflow, operandWidth: 2, accumulatorWidth: 8)
    narrow.multiplierWidth = 1
    narrow.shiftWidth = 1
    narrow.outputWidth = 2
    narrow.batchRows = 1
    var overflowing = SystolicConfiguration(
      rows: 2, columns: 2, dataflow: dataflow, operandWidth: 16, accumulatorWidth: 8)
    overflowing.hasBias = false
    return [SystolicConfiguration(rows: 2, columns: 2, dataflow: dataflow), plain, wide, narrow, overflowing]
  }

  @Test(arguments: configurations, Engine.available)
  func arraysAgreeWithTheirGoldenModels(_ configuration: SystolicConfiguration, _ engine: Engine) throws {
    let request = VerificationRequest(engine: engine, vectors: 40, seed: 11)
    let summary = try SystolicArrayEntry().verify(configuration, request) { _ in }
    #expect(summary.vectors == 40)
    #expect(summary.mismatches.isEmpty)
    #expect(summary.cycles > 40)
  }

  @Test func directedAndRandomVectorsTakeTurns() {
    var vectors = SystolicVectors(SystolicConfiguration(), seed: 1)
    let purposes = (0..<60).map { _ in vectors.next().purpose }
    for index in stride(from: 1, to: 60, by: 2) { #expect(purposes[index] == "random") }
    for purpose in [
      "all operands at their minimum", "all operands at their maximum", "one step of K", "edges filled up",
    ] {
      #expect(purposes.contains(purpose))
    }
    #expect(purposes.last == "random")
  }

  @Test func theSeedDecidesTheVectors() {
    func vectors(_ seed: UInt64) -> [[[Int]]] {
      var vectors = SystolicVectors(SystolicConfiguration(), seed: seed)
      return (0..<10).map { _ in vectors.next().a }
    }
    #expect(vectors(3) == vectors(3))
    #expect(vectors(3) != vectors(4))
  }

  @Test func aWrongNumberIsToldWithItsPlace() throws {
    let vector = SystolicVector(a: [[1, 2]], b: [[3, 4], [5, 6]], purpose: "test")
    var configuration = SystolicConfiguration()
    configuration.hasBias = false
    let expected = try vector.expected(configuration)
    #expect(expected == [[13, 16]])
    let entry = SystolicArrayEntry()
    #expect(entry.mismatch(in: expected, expected, vector, number: 7) == nil)
    let mismatch = try #require(entry.mismatch(in: [[13, -16]], expected, vector, number: 7))
    #expect(mismatch.vector == 7)
    #expect(mismatch.stimulus == "test: 1x2 by 2x2")
    #expect(mismatch.differences == [.init(place: "C[0][1]", expected: "16", actual: "-16")])
    let many = [[Int]](repeating: [0, 1, 2], count: 3)
    let wrong = [[Int]](repeating: [5, 5, 5], count: 3)
    let all = try #require(entry.mismatch(in: wrong, many, vector, number: 0))
    #expect(all.differenceCount == 9)
    #expect(all.differences.count == VerificationSummary.differencesKept)
  }
}
