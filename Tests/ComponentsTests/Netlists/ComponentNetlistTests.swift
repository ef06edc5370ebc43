import Bitloom
import Components
import Cosimulation
import Testbench
import Testing
import ToolTestSupport

/// What Yosys makes of the components for three families does what the components do.
///
/// Each component is synthesised for all of them when `BITLOOM_ALL_FAMILIES` is set; else every third one for one, in turn.
@Suite(.enabled(if: Lockstep(netlistsFor: [.ice40]).skipped.isEmpty, "Yosys or Icarus is not installed"))
struct ComponentNetlistTests {
  private static let other = ClockDomain(clock: "other_clk", reset: .init(name: "other_rst"))

  static let components: [any Module & Sendable] = [
    StreamRegisterSlice(payload: .unsigned(8), kind: .full), StreamRegisterSlice(payload: .unsigned(8), kind: .forward),
    StreamRegisterSlice(payload: .unsigned(8), kind: .backward), StreamFifo(payload: .unsigned(8), depth: 1),
    StreamFifo(payload: .unsigned(8), depth: 5), StreamFifo(payload: .signed(3), depth: 16),
    StreamFork(payload: .unsigned(8), outputs: 3), StreamJoin(first: .signed(8), second: .unsigned(5)),
    StreamArbiter(payload: .unsigned(8), inputs: 3),
    StreamArbiter(payload: .unsigned(8), inputs: 4, policy: .fixedPriority),
    StreamDemultiplexer(payload: .unsigned(8), outputs: 3),
    StreamWidthConverter(element: .unsigned(4), inputLanes: 3, outputLanes: 2),
    FrameWidthConverter(element: .unsigned(4), inputLanes: 2, outputLanes: 4),
    StreamCreditSender(payload: .unsigned(8), credits: 3), StreamCreditReceiver(payload: .unsigned(8), credits: 3),
    LevelSynchroniser(), PulseSynchroniser(from: other), HandshakeSynchroniser(payload: .unsigned(8), from: other),
    AsynchronousFifo(payload: .unsigned(8), depth: 8, write: other, read: .standard), PowerOnReset(cycles: 5),
    ResetSynchroniser(),
    RegisterFile(.timer), RegisterFile(.single),
  ]

  @Test(arguments: Families.netlists(of: components.indices))
  func netlistsDoWhatComponentsDo(_ index: Int) throws {
    try check(Self.components[index], Families.tested(index / 3))
  }

  private func check(_ module: some Module, _ targets: [SynthesisTarget]) throws {
    // A memory has words that nobody has written.
    try simulate(module, on: Lockstep(netlistsFor: targets), mayBeUnknown: [\.self], seed: 71) { dut in
      dut.driveRandomly(cycles: 1000, resetProbability: 0.005)
      // A credit receiver says what its surroundings must not do, and random ones do.
      _ = dut.takeViolations()
    }
  }
}
