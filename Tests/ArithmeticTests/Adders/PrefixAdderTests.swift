import Bitloom
import Testbench
import Testing

@testable import Arithmetic

@Suite struct PrefixAdderTests {
  @Test(arguments: CarryNetwork.allCases, 1...6)
  func allSumsOfNarrowOperands(_ network: CarryNetwork, _ width: Int) throws {
    let (a, b) = allPairs(.unsigned(width), .unsigned(width))
    let sums = try answers(of: PrefixAdder(width: width, network: network), [\.a: a, \.b: b], \.sum)
    let expected: [Int] = zip(a, b).map { $0 + $1 }
    #expect(sums == expected)
  }

  @Test(arguments: CarryNetwork.allCases, 1...5)
  func allSumsWithACarryIn(_ network: CarryNetwork, _ width: Int) throws {
    let (a, b) = allPairs(.unsigned(width), .unsigned(width))
    let adder = PrefixAdder(width: width, network: network, hasCarryIn: true)
    for carry in 0...1 {
      let sums = try simulate(adder) { dut in
        dut.carryIn = carry
        return dut.run([\.a: a, \.b: b], sampling: \.sum)
      }
      let expected: [Int] = zip(a, b).map { $0 + $1 + carry }
      #expect(sums == expected)
    }
  }

  @Test(arguments: CarryNetwork.allCases, [7, 16, 31, 32, 33, 48, 61])
  func carriesRunThroughWideOperands(_ network: CarryNetwork, _ width: Int) throws {
    var random = SeededGenerator(seed: UInt64(width))
    let limit = 1 << width
    var a = [limit - 1, limit - 1, 0, limit / 2]
    var b = [1, limit - 1, 0, limit / 2]
    for _ in 0..<200 {
      let (x, y) = (Int.random(in: 0..<limit, using: &random), Int.random(in: 0..<limit, using: &random))
      // Half of them let a carry run far.
      let isFar = Bool.random(using: &random)
      a.append(x)
      b.append(isFar ? (limit - x) % limit : y)
    }
    let sums = try answers(of: PrefixAdder(width: width, network: network), [\.a: a, \.b: b], \.sum)
    let expected: [Int] = zip(a, b).map { $0 + $1 }
    #expect(sums == expected)
  }

  /// The sum in the type of `a + b`, beside the operator itself.
  struct MixedSum: Module {
    var a: SignalType
    var b: SignalType
    var network: CarryNetwork

    struct IO: Interface {
      @Input var a: Signal
      @Input var b: Signal
      @Input var carry: Signal = .bit
      @Output var sum: Signal
      @Output var sumWithCarry: Signal
    }

    var ports: IO {
      let signed = a.isSigned || b.isSigned
      let widths = [a, b].map { $0.width + (signed && !$0.isSigned ? 1 : 0) }
      let type = SignalType(width: 1 + max(widths[0], widths[1]), isSigned: signed)
      return IO(
        a: a.instantiate(), b: b.instantiate(), sum: type.instantiate(), sumWithCarry: type.instantiate())
    }

    func build(_ io: IO) {
      io.sum <== prefixSum(io.a, io.b, network: network)
      io.sumWithCarry <== prefixSum(io.a, io.b, carryIn: io.carry, network: network)
    }
  }

  @Test(arguments: [(1, 1), (3, 3), (4, 2), (2, 5)], CarryNetwork.allCases)
  func sumsOfAllSigns(_ widths: (Int, Int), _ network: CarryNetwork) throws {
    for (isASigned, isBSigned) in [(false, true), (true, false), (true, true), (false, false)] {
      let a = SignalType(width: widths.0, isSigned: isASigned)
      let b = SignalType(width: widths.1, isSigned: isBSigned)
      let pairs = allPairs(a, b)
      let carries = [Int](repeating: 1, count: pairs.a.count)
      let module = MixedSum(a: a, b: b, network: network)
      let stimulus: Stimulus<MixedSum> = [\.a: pairs.a, \.b: pairs.b, \.carry: carries]
      let samples = try simulate(module) { $0.run(stimulus, sampling: [\.sum, \.sumWithCarry]) }
      let expected: [Int] = zip(pairs.a, pairs.b).map { $0 + $1 }
      let above = expected.map { $0 + 1 }
      #expect(samples[\.sum] == expected)
      #expect(samples[\.sumWithCarry] == above)
    }
  }

  @Test(arguments: [
    (CarryNetwork.ripple, 31, 31), (.brentKung, 9, 57), (.sklansky, 5, 80), (.koggeStone, 5, 129),
  ])
  func networksHaveTheLevelsAndCellsOfTheLiterature(_ network: CarryNetwork, _ levels: Int, _ cells: Int) {
    let made = network.levels(width: 32)
    #expect(made.count == levels)
    #expect(made.joined().count { $0 != nil } == cells)
  }

  @Test func anImpossibleWidthIsTold() {
    #expect(throws: DesignError.self) { try elaborate(PrefixAdder(width: 0)) }
  }
}
