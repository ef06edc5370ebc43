import TensorNests
import Testing

@Suite struct DigitEncodingTests {
  /// The signed numbers of a width.
  static func range(_ width: Int) -> Range<Int> {
    let half = 1 << (width - 1)
    return -half..<half
  }

  @Test(arguments: DigitEncoding.allCases)
  func digitsWriteTheNumber(_ encoding: DigitEncoding) {
    for width in 2...12 {
      for number in Self.range(width) {
        let digits = encoding.digits(of: number, width: width)
        #expect(digits.count == encoding.digitCount(width: width))
        var sum = 0
        for digit in digits.reversed() { sum = (sum << encoding.weightStep) + digit }
        #expect(sum == number, "\(encoding), \(width) bits: \(digits)")
      }
    }
  }

  @Test func sixteenBitsAtTheirEnds() {
    for encoding in DigitEncoding.allCases {
      for number in [-32768, -32767, -1, 0, 1, 21845, -21846, 32766, 32767] {
        var sum = 0
        for digit in encoding.digits(of: number, width: 16).reversed() { sum = (sum << encoding.weightStep) + digit }
        #expect(sum == number)
      }
    }
  }

  @Test func digitsStayInTheirSets() {
    for width in 2...10 {
      for number in Self.range(width) {
        let booth = DigitEncoding.booth.digits(of: number, width: width)
        #expect(booth.allSatisfy { -2...2 ~= $0 })
        #expect(booth[0] != 2)
        let sign = number < 0 ? -1 : 1
        #expect(DigitEncoding.ent.digits(of: number, width: width).allSatisfy { -1...2 ~= sign * $0 })
        let naf = DigitEncoding.naf.digits(of: number, width: width)
        // The digits at radix 2: a pair is the lower one, or twice the higher one.
        let singles: [Int] = naf.flatMap { $0 % 2 == 0 ? [0, $0 / 2] : [$0, 0] }
        #expect(singles.allSatisfy { -1...1 ~= $0 })
        #expect(zip(singles, singles.dropFirst()).allSatisfy { $0 == 0 || $1 == 0 })
      }
    }
  }

  @Test func examples() {
    #expect(DigitEncoding.ent.digits(of: 91, width: 8) == [-1, -1, 2, 1])
    #expect(DigitEncoding.ent.digits(of: 124, width: 8) == [0, -1, 0, 2])
    #expect(DigitEncoding.ent.digits(of: -91, width: 8) == [1, 1, -2, -1])
    #expect(DigitEncoding.ent.digits(of: -128, width: 8) == [0, 0, 0, -2])
    #expect(DigitEncoding.booth.digits(of: -128, width: 8) == [0, 0, 0, -2])
    #expect(DigitEncoding.booth.digits(of: -1, width: 8) == [-1, 0, 0, 0])
    #expect(DigitEncoding.naf.digits(of: 127, width: 8) == [-1, 0, 0, 2])
    #expect(DigitEncoding.naf.digits(of: -91, width: 8) == [1, 1, 2, -2])
    #expect(DigitEncoding.binary.digits(of: -128, width: 8) == [0, 0, 0, 0, 0, 0, 0, -1])
    #expect(DigitEncoding.booth.nonzeroDigits(of: 0, width: 8) == 0)
    #expect(DigitEncoding.booth.nonzeroDigits(of: 85, width: 8) == 4)
  }

  /// An odd width has its sign once more, and a digit for the last bit.
  @Test func oddWidthsExtendTheirSign() {
    #expect(DigitEncoding.ent.digits(of: -16, width: 5) == [0, 0, -1])
    #expect(DigitEncoding.booth.digits(of: -16, width: 5) == [0, 0, -1])
    #expect(DigitEncoding.ent.digits(of: 15, width: 5) == [-1, 0, 1])
    #expect(DigitEncoding.booth.digitCount(width: 5) == 3)
    #expect(DigitEncoding.binary.digitCount(width: 5) == 5)
  }

  @Test func numbersThatDoNotFitAreWrapped() {
    #expect(DigitEncoding.booth.digits(of: 128, width: 8) == DigitEncoding.booth.digits(of: -128, width: 8))
  }

  static let histograms: [(DigitEncoding, [Int], Double)] = [
    (.ent, [1, 15, 60, 108, 72], 2.918),
    (.booth, [1, 12, 54, 108, 81], 3.0),
    (.naf, [1, 15, 72, 120, 48], 2.777),
    (.binary, [1, 8, 28, 56, 70, 56, 28, 8, 1], 4.0),
  ]

  @Test(arguments: histograms)
  func histogramsOfAllBytes(encoding: DigitEncoding, histogram: [Int], average: Double) {
    let statistics = DigitStatistics(of: -128...127, encoding: encoding, width: 8)
    #expect(statistics.histogram == histogram)
    #expect(abs(statistics.average - average) < 0.001)
  }
}
