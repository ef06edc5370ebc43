import Accelerators
import Bitloom
import Testbench
import Testing

/// What Yosys makes of small elements for an FPGA does what they do, cycle by cycle.
@Suite(.enabled(if: Lockstep(netlistsFor: [.ice40]).skipped.isEmpty, "Yosys or Icarus is not installed"))
struct BitWeightNetlistTests {
  static let blocks: [any Module & Sendable] = [
    WeightPlaneTile(operandWidth: 3, accumulatorWidth: 8, lanes: 2),
    SparseColumn(operandWidth: 4, accumulatorWidth: 9, lanes: 2, columns: 1, group: 2),
  ]

  @Test(arguments: blocks.indices)
  func netlistsDoWhatElementsDo(_ index: Int) throws {
    func check(_ module: some Module) throws {
      // What no reset touches is unknown until something has come.
      try simulate(module, on: Lockstep(netlistsFor: [.ice40]), mayBeUnknown: [\.self], seed: 31) { dut in
        dut.driveRandomly(cycles: 300, resetProbability: 0.002)
      }
    }
    try check(Self.blocks[index])
  }
}
