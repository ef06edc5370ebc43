import Bitloom
import Testbench

extension Bits {
  static func random(width: Int, using random: inout SeededGenerator) -> Bits {
    Bits(words: (0..<(width + 63) / 64).map { _ in random.next() }, width: width)
  }
}

extension SeededGenerator {
  /// True in this fraction of all cases.
  mutating func chance(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &self) < probability }
}
