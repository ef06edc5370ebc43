import Arithmetic
import Bitloom
import Testbench
import Testing

@Suite struct MultiplierTests {
  static let signs = [(false, false), (false, true), (true, false), (true, true)]

  @Test(arguments: signs, [(1, 1), (1, 4), (4, 1), (2, 3), (3, 3), (4, 4), (5, 4), (4, 5), (5, 5), (6, 6)])
  func allProductsOfNarrowOperands(_ signs: (Bool, Bool), _ widths: (Int, Int)) throws {
    let a = SignalType(width: widths.0, isSigned: signs.0)
    let b = SignalType(width: widths.1, isSigned: signs.1)
    let pairs = allPairs(a, b)
    let products = try answers(of: Multiplier(a: a, b: b), [\.a: pairs.a, \.b: pairs.b], \.product)
    let expected: [Int] = zip(pairs.a, pairs.b).map { $0 * $1 }
    #expect(products == expected)
  }

  @Test(arguments: [SignalType.signed(8), .unsigned(8)])
  func allProductsOfBytes(_ type: SignalType) throws {
    let pairs = allPairs(type, type)
    let products = try answers(of: Multiplier(a: type, b: type), [\.a: pairs.a, \.b: pairs.b], \.product)
    let expected: [Int] = zip(pairs.a, pairs.b).map { $0 * $1 }
    #expect(products == expected)
  }
}
