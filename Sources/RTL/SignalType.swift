/// The type of a signal or expression: a number of bits and how they are read.
public struct SignalType: Hashable, Sendable {
  private var storedWidth: Int32
  /// Whether the bits are read as two's complement.
  public var isSigned: Bool
  private var enumerationIndex: UInt16

  /// Number of bits, at least 1.
  public var width: Int {
    get { Int(storedWidth) }
    set { storedWidth = Int32(clamping: newValue) }
  }

  /// The enumeration of the module whose codes the bits hold, if any.
  public var enumeration: EnumerationID? {
    get { enumerationIndex == .max ? nil : EnumerationID(raw: UInt32(enumerationIndex)) }
    set { enumerationIndex = newValue.map { UInt16(truncatingIfNeeded: $0.raw) } ?? .max }
  }

  public init(width: Int, isSigned: Bool, enumeration: EnumerationID? = nil) {
    // A width that is far out of range must not come out as a possible one.
    storedWidth = Int32(clamping: width)
    self.isSigned = isSigned
    enumerationIndex = enumeration.map { UInt16(truncatingIfNeeded: $0.raw) } ?? .max
  }

  /// One bit.
  public static let bit = SignalType(width: 1, isSigned: false)

  /// `width` bits read as a number from 0 up to 2^width - 1.
  public static func unsigned(_ width: Int) -> SignalType { SignalType(width: width, isSigned: false) }

  /// The narrowest type that holds the numbers from 0 up to `limit - 1`; one bit at least.
  public static func unsigned(below limit: Int) -> SignalType {
    unsigned(max(1, Int.bitWidth - max(limit - 1, 0).leadingZeroBitCount))
  }

  /// `width` bits read as two's complement, -2^(width - 1) up to 2^(width - 1) - 1.
  public static func signed(_ width: Int) -> SignalType { SignalType(width: width, isSigned: true) }

  /// The widest signal Bitloom makes. Beyond it a width is taken for a mistake.
  public static let maximumWidth = 1 << 20

  /// The number that the low bits of a word stand for. All 64 bits of a word are those of the number, whatever the sign.
  package func number(_ word: UInt64) -> Int {
    guard isSigned, width < 64 else { return Int(truncatingIfNeeded: word) }
    let shift = 64 - UInt64(width)
    return Int(Int64(bitPattern: word << shift) >> Int64(shift))
  }

  /// Whether every value of `other` is a value of this type.
  public func holds(_ other: SignalType) -> Bool {
    if isSigned == other.isSigned { return width >= other.width }
    return isSigned && width > other.width
  }
}

extension SignalType: CustomStringConvertible {
  /// `bit`, `unsigned 8` or `signed 8`.
  public var description: String {
    if width == 1 && !isSigned { return "bit" }
    return "\(isSigned ? "signed" : "unsigned") \(width)"
  }
}

/// The named codes of an enumeration, as a module uses them.
public struct EnumerationDefinition: Hashable, Sendable {
  public struct Case: Hashable, Sendable {
    public var name: String
    public var code: Bits

    public init(name: String, code: Bits) {
      self.name = name
      self.code = code
    }
  }

  public var name: String
  public var width: Int
  public var cases: [Case]

  public init(name: String, width: Int, cases: [Case]) {
    self.name = name
    self.width = width
    self.cases = cases
  }

  /// The name of the case with this code, if there is one.
  public func caseName(of code: Bits) -> String? {
    cases.first { $0.code == code }?.name
  }
}
