import Foundation

/// Operands whose digits are looked at: drawn at random, or taken from a network.
public struct OperandSample: Hashable, Sendable {
  /// What they are, as tables print it.
  public let name: String
  /// The operands, in the order in which k goes through them.
  public let operands: [Int]

  public init(name: String, operands: [Int]) {
    self.name = name
    self.operands = operands
  }

  /// Returns operands of a normal distribution about 0, rounded, and cut off at the ends of `width` bits.
  ///
  /// The same seed draws the same operands. Source: Marsaglia's polar method.
  public static func normal(deviation: Double, count: Int, width: Int = 8, seed: UInt64) -> OperandSample {
    var random = SplitMix64(state: seed)
    let largest = Double((1 << (width - 1)) - 1)
    var operands: [Int] = []
    operands.reserveCapacity(count + 1)
    while operands.count < count {
      let x = random.nextFraction()
      let y = random.nextFraction()
      let square = x * x + y * y
      guard square > 0, square < 1 else { continue }
      let factor = deviation * (-2 * log(square) / square).squareRoot()
      for value in [x * factor, y * factor] {
        operands.append(Int(min(max(value.rounded(), -largest - 1), largest)))
      }
    }
    return OperandSample(name: "normal, sigma \(Int(deviation))", operands: Array(operands.prefix(count)))
  }

  /// Returns operands of `width` bits, all of which are equally likely.
  public static func uniform(count: Int, width: Int = 8, seed: UInt64) -> OperandSample {
    var random = SplitMix64(state: seed)
    let half = 1 << (width - 1)
    let operands = (0..<count).map { _ in Int.random(in: -half...half - 1, using: &random) }
    return OperandSample(name: "uniform", operands: operands)
  }
}

/// A generator whose numbers depend on its seed alone (Steele, Lea, Flood 2014).
private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Returns a number of -1..<1.
  mutating func nextFraction() -> Double {
    Double(Int64(bitPattern: next()) >> 11) * 0x1p-52
  }
}
