import Bitloom
import Components

/// A register map with everything: all accesses, an array, gaps, names for numbers, fields across bytes.
enum TimerMode: HardwareEnum { case once, again, upAndDown }

extension RegisterMap {
  static let timer = RegisterMap(
    "timer", "Counts cycles.", registers: [control, limits, count, events, version, key])

  private static let control = Register(
    "control", "What it does.",
    fields: [
      RegisterField("enable", bit: 0, .readWrite, "Counts while it is 1."),
      RegisterField(
        "mode", bits: 2...1, .readWrite, reset: 1, values: RegisterValue.cases(of: TimerMode.self),
        "What happens at the limit."),
      RegisterField("prescale", bits: 19...4, .readWrite, reset: 0x1234, "Cycles for one step, less 1."),
      RegisterField("clear", bit: 31, .pulse, "Starts at 0 again."),
    ])
  private static let limits = Register("limit", count: 2, stride: 8, .readWrite, reset: 0xffff_ffff, "Where it stops.")
  private static let count = Register("count", at: 0x20, .readOnly, "Steps so far.")
  private static let events = Register(
    "events", "What has happened.",
    fields: [
      RegisterField("expired", bits: 9...6, .writeOneToClear, reset: 2, "A limit was reached."),
      RegisterField("isRunning", bit: 0, .readOnly, values: [RegisterValue("idle", 0), RegisterValue("busy", 1)]),
    ])
  private static let version = Register("version", .constant, reset: 0x0001_0002, "Of the hardware.")
  private static let key = Register("key", at: 0x40, .writeOnly, width: 12, reset: 0xabc, "Read as 0.")

  /// Words of 64 bits, with fields that take all of them.
  static let wide = RegisterMap(
    "wide", dataWidth: 64, addressWidth: 64,
    registers: [
      Register("scratch", .readWrite, width: 64, reset: 0xfedc_ba98_7654_3210),
      Register("sample", count: 3, .readOnly, width: 64),
      Register(
        "flags", at: 0x100,
        fields: [
          RegisterField("high", bits: 63...30, .writeOneToClear), RegisterField("go", bits: 29...20, .pulse),
          RegisterField("low", bits: 10...5, .readWrite, reset: 9),
        ]),
    ])

  /// One register, the smallest map there is.
  static let single = RegisterMap("single", addressWidth: 3, registers: [Register("word", .readWrite, width: 1)])
}
