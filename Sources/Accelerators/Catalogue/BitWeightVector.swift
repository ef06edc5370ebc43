import Testbench

/// One product of matrices for a bit-weight element.
struct BitWeightVector: Sendable {
  /// What the vector is there for.
  var purpose: String
  var a: [[Int]]
  var b: [[Int]]
  /// The fraction of cycles in which nothing comes.
  var pauses = 0.0

  var description: String { "\(purpose): \(a.count)x\(b.count) by \(b.count)x\(b.first?.count ?? 0)" }
}

/// Makes the vectors for an element: directed and random ones take turns until there are no more directed ones.
struct BitWeightVectors {
  /// The numbers of a matrix.
  private enum Numbers {
    case minimum, maximum, zero, random
    /// The ends of the range, 0, 1 and -1, mixed.
    case corners
    /// Mostly zeros, whole groups of them.
    case sparse
  }

  private struct Directed {
    var purpose: String
    var m: Int
    var k: Int
    var a = Numbers.random
    var b = Numbers.random
    var pauses = 0.0
  }

  private let configuration: BitWeightConfiguration
  private let directed: [Directed]
  private var random: SeededGenerator
  private var count = 0

  init(_ configuration: BitWeightConfiguration, seed: UInt64) {
    self.configuration = configuration.resolved
    random = SeededGenerator(seed: seed)
    directed = Self.directed(self.configuration)
  }

  private static func directed(_ configuration: BitWeightConfiguration) -> [Directed] {
    // The operands that are looked at together.
    let span = configuration.lanes * configuration.group
    // So many products of the least numbers leave the accumulator, where that takes no more than some thousand.
    let product = 2 * configuration.operandWidth - 2
    let wrap = 2 << max(configuration.accumulatorWidth - 1 - product, 0)
    return [
      Directed(purpose: "all operands at their minimum", m: 2, k: 4 * span, a: .minimum, b: .minimum),
      Directed(purpose: "all operands at their maximum", m: 2, k: 4 * span, a: .maximum, b: .maximum),
      Directed(purpose: "minimum by maximum", m: 2, k: 4 * span, a: .minimum, b: .maximum),
      Directed(purpose: "corners by corners", m: 30, k: 1, a: .corners, b: .corners),
      Directed(purpose: "one sum after the other", m: 12, k: span),
      Directed(purpose: "zero groups", m: 6, k: 4 * span, a: .sparse),
      Directed(purpose: "zeros", m: 3, k: 2 * span, a: .zero, b: .minimum),
      Directed(purpose: "groups filled up", m: 4, k: span + 1, a: .corners),
      Directed(purpose: "pauses", m: 4, k: 3 * span, pauses: 0.6),
      Directed(purpose: "around the accumulator", m: 2, k: wrap <= 4096 ? wrap : span, a: .minimum, b: .minimum),
    ]
  }

  mutating func next() -> BitWeightVector {
    defer { count += 1 }
    let turn = count / 2
    if count % 2 == 0 && turn < directed.count { return vector(directed[turn]) }
    let span = configuration.lanes * configuration.group
    let numbers: [Numbers] = [.random, .random, .corners, .sparse]
    let pauses = [0, 0, 0.3, 0.7]
    return vector(
      Directed(
        purpose: "random", m: Int.random(in: 1...6, using: &random),
        k: Int.random(in: 1...(3 * span + 1), using: &random),
        a: numbers[Int.random(in: 0...3, using: &random)], b: numbers[Int.random(in: 0...2, using: &random)],
        pauses: pauses[Int.random(in: 0...3, using: &random)]))
  }

  private mutating func vector(_ directed: Directed) -> BitWeightVector {
    let a = matrix(directed.m, directed.k, directed.a)
    let b = matrix(directed.k, configuration.columns, directed.b)
    return BitWeightVector(purpose: directed.purpose, a: a, b: b, pauses: directed.pauses)
  }

  private mutating func matrix(_ rows: Int, _ columns: Int, _ numbers: Numbers) -> [[Int]] {
    let largest = (1 << (configuration.operandWidth - 1)) - 1
    let range = (-largest - 1)...largest
    return (0..<rows).map { _ in (0..<columns).map { _ in number(in: range, numbers) } }
  }

  private mutating func number(in range: ClosedRange<Int>, _ numbers: Numbers) -> Int {
    switch numbers {
    case .minimum: return range.lowerBound
    case .maximum: return range.upperBound
    case .zero: return 0
    case .random: return Int.random(in: range, using: &random)
    case .sparse: return Int.random(in: 0..<8, using: &random) == 0 ? Int.random(in: range, using: &random) : 0
    case .corners:
      let corners = [range.lowerBound, range.upperBound, 0, 1, -1]
      return corners[Int.random(in: 0..<5, using: &random)]
    }
  }
}
