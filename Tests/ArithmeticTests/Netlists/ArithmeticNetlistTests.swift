import Arithmetic
import Bitloom
import Testbench
import Testing
import ToolTestSupport

/// What Yosys makes of the arithmetic for three families does what the arithmetic does.
///
/// Each block is synthesised for all of them when `BITLOOM_ALL_FAMILIES` is set; else every third one for one, in turn.
@Suite(.enabled(if: Lockstep(netlistsFor: [.ice40]).skipped.isEmpty, "Yosys or Icarus is not installed"))
struct ArithmeticNetlistTests {
  typealias Blocks = [any Module & Sendable]
  static let blocks: Blocks = adders + sums + others
  private static let adders: Blocks = CarryNetwork.allCases.map { network in
    PrefixAdder(width: 13, network: network, hasCarryIn: true)
  }
  private static let sums: Blocks = [
    HeapSample(seed: 5, profile: .gates), HeapSample(seed: 5, profile: .fpga), MultiplyAccumulator(form: .binary),
    MultiplyAccumulator(form: .carrySave), Multiplier(a: .signed(8), b: .unsigned(7)),
  ]
  private static let others: Blocks = [
    RecoderBank(type: .signed(9)), RecoderBank(type: .unsigned(8)), CountBank(width: 13), PriorityEncoder(width: 10),
    Divider(.signed(7)), SquareRoot(width: 9), SortingNetwork(of: .signed(5), count: 5, levelsPerStage: 2),
    ProductsExample(), RotationExample(isLeft: true),
  ]

  @Test(arguments: Families.netlists(of: blocks.indices))
  func netlistsDoWhatBlocksDo(_ index: Int) throws {
    try check(Self.blocks[index], Families.tested(index / 3))
  }

  private func check(_ module: some Module, _ targets: [SynthesisTarget]) throws {
    // What no reset touches is unknown until something has come.
    try simulate(module, on: Lockstep(netlistsFor: targets), mayBeUnknown: [\.self], seed: 72) { dut in
      dut.driveRandomly(cycles: 1000, resetProbability: 0.002)
    }
  }
}
