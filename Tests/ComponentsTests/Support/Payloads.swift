import Bitloom
import Components

/// A payload of several fields: an unsigned and a signed number, an array, an enumeration, and more than 64 bits.
struct Packet: Interface {
  enum Kind: HardwareEnum { case data, control, idle }

  var address: Signal
  var level: Signal
  var bytes: [Signal]
  var kind: EnumSignal<Kind>
  var tag: Signal
  var last: Signal
}

struct PacketShape: Shape {
  var tagWidth = 70

  func instantiate() -> Packet {
    Packet(
      address: .unsigned(12), level: .signed(5), bytes: .unsigned(8, count: 2), kind: .port, tag: .unsigned(tagWidth),
      last: .bit)
  }
}
