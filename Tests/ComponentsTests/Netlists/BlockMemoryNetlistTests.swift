import Bitloom
import Components
import Cosimulation
import Testbench
import Testing
import ToolTestSupport

/// What Yosys makes of memories, and of what is built of them, in the blocks of three families does what the components do: in every
/// bit, none of which is unknown.
///
/// Each of them is synthesised for all families when `BITLOOM_ALL_FAMILIES` is set; else some of them for one, in turn.
@Suite(.enabled(if: Lockstep(netlistsFor: [.ice40]).skipped.isEmpty, "Yosys or Icarus is not installed"))
struct BlockMemoryNetlistTests {
  typealias Components = [any Module & Sendable]

  private static func contents(_ depth: Int, width: Int) -> MemoryContents {
    .values((0..<depth).map { $0 &* 0x9e37_79b9_7f4a_7c1 & ((1 << width) - 1) })
  }

  private static func single(
    _ width: Int, _ depth: Int, lanes: Int = 0, latency: Int = 1, _ mode: WriteMode = .noChange
  ) -> KnownSinglePort {
    KnownSinglePort(
      memory: SinglePortMemory(
        word: .unsigned(width), depth: depth, lanes: lanes, latency: latency, writeMode: mode,
        contents: contents(depth, width: width), storage: .block))
  }

  private static func simpleDual(
    _ width: Int, _ depth: Int, lanes: Int = 0, latency: Int = 1, _ duringWrite: ReadDuringWrite
  ) -> KnownSimpleDualPort {
    KnownSimpleDualPort(
      memory: SimpleDualPortMemory(
        word: .unsigned(width), depth: depth, lanes: lanes, latency: latency, duringWrite: duringWrite,
        contents: contents(depth, width: min(width, 62)), storage: .block))
  }

  private static func trueDual(_ width: Int, _ depth: Int, lanes: Int = 0, latency: Int = 1) -> KnownTrueDualPort {
    KnownTrueDualPort(
      memory: TrueDualPortMemory(
        word: .unsigned(width), depth: depth, lanes: lanes, latency: latency, contents: contents(depth, width: width),
        storage: .block))
  }

  static let memories: Components = singlePort + simpleDualPort + tables
  private static let singlePort: Components = [
    single(16, 256), single(16, 256, .readFirst), single(16, 256, .writeFirst), single(16, 1024, lanes: 2),
    single(8, 512, lanes: 2, latency: 2), single(32, 512, lanes: 4, .writeFirst), single(9, 2048), single(4, 4096),
    single(1, 16384), single(36, 512),
  ]
  private static let simpleDualPort: Components = [
    simpleDual(16, 256, .old), simpleDual(8, 256, .new), simpleDual(36, 512, .undefined), simpleDual(40, 512, .old),
    simpleDual(32, 512, lanes: 4, .undefined), simpleDual(16, 512, latency: 2, .undefined),
    simpleDual(4, 2048, .undefined), simpleDual(36, 1024, .undefined),
  ]
  private static let tables: Components = [
    KnownROM(memory: ROM(word: .unsigned(16), depth: 512, contents: contents(512, width: 16), storage: .block)),
    KnownROM(
      memory: ROM(word: .unsigned(36), depth: 1024, contents: contents(1024, width: 36), latency: 2, storage: .block)),
  ]

  /// Their outputs are known while they are valid.
  static let buffers: Components = [
    LineBuffer(pixel: .unsigned(8), width: 50, lines: 3, storage: .block),
    StreamFifo(payload: .unsigned(8), depth: 100, storage: .block),
    StreamFifo(payload: .unsigned(40), depth: 300, storage: .block),
  ]

  /// What nobody has written is unknown in them.
  static let others: Components = [
    PingPongBuffer(word: .unsigned(8), depth: 100, storage: .block),
    AsynchronousFifo(
      payload: .unsigned(16), depth: 256, write: .standard, read: ClockDomain(clock: "read_clk"), storage: .block),
  ]

  @Test(arguments: memories.indices.filter { Families.areAllTested || $0 % 7 == 3 })
  func netlistsOfMemories(_ index: Int) throws { try check(Self.memories[index], Families.tested(index / 3)) }

  @Test(arguments: Families.netlists(of: buffers.indices))
  func netlistsOfBuffers(_ index: Int) throws { try check(Self.buffers[index], Families.tested(index / 3 + 1)) }

  @Test(arguments: Families.netlists(of: others.indices))
  func netlistsOfOthers(_ index: Int) throws {
    try check(Self.others[index], Families.tested(index / 3 + 2), mayBeUnknown: true)
  }

  /// An iCE40 has no such memory.
  static let trueDualPorts: Components = [
    trueDual(16, 1024), trueDual(8, 512, lanes: 2), trueDual(16, 1024, lanes: 2, latency: 2),
  ]

  @Test(arguments: Families.areAllTested ? [0, 1, 2] : [1])
  func netlistsOfTrueDualPorts(_ index: Int) throws {
    try check(Self.trueDualPorts[index], Families.tested(index, among: [.ecp5, .xilinx7]))
  }

  private func check<M: Module>(_ module: M, _ targets: [SynthesisTarget], mayBeUnknown: Bool = false) throws {
    let unknown: [PartialKeyPath<M.IO>] = mayBeUnknown ? [\.self] : []
    try simulate(module, on: Lockstep(netlistsFor: targets), mayBeUnknown: unknown, seed: 73) { dut in
      dut.driveRandomly(cycles: Families.areAllTested ? 1000 : 300, resetProbability: 0.005)
      _ = dut.takeViolations()
    }
  }

  /// What this Yosys makes wrong: see Docs/ToolQuirks.md. Words of more than 44 bits in a Xilinx, and words whose lanes are in several blocks.
  @Test(.enabled(if: YosysRun().version == "0.23"))
  func wrongNetlistsAreFound() throws {
    let wide = Self.simpleDual(64, 512, .undefined)
    #expect(throws: LockstepDifference.self) { try check(wide, [.xilinx7]) }
    let lanes = Self.single(32, 1024, lanes: 4)
    #expect(throws: LockstepDifference.self) { try check(lanes, [.ecp5]) }
  }
}
