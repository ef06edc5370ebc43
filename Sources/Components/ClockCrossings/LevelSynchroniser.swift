import Bitloom

/// Takes a bit from another clock, or from outside, into the module's own domain.
///
/// Latency: `stages` cycles, and one more when the bit changes just at an edge. Throughput: the bit must last longer than a cycle to be
/// seen for sure, and come straight from a register of its own clock (R002). Registers: `stages`, which FPGA tools keep side
/// by side (`ASYNC_REG`). Reset: `resetValue`. The first register may become metastable; it has a whole cycle to decide.
///
/// Resources of `LevelSynchroniser()`: 2 FF of an iCE40 (Yosys 0.23).
/// ```
/// cycle         0   1   2   3   4   5   6
/// value         ▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁
/// synchronised  ▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁
/// ```
/// ```swift
/// let button = Instance("button", LevelSynchroniser())
/// button.value <== io.pin
/// io.isPressed <== button.synchronised
/// ```
///
/// Source: C. E. Cummings, Clock Domain Crossing (CDC) Design & Verification Techniques, SNUG 2008, section 4.
public struct LevelSynchroniser: Module {
  /// Number of registers, 2 to 8.
  public var stages: Int
  /// What the output is at reset: 0 or 1.
  public var resetValue: Int

  public init(stages: Int = 2, resetValue: Int = 0) {
    self.stages = stages
    self.resetValue = resetValue
  }

  public struct IO: Interface {
    /// From any clock.
    @Input public var value: Signal = .bit
    @Output public var synchronised: Signal = .bit
  }

  public var ports: IO { IO() }

  public var summary: String { "Takes a bit into this clock domain through \(stages) registers." }

  public var parameterProblems: [String] {
    problems(ofStages: stages)
      + ([0, 1].contains(resetValue) ? [] : ["resetValue is \(resetValue); it must be 0 or 1"])
  }

  public func build(_ io: IO) {
    io.synchronised <== synchronise("stage", io.value, stages: stages, reset: resetValue)
  }
}
