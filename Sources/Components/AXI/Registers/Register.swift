import Bitloom

/// A word of a register map, or several equal ones.
public struct Register: Hashable, Sendable {
  public var name: String
  /// Bytes from the start of the map, a multiple of those of a word; nil for the word behind the register before.
  public var offset: Int?
  /// Number of equal registers; nil for one that is not in an array.
  public var count: Int?
  /// Bytes from one register of an array to the next; nil for those of a word.
  public var stride: Int?
  /// What it is for, for documents.
  public var description: String
  public var fields: [RegisterField]

  /// A register with fields. Bits in no field read 0, and nothing is done with what is written to them.
  public init(
    _ name: String, at offset: Int? = nil, count: Int? = nil, stride: Int? = nil, _ description: String = "",
    fields: [RegisterField]
  ) {
    self.name = name
    self.offset = offset
    self.count = count
    self.stride = stride
    self.description = description
    self.fields = fields
  }

  /// A register with one field, `value`, in its lowest bits.
  public init(
    _ name: String, at offset: Int? = nil, count: Int? = nil, stride: Int? = nil, _ access: RegisterAccess,
    width: Int = 32, reset: UInt64 = 0, _ description: String = ""
  ) {
    let bits = (width < 1 ? -1 : width - 1)...0 as BitRange
    let value = RegisterField("value", bits: bits, access, reset: reset)
    self.init(name, at: offset, count: count, stride: stride, description, fields: [value])
  }

  /// What software reads after reset. Fields that the hardware drives count as 0.
  public var reset: UInt64 {
    fields.reduce(0) { $1.access.hasReset && $1.access.isRead ? $0 | $1.reset << $1.low : $0 }
  }

  /// Whether software can change anything in it.
  var isWritten: Bool { fields.contains(where: \.access.isWritten) }
}
