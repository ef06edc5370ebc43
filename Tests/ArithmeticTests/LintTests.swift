import Arithmetic
import Bitloom
import LintSupport
import Testbench
import Testing

/// The Verilog of all blocks, in both dialects, in Verilator, Icarus and Yosys: not a word.
@Suite(.enabled(if: Engine.available.count == Engine.allCases.count, "Verilator or Icarus is not installed"))
struct LintTests {
  @Test(arguments: CarryNetwork.allCases)
  func adders(_ network: CarryNetwork) throws {
    for width in [1, 2, 13] {
      #expect(try lint(PrefixAdder(width: width, network: network, hasCarryIn: width != 2)) == "")
    }
  }

  @Test(arguments: [
    (SignalType.signed(1), SignalType.unsigned(1)), (.signed(5), .unsigned(4)), (.signed(8), .signed(8)),
  ])
  func multipliers(_ a: SignalType, _ b: SignalType) throws {
    #expect(try lint(Multiplier(a: a, b: b)) == "")
    #expect(try lint(Multiplier(a: b, b: a)) == "")
  }

  @Test(arguments: MultiplyAccumulator.Form.allCases)
  func accumulators(_ form: MultiplyAccumulator.Form) throws {
    #expect(try lint(MultiplyAccumulator(form: form)) == "")
    #expect(try lint(MultiplyAccumulator(operandWidth: 3, accumulatorWidth: 5, form: form, hasClear: false)) == "")
  }

  @Test(arguments: HeapProfile.allCases, [UInt64(1), 2, 3])
  func heaps(_ profile: HeapProfile, _ seed: UInt64) throws {
    #expect(try lint(HeapSample(seed: seed, profile: profile)) == "")
  }

  @Test(arguments: [1, 2, 7])
  func others(_ width: Int) throws {
    #expect(try lint(CountBank(width: width)) == "")
    #expect(try lint(PriorityEncoder(width: width)) == "")
    #expect(try lint(RecoderBank(type: .signed(width))) == "")
    #expect(try lint(RecoderBank(type: .unsigned(width))) == "")
    #expect(try lint(Divider(.signed(width))) == "")
    #expect(try lint(Divider(.unsigned(width))) == "")
    #expect(try lint(SquareRoot(width: width)) == "")
    #expect(try lint(SortingNetwork(of: .signed(width), count: width + 1, levelsPerStage: 2)) == "")
  }
}
