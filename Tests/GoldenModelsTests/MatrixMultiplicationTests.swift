import Testing

@testable import GoldenModels

@Suite struct MatrixMultiplicationTests {
  @Test func multipliesSmallMatrices() throws {
    let array = try MatrixMultiplication(operandWidth: 8, accumulatorWidth: 32)
    #expect(try array([[1, 2], [3, 4]], [[5, 6], [7, 8]]) == [[19, 22], [43, 50]])
    #expect(try array([[1, -2, 3]], [[4], [5], [-6]]) == [[-24]])
    #expect(try array([[2], [3]], [[-5, 7]]) == [[-10, 14], [-15, 21]])
  }

  @Test func addsTheBiasToEveryRow() throws {
    let array = try MatrixMultiplication(operandWidth: 8, accumulatorWidth: 32)
    #expect(try array([[1, 2], [3, 4]], [[5, 6], [7, 8]], bias: [100, -100]) == [[119, -78], [143, -50]])
  }

  @Test func appliesReLUAfterTheBias() throws {
    let array = try MatrixMultiplication(operandWidth: 8, accumulatorWidth: 32)
    #expect(try array([[1], [-1]], [[5, -5]], bias: [-5, 4], relu: true) == [[0, 0], [0, 9]])
  }

  /// 127 * 127 * 3 = 48387 = 0xBD03, which 16 signed bits read as 48387 - 65536.
  @Test func wrapsAtTheAccumulatorWidth() throws {
    let array = try MatrixMultiplication(operandWidth: 8, accumulatorWidth: 16)
    #expect(try array([[127, 127, 127]], [[127], [127], [127]]) == [[-17149]])
    #expect(try array([[-128, -128]], [[-128], [-128]]) == [[-32768]])
    #expect(try array([[1]], [[1]], bias: [32767]) == [[-32768]])
    #expect(try array([[-1]], [[1]], bias: [-32768]) == [[32767]])
  }

  /// A wrapped sum is negative, so ReLU clears it although the true sum is positive: the order is part of the contract.
  @Test func appliesReLUAfterWrapping() throws {
    let array = try MatrixMultiplication(operandWidth: 8, accumulatorWidth: 16)
    #expect(try array([[1]], [[1]], bias: [32767], relu: true) == [[0]])
  }

  @Test func wrapsAt64Bits() throws {
    let array = try MatrixMultiplication(operandWidth: 16, accumulatorWidth: 64)
    #expect(try array([[1]], [[1]], bias: [Int.max]) == [[Int.min]])
    #expect(try array([[-32768]], [[-32768]], bias: [Int.max - (1 << 30)]) == [[Int.max]])
  }

  /// Every pair of 4-bit operands against repeated addition, for the narrowest accumulator.
  @Test func isExhaustivelyRightForFourBits() throws {
    let array = try MatrixMultiplication(operandWidth: 4, accumulatorWidth: 8)
    for a in -8...7 {
      for b in -8...7 {
        var sum = 0
        for _ in 0..<a.magnitude { sum += a < 0 ? -b : b }
        var expected = 3 * sum + 100
        while expected > 127 { expected -= 256 }
        while expected < -128 { expected += 256 }
        #expect(try array([[a, a, a]], [[b], [b], [b]], bias: [100]) == [[expected]])
      }
    }
  }

  /// Random shapes and widths against sums in 128 bits, wrapped by remainder.
  @Test func agreesWithWideSums() throws {
    let seed: UInt64 = 20_250_611
    var random = SplitMix64(seed: seed)
    for _ in 0..<300 {
      let leftWidth = Int.random(in: 2...16, using: &random)
      let rightWidth = Int.random(in: 2...16, using: &random)
      let accumulatorWidth = Int.random(in: 8...64, using: &random)
      let (m, k, n) = (random.below(6) + 1, random.below(9) + 1, random.below(6) + 1)
      let a = random.matrix(m, k, width: leftWidth)
      let b = random.matrix(k, n, width: rightWidth)
      let bias = random.matrix(1, n, width: accumulatorWidth)[0]
      let array = try MatrixMultiplication(
        leftWidth: leftWidth, rightWidth: rightWidth, accumulatorWidth: accumulatorWidth)
      let c = try array(a, b, bias: bias)
      let rectified = try array(a, b, bias: bias, relu: true)
      for (i, j) in (0..<m).flatMap({ i in (0..<n).map { (i, $0) } }) {
        var sum = Int128(bias[j])
        for l in 0..<k { sum += Int128(a[i][l] * b[l][j]) }
        let modulus = Int128(1) << Int128(accumulatorWidth)
        var expected = sum % modulus
        if expected < 0 { expected += modulus }
        if expected >= modulus / 2 { expected -= modulus }
        #expect(Int128(c[i][j]) == expected, "seed \(seed), \(leftWidth) x \(rightWidth) bits, \(accumulatorWidth)")
        #expect(Int128(rectified[i][j]) == max(expected, 0), "seed \(seed)")
      }
    }
  }

  @Test func acceptsEmptyMatrices() throws {
    let array = try MatrixMultiplication(operandWidth: 8, accumulatorWidth: 32)
    #expect(try array([], [[1, 2]]) == [])
    #expect(try array([[], []], [], bias: [7, -7], relu: true) == [[7, 0], [7, 0]])
  }
}

@Suite struct MatrixMultiplicationErrorTests {
  @Test(arguments: [
    (1, 8, 32, "the width of the left operand is 1, but must be in 2...16"),
    (17, 8, 32, "the width of the left operand is 17, but must be in 2...16"),
    (8, 0, 32, "the width of the right operand is 0, but must be in 2...16"),
    (8, 8, 7, "the accumulator width is 7, but must be in 8...64"),
    (8, 8, 65, "the accumulator width is 65, but must be in 8...64"),
  ])
  func refusesWidths(left: Int, right: Int, accumulator: Int, sentence: String) {
    expect(sentence) {
      _ = try MatrixMultiplication(leftWidth: left, rightWidth: right, accumulatorWidth: accumulator)
    }
  }

  @Test func refusesShapesThatDoNotFit() throws {
    let array = try MatrixMultiplication(operandWidth: 4, accumulatorWidth: 8)
    expect("a column of B has 3 elements, but needs 2: a row of A has 2 elements") {
      _ = try array([[1, 2]], [[1], [2], [3]])
    }
    expect("row 1 of A has 1 elements, but row 0 has 2") { _ = try array([[1, 2], [1]], [[1], [2]]) }
    expect("row 1 of B has 2 elements, but row 0 has 1") { _ = try array([[1, 2]], [[1], [2, 3]]) }
    expect("the bias has 1 elements, but needs 2: B has 2 columns") { _ = try array([[1]], [[1, 2]], bias: [1]) }
  }

  @Test func refusesValuesThatDoNotFit() throws {
    let array = try MatrixMultiplication(leftWidth: 4, rightWidth: 3, accumulatorWidth: 8)
    _ = try array([[7, -8]], [[3], [-4]], bias: [127])
    expect("A[1][0] is 8, which does not fit 4 signed bits") { _ = try array([[7], [8]], [[1]]) }
    expect("A[0][1] is -9, which does not fit 4 signed bits") { _ = try array([[7, -9]], [[1], [1]]) }
    expect("B[0][0] is 4, which does not fit 3 signed bits") { _ = try array([[7]], [[4]]) }
    expect("bias[0] is 128, which does not fit 8 signed bits") { _ = try array([[7]], [[1]], bias: [128]) }
    expect("bias[0] is -129, which does not fit 8 signed bits") { _ = try array([[7]], [[1]], bias: [-129]) }
  }
}
