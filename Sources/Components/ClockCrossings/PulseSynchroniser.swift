import Bitloom

/// Turns each cycle in which a bit of another clock is 1 into one cycle in the module's own domain.
///
/// Latency: 1 cycle of `source`, then `stages` + 1 cycles of the module's own clock. Throughput: the cycles in which `pulse` is 1 must be
/// at least 2 own cycles apart, or two of them become one or none. Registers: 1 in `source`, `stages` + 1 in the own domain.
/// Reset: no pulse; both resets must come together, or a pulse may be made of the difference.
/// Resources of `PulseSynchroniser(from: pixel)`: 3 LUT4, 4 FF of an iCE40 (Yosys 0.23).
/// Both clocks alike:
/// ```
/// cycle         0   1   2   3   4   5   6   7
/// pulse         ▁▁▁▁╱▔▔▔╲▁▁▁▁▁▁▁╱▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁
/// synchronised  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔╲▁▁▁▁▁▁▁╱▔▔▔
/// ```
/// ```swift
/// let done = Instance("done", PulseSynchroniser(from: pixel))
/// done.pulse <== io.isFrameDone
/// when(done.synchronised) { frames <== frames &+ 1 }
/// ```
public struct PulseSynchroniser: Module {
  /// The domain of `pulse`.
  public var source: ClockDomain
  /// Number of registers of the synchroniser, 2 to 8.
  public var stages: Int

  public init(from source: ClockDomain, stages: Int = 2) {
    self.source = source
    self.stages = stages
  }

  public struct IO: Interface {
    /// In the domain `source`.
    @Input public var pulse: Signal = .bit
    /// In the module's own domain.
    @Output public var synchronised: Signal = .bit
  }

  public var ports: IO { IO() }

  public var summary: String { "Takes single cycles of '\(source.clock)' into this clock domain." }

  public var parameterProblems: [String] { problems(ofStages: stages) }

  public func build(_ io: IO) {
    let toggle = clocked(by: source) { register("toggle", SignalType.bit, reset: 0) }
    when(io.pulse) { toggle <== !toggle }
    let level = synchronise("stage", toggle, stages: stages, reset: 0)
    io.synchronised <== level ^ level.registered("level_before", reset: 0)
  }
}
