import Bitloom
import RTL

/// The registers of a block: names, offsets, fields, what software and hardware do to them. From this one declaration come
/// the hardware (`RegisterFile`), the header for C (`cHeader()`) and a page for Markdown (`markdown()`).
///
/// ```swift
/// static let map = RegisterMap(
///   "timer", "Counts cycles.",
///   registers: [
///     Register(
///       "control", "What it does.",
///       fields: [
///         RegisterField("enable", bit: 0, .readWrite, "Counts while it is 1."),
///         RegisterField("clear", bit: 8, .pulse, "Starts at 0 again."),
///       ]),
///     Register("limit", .readWrite, reset: 0xffff_ffff, "The last count before 0."),
///     Register("count", .readOnly, "Cycles so far."),
///     Register(
///       "events", "What has happened.",
///       fields: [RegisterField("expired", bit: 0, .writeOneToClear, "The limit was reached.")]),
///     Register("version", .constant, reset: 0x0001_0000),
///   ])
/// ```
/// It makes no hardware by itself. What cannot be is told by `problems`, and by all that is made of the map.
public struct RegisterMap: Hashable, Sendable {
  public var name: String
  /// What the block is, for documents.
  public var description: String
  /// Bits of a register, 32 or 64.
  public var dataWidth: Int
  /// Bits of the addresses, which count bytes: at least one more than those within a word, at most 64.
  public var addressWidth: Int
  public var registers: [Register]

  /// - Parameter addressWidth: 12 by default: 4 KiB, the least that an interconnect gives to a subordinate.
  public init(
    _ name: String, _ description: String = "", dataWidth: Int = 32, addressWidth: Int = 12, registers: [Register]
  ) {
    self.name = name
    self.description = description
    self.dataWidth = dataWidth
    self.addressWidth = addressWidth
    self.registers = registers
  }

  /// Number of bytes of a register.
  public var wordBytes: Int { dataWidth / 8 }
}

// In names and headers of modules.
extension RegisterMap: NamedParameter {
  public var nameComponent: String { EmittedName.snakeCase(name) }
}

/// What is wrong with a register map from which something was to be made.
public struct RegisterMapError: Error, CustomStringConvertible, Sendable {
  /// A sentence for each mistake.
  public let problems: [String]

  public var description: String { problems.joined(separator: "\n") }
}
