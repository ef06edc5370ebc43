import Arithmetic
import Bitloom
import Testbench
import Testing

@Suite struct MultiplyAccumulatorTests {
  /// Sums of products modulo 2^32, started anew where `clear` is 1.
  private static func sums(_ a: [Int], _ b: [Int], _ clear: [Int]) -> [UInt32] {
    var sum: Int32 = 0
    return a.indices.map { index in
      sum = (clear[index] == 1 ? 0 : sum) &+ Int32(a[index] * b[index])
      return UInt32(bitPattern: sum)
    }
  }

  /// What the accumulator holds after each of some operands.
  private static func run(
    _ form: MultiplyAccumulator.Form, on engine: Engine, _ a: [Int], _ b: [Int], _ clear: [Int]
  ) throws -> [UInt32] {
    // The operands are held for a cycle: another one is needed at the end.
    let inputs: Stimulus<MultiplyAccumulator> = [\.a: a + [0], \.b: b + [0], \.clear!: clear + [0]]
    return try simulate(MultiplyAccumulator(form: form), on: engine) { dut in
      guard form == .carrySave else {
        return dut.run(inputs, sampling: \.sum).dropFirst().map { UInt32(truncatingIfNeeded: $0) }
      }
      let samples = dut.run(inputs, sampling: [\.sum, \.carry!])
      let pairs = zip(samples[\.sum], samples[\.carry!])
      return pairs.dropFirst().map { UInt32(truncatingIfNeeded: $0 + $1) }
    }
  }

  @Test(arguments: MultiplyAccumulator.Form.allCases, Engine.available)
  func allPairsOfBytesAreAddedUp(_ form: MultiplyAccumulator.Form, _ engine: Engine) throws {
    let (a, b) = allPairs(.signed(8), .signed(8))
    let clear = a.indices.map { $0 % 1013 == 0 ? 1 : 0 }
    #expect(try Self.run(form, on: engine, a, b, clear) == Self.sums(a, b, clear))
  }

  /// The sum in either form, modulo 2^width.
  private static func value(of dut: Testbench<MultiplyAccumulator>, width: Int) -> Int {
    let carry = dut.carry ?? 0
    let sum = dut.sum + carry
    return sum & (1 << width - 1)
  }

  @Test(arguments: MultiplyAccumulator.Form.allCases)
  func theAccumulatorWraps(_ form: MultiplyAccumulator.Form) throws {
    let module = MultiplyAccumulator(accumulatorWidth: 20, form: form, hasClear: false)
    try simulate(module) { dut in
      (dut.a, dut.b) = (-128, -128)
      dut.step()
      for count in 1...200 {
        dut.step()
        #expect(Self.value(of: dut, width: 20) == count * 16384 & 0xfffff)
      }
    }
  }

  @Test(arguments: [(2, 4), (3, 9), (5, 10), (16, 40)], MultiplyAccumulator.Form.allCases)
  func otherWidths(_ widths: (Int, Int), _ form: MultiplyAccumulator.Form) throws {
    let (operandWidth, width) = widths
    var random = SeededGenerator(seed: 3)
    let range = -(1 << (operandWidth - 1))..<1 << (operandWidth - 1)
    let module = MultiplyAccumulator(operandWidth: operandWidth, accumulatorWidth: width, form: form, hasClear: false)
    try simulate(module) { dut in
      var expected = 0
      for _ in 0..<500 {
        let (a, b) = (Int.random(in: range, using: &random), Int.random(in: range, using: &random))
        (dut.a, dut.b) = (a, b)
        dut.step(2)
        // The same operands came in twice.
        expected += 2 * a * b
        (dut.a, dut.b) = (0, 0)
        dut.step()
        #expect(Self.value(of: dut, width: width) == expected & (1 << width - 1))
      }
    }
  }

  @Test func impossibleWidthsAreTold() {
    #expect(throws: DesignError.self) { try elaborate(MultiplyAccumulator(operandWidth: 0)) }
    #expect(throws: DesignError.self) { try elaborate(MultiplyAccumulator(accumulatorWidth: 300)) }
  }
}
