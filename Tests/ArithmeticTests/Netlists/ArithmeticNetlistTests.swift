import Arithmetic
import Bitloom
import Foundation
import Testbench
import Testing

/// What Yosys makes of the arithmetic for three families does what the arithmetic does.
///
/// Each block is synthesised for one of the families, in turn; for all of them when `BITLOOM_NETLISTS` is `all`.
@Suite(.enabled(if: Lockstep(netlistsFor: [.ice40]).skipped.isEmpty, "Yosys or Icarus is not installed"))
struct ArithmeticNetlistTests {
  static let blocks: [any Module & Sendable] =
    CarryNetwork.allCases.map { PrefixAdder(width: 13, network: $0, hasCarryIn: true) }
    + HeapProfile.allCases.map { HeapSample(seed: 5, profile: $0) }
    + MultiplyAccumulator.Form.allCases.map { MultiplyAccumulator(form: $0) }
    + [
      Multiplier(a: .signed(8), b: .unsigned(7)), RecoderBank(type: .signed(9)), RecoderBank(type: .unsigned(8)),
      CountBank(width: 13), PriorityEncoder(width: 10), Divider(.signed(7)), SquareRoot(width: 9),
      SortingNetwork(of: .signed(5), count: 5, levelsPerStage: 2),
    ]
  static let targets: [SynthesisTarget] = [.ice40, .ecp5, .xilinx7]

  @Test(arguments: blocks.indices)
  func netlistsDoWhatBlocksDo(_ index: Int) throws {
    let all = ProcessInfo.processInfo.environment["BITLOOM_NETLISTS"] == "all"
    let targets = all ? Self.targets : [Self.targets[index % Self.targets.count]]
    try check(Self.blocks[index], targets)
  }

  private func check(_ module: some Module, _ targets: [SynthesisTarget]) throws {
    try simulate(module, on: Lockstep(netlistsFor: targets), seed: 72) { dut in
      dut.driveRandomly(cycles: 1000, resetProbability: 0.002)
    }
  }
}
