import GoldenModels
import Testbench

/// One product of matrices for a systolic array, with what the output stage is to do and how often the streams pause.
struct SystolicVector: Sendable {
  var a: [[Int]]
  var b: [[Int]]
  var output = SystolicSchedule.Output()
  var pauses = SystolicRun.Pauses.none
  /// What the vector is there for.
  var purpose: String

  var description: String {
    let stage = (output.relu ? ", ReLU" : "") + (output.requantise ? ", requantised" : "")
    return "\(purpose): \(a.count)x\(b.count) by \(b.count)x\(b.first?.count ?? 0)\(stage)"
  }

  /// What the array must compute.
  func expected(_ configuration: SystolicConfiguration) throws -> [[Int]] {
    let product = try MatrixMultiplication(
      operandWidth: configuration.operandWidth, accumulatorWidth: configuration.accumulatorWidth)
    let bias = configuration.hasBias ? output.columns.map(\.bias) : nil
    guard configuration.hasRequantisation, output.requantise else {
      return try product(a, b, bias: bias, relu: output.relu)
    }
    let requantisation = try Requantisation(
      multipliers: output.columns.map(\.multiplier), shifts: output.columns.map(\.shift),
      multiplierWidth: configuration.multiplierWidth, outputWidth: configuration.outputWidth)
    return try QuantisedMatrixMultiplication(product: product, requantisation: requantisation)(
      a, b, bias: bias, relu: output.relu)
  }
}

/// Makes the vectors for an array: directed and random ones take turns until there are no more directed ones.
struct SystolicVectors {
  private let configuration: SystolicConfiguration
  private let directed: [Directed]
  private var random: SeededGenerator
  private var count = 0

  init(_ configuration: SystolicConfiguration, seed: UInt64) {
    self.configuration = configuration
    random = SeededGenerator(seed: seed)
    directed = Directed.all(configuration)
  }

  mutating func next() -> SystolicVector {
    defer { count += 1 }
    let turn = count / 2
    return count % 2 == 0 && turn < directed.count ? vector(directed[turn]) : randomVector()
  }

  // MARK: Directed

  /// The numbers of a matrix.
  private enum Numbers {
    case minimum, maximum, zero, random
    /// The ends of the range, 0, 1 and -1, mixed.
    case corners
  }

  private struct Directed {
    var purpose: String
    var m: Int
    var k: Int
    var n: Int
    var a = Numbers.random
    var b = Numbers.random
    /// The numbers of the bias, the multipliers and the shifts.
    var settings = Numbers.random
    var relu = false
    var requantise = false
    var pauses = SystolicRun.Pauses.none

    static func all(_ configuration: SystolicConfiguration) -> [Directed] {
      let rows = configuration.rows
      let columns = configuration.columns
      var all = [
        Directed(purpose: "one tile", m: rows, k: rows, n: columns, settings: .zero),
        Directed(purpose: "all operands at their minimum", m: rows, k: 2 * rows, n: columns, a: .minimum, b: .minimum),
        Directed(purpose: "all operands at their maximum", m: rows, k: 2 * rows, n: columns, a: .maximum, b: .maximum),
        Directed(purpose: "minimum by maximum", m: rows, k: 2 * rows, n: columns, a: .minimum, b: .maximum, relu: true),
        Directed(purpose: "a single number", m: 1, k: 1, n: 1, a: .corners, b: .corners),
        Directed(purpose: "one step of K", m: rows, k: 1, n: columns, requantise: true),
        Directed(purpose: "one step of K, several tiles", m: 2 * rows, k: 1, n: 2 * columns),
        Directed(purpose: "edges filled up", m: rows + 1, k: rows + 1, n: columns + 1, relu: true, requantise: true),
        Directed(purpose: "several tiles", m: 2 * rows, k: 2 * rows, n: 2 * columns),
        Directed(
          purpose: "saturation downwards", m: rows, k: rows, n: columns, a: .minimum, b: .maximum, settings: .maximum,
          requantise: true),
        Directed(
          purpose: "saturation upwards", m: rows, k: rows, n: columns, a: .maximum, b: .maximum, settings: .maximum,
          requantise: true),
        Directed(
          purpose: "least settings", m: rows, k: rows, n: columns, a: .corners, settings: .minimum, relu: true,
          requantise: true),
        Directed(purpose: "zeros", m: rows, k: rows, n: columns, a: .zero, b: .zero, settings: .zero, requantise: true),
        Directed(
          purpose: "slow operands", m: 2 * rows, k: rows + 1, n: columns + 1, pauses: .init(operands: 0.7)),
        Directed(
          purpose: "slow settings", m: 2 * rows, k: 1, n: columns + 1, requantise: true, pauses: .init(settings: 0.9)),
        Directed(
          purpose: "slow receiver", m: 2 * rows, k: rows + 1, n: columns + 1, requantise: true,
          pauses: .init(results: 0.8)),
        Directed(
          purpose: "everything slow", m: rows + 1, k: 2 * rows + 1, n: 2 * columns + 1, relu: true,
          pauses: .init(operands: 0.5, settings: 0.5, results: 0.5)),
      ]
      // A larger batch would take longer than all other vectors together.
      if configuration.dataflow == .weightStationary, configuration.batchRows <= 256 {
        all.append(
          Directed(purpose: "more rows than a batch has", m: configuration.batchRows + 1, k: rows + 1, n: columns))
      }
      return all
    }
  }

  private mutating func vector(_ directed: Directed) -> SystolicVector {
    SystolicVector(
      a: matrix(directed.m, directed.k, directed.a), b: matrix(directed.k, directed.n, directed.b),
      output: output(directed.n, directed.settings, relu: directed.relu, requantise: directed.requantise),
      pauses: directed.pauses, purpose: directed.purpose)
  }

  // MARK: Random

  private mutating func randomVector() -> SystolicVector {
    let m = size(configuration.rows)
    let k = size(configuration.rows)
    let n = size(configuration.columns)
    let numbers: [Numbers] = [.random, .random, .corners]
    let a = numbers[Int.random(in: 0...2, using: &random)]
    let b = numbers[Int.random(in: 0...2, using: &random)]
    return SystolicVector(
      a: matrix(m, k, a), b: matrix(k, n, b),
      output: output(n, .random, relu: Bool.random(using: &random), requantise: Bool.random(using: &random)),
      pauses: randomPauses(), purpose: "random")
  }

  /// A size of a matrix: often one that just fits the array or is just beyond it.
  private mutating func size(_ side: Int) -> Int {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: 1
    case 1: side
    case 2: side + 1
    default: Int.random(in: 1...(2 * side + 2), using: &random)
    }
  }

  private mutating func randomPauses() -> SystolicRun.Pauses {
    guard Bool.random(using: &random) else { return .none }
    let choices = [0.0, 0.2, 0.5, 0.8]
    return SystolicRun.Pauses(
      operands: choices[Int.random(in: 0...3, using: &random)],
      settings: choices[Int.random(in: 0...3, using: &random)],
      results: choices[Int.random(in: 0...3, using: &random)])
  }

  // MARK: Numbers

  private mutating func matrix(_ rows: Int, _ columns: Int, _ numbers: Numbers) -> [[Int]] {
    let range = Self.signedRange(configuration.operandWidth)
    return (0..<rows).map { _ in (0..<columns).map { _ in number(in: range, numbers) } }
  }

  private mutating func output(
    _ columns: Int, _ numbers: Numbers, relu: Bool, requantise: Bool
  ) -> SystolicSchedule.Output {
    let settings = (0..<columns).map { _ in
      SystolicSchedule.ColumnSettings(
        bias: configuration.hasBias ? number(in: Self.signedRange(configuration.accumulatorWidth), numbers) : 0,
        multiplier: number(in: 0...(1 << configuration.multiplierWidth) - 1, numbers),
        shift: shift(numbers))
    }
    return SystolicSchedule.Output(
      columns: settings, relu: relu && configuration.hasReLU, requantise: requantise && configuration.hasRequantisation)
  }

  /// The largest multiplier goes with the least shift: that is what saturates.
  private mutating func shift(_ numbers: Numbers) -> Int {
    let largest = (1 << configuration.shiftWidth) - 1
    switch numbers {
    case .maximum: return 0
    case .minimum: return largest
    case .zero, .random, .corners:
      // Large shifts leave only zeros, so small ones come up more often.
      let limit = Bool.random(using: &random) ? min(largest, 2 * configuration.operandWidth) : largest
      return Int.random(in: 0...limit, using: &random)
    }
  }

  private mutating func number(in range: ClosedRange<Int>, _ numbers: Numbers) -> Int {
    switch numbers {
    case .minimum: return range.lowerBound
    case .maximum: return range.upperBound
    case .zero: return 0
    case .random: return Int.random(in: range, using: &random)
    case .corners:
      let corners = [range.lowerBound, range.upperBound, 0, 1, max(-1, range.lowerBound)]
      return corners[Int.random(in: 0..<5, using: &random)]
    }
  }

  private static func signedRange(_ width: Int) -> ClosedRange<Int> {
    let largest = Int.max >> (64 - width)
    return (-largest - 1)...largest
  }
}
