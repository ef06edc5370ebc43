import Bitloom
import RTL
import Simulation
import Testbench
import Testing

@Suite struct OperatorBankTests {
  /// Ends of the ranges, small numbers and random ones.
  private static func operand(_ type: SignalType, _ random: inout SeededGenerator) -> Bits {
    let width = type.width
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return Bits(zeroOfWidth: width)
    case 1: return Bits(onesOfWidth: width)
    case 2: return Bits(zeroOfWidth: width).replacing(low: width - 1, with: Bits(1, width: 1))
    case 3: return ~Bits(zeroOfWidth: width).replacing(low: width - 1, with: Bits(1, width: 1))
    case 4: return Bits(Int.random(in: -9...9, using: &random), width: width)
    default: return .random(width: width, using: &random)
    }
  }

  private static func number(_ bits: Bits, _ type: SignalType) -> Int128 {
    let wide = bits.extended(to: 128, signed: type.isSigned)
    return Int128(truncatingIfNeeded: UInt128(wide.word(1)) << 64 | UInt128(wide.word(0)))
  }

  private static func bits(_ number: Int128, width: Int) -> Bits {
    Bits(words: [UInt64(truncatingIfNeeded: number), UInt64(truncatingIfNeeded: number >> 64)], width: width)
  }

  @Test func everyOperatorOnEveryEngine() throws {
    let cases = OperatorBank.cases
    let seed: UInt64 = 61
    try simulate(OperatorBank(), on: everyEngine()) { dut in
      var random = SeededGenerator(seed: seed)
      let inputs = [\.a, \.b, \.c, \.d, \.e, \.f, \.s].map { dut.port($0) }
      let results = dut.results.allPorts
      for round in 0..<400 {
        let values = inputs.map { port in
          let bits = Self.operand(port.type, &random)
          port.set(bits)
          return Self.number(bits, port.type)
        }
        let operands = OperatorBank.Operands(
          a: values[0], b: values[1], c: values[2], d: values[3], e: values[4], f: values[5], s: values[6])
        for (result, operatorCase) in zip(results, cases) {
          let expected = Self.bits(operatorCase.expected(operands), width: operatorCase.type.width)
          try require(
            result.bits, LogicBits(expected), "round \(round), seed \(seed), \(operands): \(operatorCase.name)")
        }
        dut.step()
      }
    }
  }
}
