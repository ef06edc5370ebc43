import Bitloom

/// What software does to a field, and what the hardware does.
public enum RegisterAccess: Hashable, Sendable, CaseIterable {
  /// Software reads and writes it, the hardware reads it.
  case readWrite
  /// The hardware drives it, software reads it.
  case readOnly
  /// Software writes it and reads 0, the hardware reads it.
  case writeOnly
  /// What software writes stands for one cycle, then it is 0 again; software reads 0.
  case pulse
  /// The hardware sets bits, which stay until software writes a 1 to them. A bit that is set and cleared at once is set.
  case writeOneToClear
  /// Always its reset value, a version say. It makes no port.
  case constant
}

extension RegisterAccess {
  /// Whether software can change it.
  var isWritten: Bool {
    switch self {
    case .readWrite, .writeOnly, .pulse, .writeOneToClear: true
    case .readOnly, .constant: false
    }
  }

  /// Whether software sees its value.
  var isRead: Bool { self != .writeOnly && self != .pulse }

  /// Whether it has a reset value of its own.
  var hasReset: Bool { self != .readOnly && self != .pulse }
}

/// A number that a field holds, with its name.
public struct RegisterValue: Hashable, Sendable {
  public var name: String
  public var number: UInt64
  /// What it means, for documents.
  public var description: String

  public init(_ name: String, _ number: UInt64, _ description: String = "") {
    self.name = name
    self.number = number
    self.description = description
  }
}

extension RegisterValue {
  /// The cases of an enumeration of up to 64 bits with their codes.
  public static func cases<E: HardwareEnum>(of enumeration: E.Type) -> [RegisterValue] {
    enumeration.allCases.map { RegisterValue("\($0)", $0.code.words.first ?? 0) }
  }
}

/// Some bits of a register that belong together.
public struct RegisterField: Hashable, Sendable {
  public var name: String
  /// The most significant bit, counted in the register.
  public var high: Int
  /// The least significant bit, counted in the register.
  public var low: Int
  public var access: RegisterAccess
  /// What it holds after reset; of a constant its number. Fields that the hardware drives and pulses have none.
  public var reset: UInt64
  /// The numbers that have names.
  public var values: [RegisterValue]
  /// What it does, for documents.
  public var description: String

  /// A field of several bits, `bits: 7...4`.
  public init(
    _ name: String, bits: BitRange, _ access: RegisterAccess, reset: UInt64 = 0, values: [RegisterValue] = [],
    _ description: String = ""
  ) {
    self.name = name
    high = bits.high
    low = bits.low
    self.access = access
    self.reset = reset
    self.values = values
    self.description = description
  }

  /// A field of one bit.
  public init(
    _ name: String, bit: Int, _ access: RegisterAccess, reset: UInt64 = 0, values: [RegisterValue] = [],
    _ description: String = ""
  ) {
    self.init(name, bits: bit...bit, access, reset: reset, values: values, description)
  }

  /// Number of bits.
  public var width: Int { high &- low &+ 1 }

  /// Its bits in the register, at 1.
  var mask: UInt64 { largest << low }

  /// The largest number that it holds.
  var largest: UInt64 { width >= 64 ? .max : (1 << max(width, 0)) - 1 }
}
