import Bitloom

/// Makes a reset that comes at once and goes with the clock, of one that comes and goes at any time.
///
/// A reset that ends right at an edge lets some registers start a cycle before others; behind this one all of a domain start
/// together. The clock need not run for the reset to come. Latency: none to the beginning of a reset; to its end see below.
/// Throughput: a reset in `stages` + 2 cycles. `synchronised` ends `stages` cycles after
/// `asynchronous`, or one more when that ends just at an edge. Registers: `stages`, set by it, which FPGA tools keep side by side
/// (`ASYNC_REG`). There is no other reset. The module is clocked in its own domain; what its output resets is said with
/// `driveReset`:
///
/// Resources of `ResetSynchroniser()`: 2 FF of an iCE40 (Yosys 0.23).
/// ```
/// cycle         0   1   2   3   4   5
/// asynchronous  ▁▁▁▁╱▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// synchronised  ▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁
/// ```
/// ```swift
/// let system = ClockDomain(reset: .init(name: "system_rst", kind: .asynchronous))
/// let clean = clocked(by: system) { Instance("reset_synchroniser", ResetSynchroniser()) }
/// clean.asynchronous <== io.button
/// driveReset(of: system, with: clean.synchronised)
/// ```
/// ```
/// clk           _/‾\_/‾\_/‾\_/‾\_/‾\_
/// asynchronous  __/‾‾‾‾‾\____________
/// synchronised  __/‾‾‾‾‾‾‾‾‾‾‾‾‾\____
/// ```
///
/// Source: C. E. Cummings, D. Mills, Asynchronous & Synchronous Reset Design Techniques, SNUG 2002, section 7.
public struct ResetSynchroniser: Module {
  /// Number of registers, 2 to 8.
  public var stages: Int
  /// Whether 1 or 0 resets, at the input and at the output.
  public var polarity: ClockDomain.Reset.Polarity

  public init(stages: Int = 2, polarity: ClockDomain.Reset.Polarity = .activeHigh) {
    self.stages = stages
    self.polarity = polarity
  }

  public struct IO: Interface {
    /// From any clock, or from outside.
    @Input public var asynchronous: Signal = .bit
    @Output public var synchronised: Signal = .bit
  }

  public var ports: IO { IO() }

  public var summary: String { "Releases a reset with the clock, through \(stages) registers." }

  public var parameterProblems: [String] { problems(ofStages: stages) }

  public func build(_ io: IO) {
    var raw = ClockDomain.current
    raw.reset = .init(name: "asynchronous", kind: .asynchronous, polarity: polarity)
    raw.enable = nil
    driveReset(of: raw, directlyWith: io.asynchronous)
    let active = polarity == .activeHigh ? 1 : 0
    var last = constant(1 - active)
    clocked(by: raw) {
      for stage in 0..<max(stages, 1) {
        let register = register("stage_\(stage)", .bit, reset: active).mayCross(as: .resetSynchroniser)
        register <== last
        last = register
      }
    }
    io.synchronised <== last
  }
}
