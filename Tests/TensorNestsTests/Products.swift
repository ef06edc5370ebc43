import Testing

@testable import TensorNests

/// Returns A B with every element wrapped to a width: what nests are compared with.
func product(_ a: [[Int]], _ b: [[Int]], width: Int) -> [[Int]] {
  let columns = b.first?.count ?? 0
  return a.map { row in
    (0..<columns).map { column in
      var sum: Int128 = 0
      for (k, left) in row.enumerated() { sum += Int128(left) * Int128(b[k][column]) }
      let modulus = Int128(1) << Int128(width)
      let rest = ((sum % modulus) + modulus) % modulus
      return Int(rest >= modulus / 2 ? rest - modulus : rest)
    }
  }
}

/// A nest and how it is called in messages.
struct NamedNest: Sendable, CustomTestStringConvertible {
  let name: String
  let nest: TensorLoopNest
  var testDescription: String { name }

  /// Every named nest, in every encoding that it takes; the pass of the sparse ones is as wide as it has to be for
  /// `depth` k's.
  static func all(operandWidth: Int, accumulatorWidth: Int) throws -> [NamedNest] {
    var nests = [
      NamedNest(name: "mac", nest: try .mac(operandWidth: operandWidth, accumulatorWidth: accumulatorWidth))
    ]
    for encoding in [DigitEncoding.booth, .ent, .naf] {
      func add(_ name: String, _ nest: TensorLoopNest) {
        nests.append(NamedNest(name: "\(name), \(encoding)", nest: nest))
      }
      let (w, s) = (operandWidth, accumulatorWidth)
      add("boothMAC", try .boothMAC(encoding: encoding, operandWidth: w, accumulatorWidth: s))
      add("opt1", try .opt1(encoding: encoding, operandWidth: w, accumulatorWidth: s))
      add("opt2", try .opt2(encoding: encoding, tile: 3, operandWidth: w, accumulatorWidth: s))
      add("opt3", try .opt3(encoding: encoding, group: 4, operandWidth: w, accumulatorWidth: s))
      let skipping: NestLoop.ZeroGroups = .takeNone
      let column = try TensorLoopNest.opt4c(
        encoding: encoding, columns: 3, group: 2, operandWidth: w, accumulatorWidth: s, zeroGroups: skipping)
      add("opt4c", column)
      let lanes = try TensorLoopNest.opt4e(
        encoding: encoding, lanes: 2, columns: 2, group: 2, operandWidth: w, accumulatorWidth: s)
      add("opt4e", lanes)
    }
    return nests
  }
}

/// A seeded generator, so that a failure can be repeated (Steele, Lea, Flood 2014).
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Returns a matrix of signed values, some of them at the ends of their range, some 0.
  mutating func matrix(_ rows: Int, _ columns: Int, width: Int) -> [[Int]] {
    let half = 1 << (width - 1)
    return (0..<rows).map { _ in
      (0..<columns).map { _ in
        switch Int.random(in: 0..<8, using: &self) {
        case 0: -half
        case 1: half - 1
        case 2: 0
        default: Int.random(in: -half..<half, using: &self)
        }
      }
    }
  }
}

/// Expects that `body` throws an error that reads exactly `sentence`.
func expect(_ sentence: String, location: SourceLocation = #_sourceLocation, _ body: () throws -> Void) {
  let error = #expect(throws: NestError.self, sourceLocation: location, performing: body)
  let found: String? = error?.description
  #expect(found == sentence, sourceLocation: location)
}
