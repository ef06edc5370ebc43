import Testing

@testable import GoldenModels

@Suite struct RequantisationTests {
  private func output(_ value: Int, times multiplier: Int, shift: Int, width: Int = 8) throws -> Int {
    try Requantisation(multipliers: [multiplier], shifts: [shift], outputWidth: width)(value, column: 0)
  }

  @Test(arguments: [
    (-7, -4), (-6, -3), (-5, -2), (-4, -2), (-3, -2), (-2, -1), (-1, 0),
    (0, 0), (1, 0), (2, 1), (3, 2), (4, 2), (5, 2), (6, 3), (7, 4),
  ])
  func roundsHalvesToEven(value: Int, half: Int) throws {
    #expect(try output(value, times: 1, shift: 1) == half)
  }

  /// Every value of -300...300, multiplier of 0...9 and shift of 0...6 against the definition of rounding: the integer
  /// whose distance from the fraction is smallest, the even one of two.
  @Test func isExhaustivelyRightForSmallNumbers() throws {
    for shift in 0...6 {
      let denominator = 1 << shift
      for multiplier in 0...9 {
        let requantisation = try Requantisation(multipliers: [multiplier], shifts: [shift], outputWidth: 16)
        for value in -300...300 {
          let numerator = value * multiplier
          let actual = requantisation(value, column: 0)
          let distance = abs(numerator - actual * denominator)
          let below = abs(numerator - (actual - 1) * denominator)
          let above = abs(numerator - (actual + 1) * denominator)
          let isNearest = distance < below && distance < above
          let isTieToEven = distance <= below && distance <= above && actual.isMultiple(of: 2)
          if !isNearest && !isTieToEven {
            Issue.record("\(value) * \(multiplier) / \(denominator) gave \(actual)")
          }
        }
      }
    }
  }

  /// Doubles hold these fractions exactly, and round them by an implementation of their own.
  @Test func agreesWithFloatingPointRounding() throws {
    let seed: UInt64 = 77
    var random = SplitMix64(seed: seed)
    for _ in 0..<20_000 {
      let multiplier = random.below(1 << 16)
      let shift = random.below(48)
      let value = Int.random(in: -(1 << 31)..<(1 << 31), using: &random)
      let fraction = Double(value * multiplier) / Double(1 << shift)
      let expected = Int(min(max(fraction.rounded(.toNearestOrEven), -32768), 32767))
      let actual = try output(value, times: multiplier, shift: shift, width: 16)
      if actual != expected {
        Issue.record("seed \(seed): \(value) * \(multiplier) >> \(shift) gave \(actual), not \(expected)")
      }
    }
  }

  @Test(arguments: [(127, 127), (128, 127), (1_000_000, 127), (-128, -128), (-129, -128), (-1_000_000, -128)])
  func saturates(value: Int, expected: Int) throws {
    #expect(try output(value, times: 1, shift: 0) == expected)
  }

  /// 127.5 rounds to the even 128 before it saturates; -128.5 rounds to -128 by itself.
  @Test func roundsBeforeSaturating() throws {
    #expect(try output(255, times: 1, shift: 1) == 127)
    #expect(try output(-257, times: 1, shift: 1) == -128)
    #expect(try output(255, times: 1, shift: 1, width: 9) == 128)
  }

  /// The extreme accumulators times the largest multiplier need all of 96 bits.
  @Test func isExactForTheWidestNumbers() throws {
    let largest = (1 << 32) - 1
    let wide = try Requantisation(
      multipliers: [largest, 1 << 31, 1], shifts: [63, 63, 63], multiplierWidth: 32, outputWidth: 32)
    let most: Int = (1 << 31) - 1
    let least: Int = -(1 << 31)
    // (2^63 - 1)(2^32 - 1) / 2^63 = 2^32 - 1 - a little: saturates at 2^31 - 1.
    #expect(wide(Int.max, column: 0) == most)
    #expect(wide(Int.min, column: 0) == least)
    // -2^63 * 2^31 / 2^63 is the most negative output exactly; the tie at 2^31 - 2^-32 saturates.
    #expect(wide(Int.min, column: 1) == least)
    #expect(wide(Int.max, column: 1) == most)
    // 2^62 / 2^63 is a half, which goes to 0; one more goes to 1.
    #expect(wide(1 << 62, column: 2) == 0)
    #expect(wide((1 << 62) + 1, column: 2) == 1)
    #expect(wide(-(1 << 62) - 1, column: 2) == -1)
  }

  @Test func scalesEachColumnByItsOwn() throws {
    let requantisation = try Requantisation(multipliers: [1, 3, 0], shifts: [0, 2, 5])
    let accumulators: [[Int]] = [[10, 10, 10], [-10, -10, -10]]
    let expected: [[Int]] = [[10, 8, 0], [-10, -8, 0]]
    #expect(try requantisation(accumulators) == expected)
    let array = QuantisedMatrixMultiplication(
      product: try MatrixMultiplication(operandWidth: 8, accumulatorWidth: 32), requantisation: requantisation)
    #expect(try array([[2], [-2]], [[5, 5, 5]]) == [[10, 8, 0], [-10, -8, 0]])
    #expect(try array([[2], [-2]], [[5, 5, 5]], bias: [1, 2, 3], relu: true) == [[11, 9, 0], [0, 0, 0]])
  }
}

@Suite struct RequantisationFactorTests {
  @Test func normalisesMultipliers() throws {
    let requantisation = try Requantisation(approximating: [1, 0.5, 0.75, 3, 0])
    #expect(requantisation.multipliers == [0x8000, 0x8000, 0xC000, 0xC000, 0])
    #expect(requantisation.shifts == [15, 16, 16, 14, 0])
  }

  /// 1 - 2^-20 rounds up to a 17-bit multiplier, which is 2^15 with a shift of one less.
  @Test func renormalisesWhatRoundsUp() throws {
    let requantisation = try Requantisation(approximating: [1 - 0x1p-20])
    #expect(requantisation.multipliers == [0x8000])
    #expect(requantisation.shifts == [15])
  }

  @Test func givesUpTheTopBitAtTheLargestShift() throws {
    let requantisation = try Requantisation(approximating: [0x1p-48, 0x1p-49, 0x1p-63, 0x1p-64, 0x1p-70, 0x1p-1074])
    #expect(requantisation.multipliers == [0x8000, 0x4000, 1, 0, 0, 0])
    #expect(requantisation.shifts == Array(repeating: 63, count: 6))
  }

  @Test func staysWithinHalfAUnitOfTheLastPlace() throws {
    let seed: UInt64 = 5
    var random = SplitMix64(seed: seed)
    for width in [1, 2, 8, 16, 32] {
      for _ in 0..<500 {
        // Half a power of two below the largest representable factor, so that rounding up stays representable.
        let exponent = random.below(20 + width) - 21
        let factor = Double(sign: .plus, exponent: exponent, significand: Double.random(in: 1..<1.5, using: &random))
        let requantisation = try Requantisation(approximating: [factor], multiplierWidth: width)
        let multiplier = requantisation.multipliers[0]
        let scaled = Double(sign: .plus, exponent: requantisation.shifts[0], significand: factor)
        #expect(multiplier >> (width - 1) == 1, "seed \(seed)")
        #expect((scaled - Double(multiplier)).magnitude <= 0.5, "seed \(seed), \(factor) in \(width) bits")
      }
    }
  }

  @Test func refusesFactors() {
    for (factor, name) in [(-1.0, "-1.0"), (.infinity, "inf"), (.nan, "nan"), (65536.0, "65536.0")] {
      expect("the factor \(name) is not a 16-bit multiplier shifted right by 0...63 bits") {
        _ = try Requantisation(approximating: [factor])
      }
    }
    #expect(throws: Never.self) { try Requantisation(approximating: [65535]) }
    #expect(throws: GoldenModelError.self) { try Requantisation(approximating: [65535.5]) }
  }

  @Test func refusesNumbersOutOfRange() {
    expect("the multiplier width is 33, but must be in 1...32") {
      _ = try Requantisation(multipliers: [], shifts: [], multiplierWidth: 33)
    }
    expect("the multiplier width is 0, but must be in 1...32") {
      _ = try Requantisation(approximating: [1], multiplierWidth: 0)
    }
    expect("the output width is 1, but must be in 2...32") {
      _ = try Requantisation(multipliers: [], shifts: [], outputWidth: 1)
    }
    expect("the multiplier of column 1 is 256, but must be in 0...255") {
      _ = try Requantisation(multipliers: [255, 256], shifts: [0, 0], multiplierWidth: 8)
    }
    expect("the multiplier of column 0 is -1, but must be in 0...65535") {
      _ = try Requantisation(multipliers: [-1], shifts: [0])
    }
    expect("the shift of column 0 is 64, but must be in 0...63") {
      _ = try Requantisation(multipliers: [1], shifts: [64])
    }
    expect("the list of shifts has 1 elements, but needs 2: there are 2 multipliers") {
      _ = try Requantisation(multipliers: [1, 2], shifts: [0])
    }
    expect("row 1 of the accumulators has 2 elements, but needs 1: the requantisation has 1 columns") {
      _ = try Requantisation(multipliers: [1], shifts: [0])([[1], [1, 2]])
    }
  }
}
