import Arithmetic
import Bitloom
import Testbench
import Testing
import ToolTestSupport

/// What Yosys makes of shift registers and cyclic redundancy checks for three families does what they do.
///
/// Each is synthesised for all of them when `BITLOOM_ALL_FAMILIES` is set; else every third one for one, in turn.
@Suite(.enabled(if: Lockstep(netlistsFor: [.ice40]).skipped.isEmpty, "Yosys or Icarus is not installed"))
struct FeedbackNetlistTests {
  static let blocks: [any Module & Sendable] = [
    CRCChecker(.crc16X25, lanes: 2), CRCGenerator(.crc15CAN, symbolWidth: 1), CRCAppender(.crc32, lanes: 4),
    LFSR(width: 16, bitsPerCycle: 8), LFSR(width: 9, form: .fibonacci, hasLoad: true, recoversFromZero: true),
    CRCChecker(.crc8SMBus, strips: false), CRCAppender(.crc24BLE, lanes: 3), CRCGenerator(.crc32, symbolsPerCycle: 4),
    CRCStep(.crc64XZ, symbolsPerCycle: 2),
  ]

  @Test(arguments: Families.netlists(of: blocks.indices))
  func netlistsDoWhatBlocksDo(_ index: Int) throws {
    try check(Self.blocks[index], Families.tested(index / 3))
  }

  private func check(_ module: some Module, _ targets: [SynthesisTarget]) throws {
    // Random lanes are left out that must not be, before the last beat of a frame: nothing defined comes of it, but the same.
    try simulate(module, on: Lockstep(netlistsFor: targets), mayBeUnknown: [\.self], seed: 73) { dut in
      dut.driveRandomly(cycles: 1000, resetProbability: 0.002)
    }
  }
}
