import Arithmetic
import Bitloom
import Testbench
import Testing
import ToolTestSupport

/// The Verilog of all blocks, in both dialects, in Verilator, Icarus and Yosys: not a word.
@Suite(.enabled(if: Engine.available.count == Engine.allCases.count, "Verilator or Icarus is not installed"))
struct LintTests {
  @Test(arguments: CarryNetwork.allCases)
  func adders(_ network: CarryNetwork) throws {
    for width in [1, 2, 13] {
      try expectSilence(PrefixAdder(width: width, network: network, hasCarryIn: width != 2))
    }
  }

  @Test(arguments: [
    (SignalType.signed(1), SignalType.unsigned(1)), (.signed(5), .unsigned(4)), (.signed(8), .signed(8)),
  ])
  func multipliers(_ a: SignalType, _ b: SignalType) throws {
    try expectSilence(Multiplier(a: a, b: b))
    try expectSilence(Multiplier(a: b, b: a))
  }

  @Test(arguments: MultiplyAccumulator.Form.allCases)
  func accumulators(_ form: MultiplyAccumulator.Form) throws {
    try expectSilence(MultiplyAccumulator(form: form))
    try expectSilence(MultiplyAccumulator(operandWidth: 3, accumulatorWidth: 5, form: form, hasClear: false))
  }

  @Test(arguments: HeapProfile.allCases, [UInt64(1), 2, 3])
  func heaps(_ profile: HeapProfile, _ seed: UInt64) throws {
    try expectSilence(HeapSample(seed: seed, profile: profile))
  }

  @Test(arguments: HeapProfile.allCases)
  func constantProducts(_ profile: HeapProfile) throws {
    try expectSilence(ConstantProducts(type: .signed(5), factors: [0, 1, -3, 7], profile: profile))
  }

  @Test(arguments: [1, 2, 7])
  func others(_ width: Int) throws {
    try expectSilence(CountBank(width: width))
    try expectSilence(PriorityEncoder(width: width))
    try expectSilence(RecoderBank(type: .signed(width)))
    try expectSilence(RecoderBank(type: .unsigned(width)))
    try expectSilence(Divider(.signed(width)))
    try expectSilence(Divider(.unsigned(width)))
    try expectSilence(SquareRoot(width: width))
    try expectSilence(SortingNetwork(of: .signed(width), count: width + 1, levelsPerStage: 2))
  }

  @Test func shiftRegisters() throws {
    try expectSilence(LFSR(width: 2))
    try expectSilence(LFSR(width: 64, form: .fibonacci, bitsPerCycle: 70, hasLoad: true, recoversFromZero: true))
  }

  @Test func redundancyChecks() throws {
    try expectSilence(CRCStep(.crc15CAN, symbolWidth: 3, symbolsPerCycle: 2))
    try expectSilence(CRCGenerator(.crc32, symbolsPerCycle: 8))
    try expectSilence(CRCAppender(.crc8SMBus))
    try expectSilence(CRCAppender(.crc16X25, lanes: 3))
    try expectSilence(CRCChecker(.crc16X25, lanes: 1, hasKeep: true))
    try expectSilence(CRCChecker(.crc32, lanes: 3))
    try expectSilence(CRCChecker(.crc32, lanes: 4, hasKeep: false))
    try expectSilence(CRCChecker(.crc32, lanes: 4, strips: false))
  }

  private func expectSilence(_ module: some Module) throws {
    let words = try lint(module)
    #expect(words == "")
  }
}
