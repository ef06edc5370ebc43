import Bitloom

/// How characters stand on a serial line: a start bit, the data from the least significant bit up, a parity bit, stop bits.
struct UARTFormat: Hashable, Sendable, NamedParameter {
  enum Parity: String, Hashable, Sendable { case none, even, odd }

  /// Clock cycles of a bit: `clockFrequency / baudRate`, rounded. 868 for 115,200 baud at 100 MHz.
  var clocksPerBit = 868
  var dataBits = 8
  var parity = Parity.none
  var stopBits = 1

  /// All bits of a character.
  var frameBits: Int { 1 + dataBits + (parity == .none ? 0 : 1) + stopBits }

  /// `868_8n1`.
  var nameComponent: String { "\(clocksPerBit)_\(dataBits)\(parity.rawValue.prefix(1))\(stopBits)" }

  var problems: [String] {
    var problems: [String] = []
    if clocksPerBit < 4 { problems.append("clocksPerBit is \(clocksPerBit); it must be at least 4") }
    if !(5...9).contains(dataBits) { problems.append("dataBits is \(dataBits); it must be from 5 to 9") }
    if !(1...2).contains(stopBits) { problems.append("stopBits is \(stopBits); it must be 1 or 2") }
    return problems
  }
}
