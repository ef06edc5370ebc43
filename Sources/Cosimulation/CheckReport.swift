import RTL
import Simulation
import Verilog

/// A line of a design's output that tells what a check has seen: the number of the cycle, the name of the check, the values of
/// its message in binary, and the path of the instance, behind a byte 2.
struct CheckReport {
  static let mark: UInt8 = 2

  private let cycle: Int
  private let name: String
  private let values: [LogicBits]
  /// The instances from the top module on.
  private let path: String

  /// Reads a line without its mark; nil when it is anything else.
  init?(_ line: ArraySlice<UInt8>) {
    let fields = line.split(separator: UInt8(ascii: " "))
    guard fields.count >= 3, let cycle = Int(String(decoding: fields[0], as: UTF8.self)) else { return nil }
    self.cycle = cycle
    name = String(decoding: fields[1], as: UTF8.self)
    values = fields[2..<fields.count - 1].map { LogicBits(binaryDigits: $0) }
    path = String(decoding: fields[fields.count - 1], as: UTF8.self)
  }

  /// The event, of an engine that has one name for the design and another one around it before the path.
  ///
  /// - Parameter activeResets: The resets that were active in a cycle.
  func event(_ table: CheckTable, top: String, activeResets: (Int) -> PortSet) -> CheckEvent? {
    // Before the first cycle clocks get their levels, which simulators take for an edge.
    guard cycle >= 0 else { return nil }
    let instances = path.split(separator: ".").dropFirst(2)
    let path = ([Substring(top)] + instances).joined(separator: ".")
    return table.event(ofCheck: name, in: path, edge: cycle, values: values, activeResets: activeResets(cycle))
  }
}

extension LogicBits {
  /// Binary digits of a four-state simulator, the most significant first.
  init(binaryDigits digits: ArraySlice<UInt8>) {
    let wordCount = (digits.count + 63) / 64
    var known = [UInt64](repeating: 0, count: wordCount)
    var unknown = known
    var position = digits.count
    for digit in digits {
      position -= 1
      let bit = UInt64(1) << UInt64(position % 64)
      if digit == UInt8(ascii: "1") {
        known[position / 64] |= bit
      } else if digit != UInt8(ascii: "0") {
        unknown[position / 64] |= bit
      }
    }
    let width = digits.count
    self.init(value: Bits(words: known, width: width), unknown: Bits(words: unknown, width: width))
  }
}
