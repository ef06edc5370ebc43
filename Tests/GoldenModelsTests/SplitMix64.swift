/// A small seeded generator, so that a failure can be repeated (Steele, Lea, Flood 2014).
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

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  /// Returns a matrix of signed values, a quarter of them at the ends of their range.
  mutating func matrix(_ rows: Int, _ columns: Int, width: Int) -> [[Int]] {
    let largest = Int.max >> (64 - width)
    let smallest = -largest - 1
    return (0..<rows).map { _ in
      (0..<columns).map { _ in
        switch below(8) {
        case 0: smallest
        case 1: largest
        default: Int.random(in: smallest...largest, using: &self)
        }
      }
    }
  }
}
