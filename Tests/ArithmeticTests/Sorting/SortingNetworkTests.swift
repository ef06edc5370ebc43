import Arithmetic
import Bitloom
import Testbench
import Testing

@Suite struct SortingNetworkTests {
  /// A network of comparators that sorts all zeros and ones sorts everything (Knuth, volume 3, section 5.3.4).
  @Test(arguments: 1...11)
  func allZerosAndOnes(_ count: Int) throws {
    func check(_ dut: Testbench<SortingNetwork>) {
      for pattern in 0..<1 << count {
        dut.numbers.values = (0..<count).map { pattern >> $0 & 1 }
        let ones = pattern.nonzeroBitCount
        let expected: [Int] = [Int](repeating: 0, count: count - ones) + [Int](repeating: 1, count: ones)
        #expect(dut.sorted.values == expected)
      }
    }
    try simulate(SortingNetwork(of: .unsigned(1), count: count)) { check($0) }
  }

  @Test(arguments: [SignalType.signed(9), .unsigned(9)], [nil, 1, 2, 3])
  func numbersInAPipeline(_ type: SignalType, _ levelsPerStage: Int?) throws {
    let module = SortingNetwork(of: type, count: 9, levelsPerStage: levelsPerStage)
    var random = SeededGenerator(seed: 7)
    let sets = (0..<50).map { _ in (0..<9).map { _ in Int.random(in: type.allValues, using: &random) } }
    func check(_ dut: Testbench<SortingNetwork>) {
      for index in 0..<sets.count + module.latency {
        if index < sets.count { dut.numbers.values = sets[index] }
        // Without registers the answer comes at once, else after as many edges as there are stages.
        if module.latency > 0 { dut.step() }
        let answered = index - max(module.latency - 1, 0)
        guard sets.indices.contains(answered) else { continue }
        let expected: [Int] = sets[answered].sorted()
        #expect(dut.sorted.values == expected)
      }
    }
    try simulate(module) { check($0) }
  }

  @Test(arguments: [(1, 0), (2, 1), (4, 5), (8, 19), (16, 63), (32, 191)])
  func comparatorsAreThoseOfBatcher(_ count: Int, _ comparators: Int) throws {
    let design = try elaborate(SortingNetwork(of: .unsigned(4), count: count))
    let swaps = design.verilog(.systemVerilog)[0].text.split(separator: "\n").count { $0.contains("logic swap_") }
    #expect(swaps == comparators)
  }

  @Test func impossibleParametersAreTold() {
    #expect(throws: DesignError.self) { try elaborate(SortingNetwork(of: .bit, count: 0)) }
    #expect(throws: DesignError.self) { try elaborate(SortingNetwork(of: .bit, count: 4, levelsPerStage: 0)) }
  }
}
