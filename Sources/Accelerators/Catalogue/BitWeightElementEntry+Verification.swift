import GoldenModels
import Testbench

extension BitWeightElementEntry {
  /// Multiplies matrices on the element and compares every number with the golden model.
  ///
  /// A vector is one product. The element is not reset between them, so one that leaves it in a wrong state spoils the next.
  public func verify(
    _ configuration: BitWeightConfiguration, _ request: VerificationRequest,
    progress: (VerificationProgress) -> Void
  ) throws -> VerificationSummary {
    let element = try BitWeightRun(
      configuration, on: request.engine, trace: request.trace, seed: request.seed, coverage: request.coverage)
    var vectors = BitWeightVectors(configuration, seed: request.seed)
    let golden = try MatrixMultiplication(
      operandWidth: configuration.operandWidth, accumulatorWidth: configuration.accumulatorWidth)
    var summary = VerificationSummary()
    let start = ContinuousClock.now
    while summary.vectors < request.vectors {
      let vector = vectors.next()
      let expected = try golden(vector.a, vector.b)
      do {
        let product = try element.multiply(vector.a, vector.b, pauses: vector.pauses)
        summary.cycles += product.cycles
        if let mismatch = mismatch(in: product.result, expected, vector, number: summary.vectors) {
          summary.add(mismatch)
        }
      } catch let error as TestbenchError {
        summary.add(silence(error, vector, number: summary.vectors))
        summary.vectors += 1
        break
      }
      summary.vectors += 1
      progress(VerificationProgress(vectors: summary.vectors, cycles: summary.cycles))
    }
    summary.seconds = (ContinuousClock.now - start) / .seconds(1)
    try element.finish()
    return summary
  }

  /// The element has not given its sums: more vectors make no sense.
  private func silence(
    _ error: TestbenchError, _ vector: BitWeightVector, number: Int
  ) -> VerificationSummary.Mismatch {
    let difference = VerificationSummary.Difference(place: "sums", expected: "all of them", actual: error.description)
    return .init(vector: number, stimulus: vector.description, differences: [difference], differenceCount: 1)
  }

  func mismatch(
    in actual: [[Int]], _ expected: [[Int]], _ vector: BitWeightVector, number: Int
  ) -> VerificationSummary.Mismatch? {
    var differences: [VerificationSummary.Difference] = []
    for (row, numbers) in expected.enumerated() {
      for (column, number) in numbers.enumerated() where actual[row][column] != number {
        differences.append(
          .init(place: "C[\(row)][\(column)]", expected: "\(number)", actual: "\(actual[row][column])"))
      }
    }
    guard !differences.isEmpty else { return nil }
    return .init(
      vector: number, stimulus: vector.description,
      differences: Array(differences.prefix(VerificationSummary.differencesKept)), differenceCount: differences.count)
  }
}
