extension TensorLoopNest {
  /// Returns the product of A (M x K) and B (K x N) as this nest computes it, and what was done for it.
  ///
  /// Loops and primitives are executed as they stand, with the digits, the redundant pairs and the widths that the
  /// hardware has; elements of C wrap to `outputWidth` bits. `counts.cycles` are those of one element, column or tile
  /// with this nest; where rows with other m's share something, see `ColumnSynchronisation`.
  ///
  /// Throws `NestError` when the shapes do not fit each other, an element does not fit `operandWidth`, or K is larger
  /// than `largestDepth`.
  public func interpret(a: [[Int]], b: [[Int]]) throws(NestError) -> NestRun {
    try check(a, name: "A")
    try check(b, name: "B")
    // A matrix without rows has no width of its own, so it fits any other.
    if let depth = a.first?.count, depth != b.count { throw .depthMismatch(a: depth, b: b.count) }
    if let largestDepth, b.count > largestDepth {
      throw .depthTooLarge(depth: b.count, largest: largestDepth, accumulatorWidth: accumulatorWidth)
    }
    var interpreter = NestInterpreter(self, a: a, b: b)
    interpreter.run()
    return NestRun(product: interpreter.product, counts: interpreter.counts)
  }

  private func check(_ matrix: [[Int]], name: String) throws(NestError) {
    let smallest = -1 << (operandWidth - 1)
    let expected = matrix.first?.count ?? 0
    for (row, values) in matrix.enumerated() {
      guard values.count == expected else {
        throw .raggedMatrix(name: name, row: row, count: values.count, expected: expected)
      }
      for (column, value) in values.enumerated() where value < smallest || value > -smallest - 1 {
        throw .elementOutOfRange(name: name, row: row, column: column, value: value, width: operandWidth)
      }
    }
  }
}
