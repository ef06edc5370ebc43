/// A number of bits and whether they are read as two's complement, as a recipe writes it.
///
/// The random circuits have their own type, and their own width rules in `OperatorRules`, so that the language's rules are
/// compared with something that shares no code with them.
public struct NumberType: Codable, Hashable, Sendable {
  public var width: Int
  public var isSigned: Bool

  public init(width: Int, isSigned: Bool) {
    self.width = width
    self.isSigned = isSigned
  }

  public static let bit = NumberType(width: 1, isSigned: false)
  public static func unsigned(_ width: Int) -> NumberType { NumberType(width: width, isSigned: false) }
  public static func signed(_ width: Int) -> NumberType { NumberType(width: width, isSigned: true) }

  /// Whether every value of `other` is a value of this type.
  func holds(_ other: NumberType) -> Bool {
    isSigned == other.isSigned ? width >= other.width : isSigned && width > other.width
  }

  /// Whether the number is a value of this type.
  func holds(_ number: Int) -> Bool {
    if number < 0 { return isSigned && (width >= 64 || number >= -1 << (width - 1)) }
    let bits = isSigned ? width - 1 : width
    return bits >= 63 || number < 1 << bits
  }

  /// The value of this type that has the low bits of the number.
  func wrapped(_ number: Int) -> Int {
    if holds(number) { return number }
    if width >= 64 { return number & .max }
    // At 63 bits 2^width is no Int; modulo 2^64 the result is right all the same.
    let low = number & ((1 << width) &- 1)
    return isSigned && low >> (width - 1) == 1 ? low &- (1 << width) : low
  }

  /// The smallest type that holds every value of both.
  static func common(_ a: NumberType, _ b: NumberType) -> NumberType {
    if a.holds(b) { return a }
    if b.holds(a) { return b }
    // One is signed and the other one, at least as wide, is not.
    return .signed(max(a.width, b.width) + 1)
  }

  /// The smallest type that holds the number.
  static func smallest(_ number: Int) -> NumberType {
    var type = number < 0 ? NumberType.signed(1) : .bit
    while !type.holds(number) { type.width += 1 }
    return type
  }
}

extension NumberType: CustomStringConvertible {
  /// As it is written in Swift: `.bit`, `.unsigned(8)` or `.signed(8)`.
  public var description: String {
    self == .bit ? ".bit" : ".\(isSigned ? "signed" : "unsigned")(\(width))"
  }
}
