import Bitloom

/// Resets for a number of cycles after power-up.
///
/// For FPGAs and simulation, where registers begin with a value of the bitstream; on a chip registers begin with anything.
/// `resetOut` is active for the first `cycles` edges of the clock, which is its latency; after that nothing changes in any cycle.
/// Throughput: one reset. Registers: a counter and a bit, which no reset touches, so that
/// what follows from them can be the reset of the module's own domain:
///
/// Resources of `PowerOnReset(cycles: 16)`: 7 LUT4, 5 FF, 2 carry cells of an iCE40 (Yosys 0.23).
/// Four cycles:
/// ```
/// cycle     0   1   2   3   4   5
/// resetOut  ▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁
/// ```
/// ```swift
/// let powerOn = Instance("power_on", PowerOnReset(cycles: 16))
/// driveReset(of: .current, with: powerOn.resetOut)
/// ```
public struct PowerOnReset: Module {
  /// Number of cycles, 1 to 2^30.
  public var cycles: Int
  /// Whether 1 or 0 resets.
  public var polarity: ClockDomain.Reset.Polarity

  public init(cycles: Int, polarity: ClockDomain.Reset.Polarity = .activeHigh) {
    self.cycles = cycles
    self.polarity = polarity
  }

  public struct IO: Interface {
    @Output public var resetOut: Signal = .bit
  }

  public var ports: IO { IO() }

  public var summary: String { "Resets for \(cycles) cycles after power-up." }

  public var parameterProblems: [String] {
    (1...1 << 30).contains(cycles) ? [] : ["cycles is \(cycles); it must be from 1 to \(1 << 30)"]
  }

  public func build(_ io: IO) {
    var powerUp = ClockDomain.current
    powerUp.reset = nil
    powerUp.enable = nil
    clocked(by: powerUp) {
      let active = polarity == .activeHigh ? 1 : 0
      let reset = register("reset_now", .bit, reset: active)
      if cycles > 1 {
        let count = register("count", .unsigned(below: cycles), reset: 0)
        when(count == cycles - 1) {
          reset <== 1 - active
        } otherwise: {
          count <== count &+ 1
        }
      } else {
        reset <== 1 - active
      }
      io.resetOut <== reset
    }
  }
}
