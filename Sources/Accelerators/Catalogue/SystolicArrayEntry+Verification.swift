import Testbench

extension SystolicArrayEntry {
  /// Multiplies matrices on the array and compares every number with the golden model.
  ///
  /// A vector is one product of matrices. The array is not reset between them, so one that leaves it in a wrong state spoils
  /// the next.
  public func verify(
    _ configuration: SystolicConfiguration, _ request: VerificationRequest, progress: (VerificationProgress) -> Void
  ) throws -> VerificationSummary {
    let array = try SystolicRun(
      configuration, on: request.engine, trace: request.trace, seed: request.seed, coverage: request.coverage)
    var vectors = SystolicVectors(configuration, seed: request.seed)
    var summary = VerificationSummary()
    let start = ContinuousClock.now
    while summary.vectors < request.vectors {
      let vector = vectors.next()
      let answers = try run(vector, on: array, configuration, &summary)
      summary.vectors += 1
      progress(VerificationProgress(vectors: summary.vectors, cycles: summary.cycles))
      guard answers else { break }
    }
    summary.seconds = (ContinuousClock.now - start) / .seconds(1)
    try array.finish()
    return summary
  }

  /// Runs a vector. Returns whether the array has answered, so that more vectors make sense.
  private func run(
    _ vector: SystolicVector, on array: SystolicRun, _ configuration: SystolicConfiguration,
    _ summary: inout VerificationSummary
  ) throws -> Bool {
    let expected = try vector.expected(configuration)
    let product: SystolicRun.Product
    do {
      product = try array.multiply(vector.a, vector.b, vector.output, pauses: vector.pauses)
    } catch let error as ExpectationFailure {
      let difference = VerificationSummary.Difference(
        place: "results", expected: "all of them", actual: error.finding)
      summary.add(
        VerificationSummary.Mismatch(
          vector: summary.vectors, stimulus: vector.description, differences: [difference], differenceCount: 1))
      return false
    }
    summary.cycles += product.cycles
    if let mismatch = mismatch(in: product.result, expected, vector, number: summary.vectors) { summary.add(mismatch) }
    return true
  }

  func mismatch(
    in actual: [[Int]], _ expected: [[Int]], _ vector: SystolicVector, number: Int
  ) -> VerificationSummary.Mismatch? {
    var differences: [VerificationSummary.Difference] = []
    var count = 0
    for (row, numbers) in expected.enumerated() {
      for (column, number) in numbers.enumerated() where actual[row][column] != number {
        count += 1
        guard differences.count < VerificationSummary.differencesKept else { continue }
        differences.append(
          .init(place: "C[\(row)][\(column)]", expected: "\(number)", actual: "\(actual[row][column])"))
      }
    }
    guard count > 0 else { return nil }
    return .init(vector: number, stimulus: vector.description, differences: differences, differenceCount: count)
  }
}
