import Bitloom
import Components

/// A timer of 32 bits, as in Docs/AXI.md.
struct Timer: Module {
  static let map = RegisterMap(
    "timer", "Counts cycles.",
    registers: [
      Register(
        "control", "What it does.",
        fields: [
          RegisterField("enable", bit: 0, .readWrite, "Counts while it is 1."),
          RegisterField("clear", bit: 8, .pulse, "Starts at 0 again."),
        ]),
      Register("limit", .readWrite, reset: 0xffff_ffff, "The last count before 0."),
      Register("count", .readOnly, "Cycles so far."),
      Register(
        "events", "What has happened.",
        fields: [RegisterField("expired", bit: 0, .writeOneToClear, "The limit was reached.")]),
      Register("version", .constant, reset: 0x0001_0000),
    ])

  struct IO: Interface {
    @Flipped var sAXI: AXILite
    @Output var irq: Signal = .bit
  }
  var ports: IO { IO(sAXI: AXILite(AXILiteShape(addressWidth: 12))) }

  func build(_ io: IO) {
    let registers = Instance("registers", RegisterFile(Self.map))
    let count = register("count", .unsigned(32), reset: 0)
    let expires = (registers.fields.control.enable && count == registers.fields.limit.value).named("expires")

    registers.axi <== io.sAXI
    when(registers.fields.control.clear) {
      count <== 0
    }.elseWhen(registers.fields.control.enable) {
      count <== mux(expires, 0, count &+ 1)
    }
    registers.fields.count.value <== count
    registers.fields.events.expiredSet <== expires
    io.irq <== registers.fields.events.expired
  }
}
