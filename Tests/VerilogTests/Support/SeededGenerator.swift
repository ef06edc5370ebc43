import RTL

/// A small random generator whose sequence follows from its seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func bits(_ width: Int) -> Bits {
    switch Int.random(in: 0..<8, using: &self) {
    case 0: Bits(zeroOfWidth: width)
    case 1: Bits(onesOfWidth: width)
    case 2: Bits(1, width: width).shiftedLeft(by: width - 1)
    default: Bits(words: (0..<(width + 63) / 64).map { _ in next() }, width: width)
    }
  }

  mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &self) == 0 }
}
