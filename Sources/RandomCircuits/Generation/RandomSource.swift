/// Random numbers that follow from a seed (SplitMix64).
struct RandomSource: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A source of its own for each pair of numbers.
  init(seed: UInt64, stream: UInt64) {
    var mixer = RandomSource(seed: seed ^ 0x6A09_E667_F3BC_C909)
    let first = mixer.next()
    mixer = RandomSource(seed: first ^ (stream &* 0x9E37_79B9_7F4A_7C15))
    state = mixer.next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func number(below limit: Int) -> Int { Int(next() % UInt64(limit)) }
  mutating func number(_ range: ClosedRange<Int>) -> Int { range.lowerBound + number(below: range.count) }

  /// True once in `n` times.
  mutating func oneIn(_ n: Int) -> Bool { number(below: n) == 0 }

  mutating func element<Element>(of array: [Element]) -> Element { array[number(below: array.count)] }
}
