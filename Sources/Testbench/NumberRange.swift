import RTL

extension FixedWidthInteger {
  /// Whether the type has all numbers of a width.
  @inlinable @inline(__always)
  static func holdsAll(ofWidth width: Int, isSigned: Bool) -> Bool {
    if Self.isSigned == isSigned { return width <= bitWidth }
    return !isSigned && width < bitWidth
  }
}

extension PortAccess {
  /// Whether a type of numbers holds all values of a port; unknown bits aside.
  func holds<Number: FixedWidthInteger>(_ number: Number.Type, valuesOf port: Int) -> Bool {
    let type = ports[port].type
    return type.width <= 64 && Number.holdsAll(ofWidth: type.width, isSigned: type.isSigned)
  }

  /// The value of a port as a number of a type. One that the type does not have is reported, and is 0.
  func number<Number: FixedWidthInteger>(_ value: Int, of port: Int) -> Number {
    let number = Number(truncatingIfNeeded: value)
    // Of 64 bits without a sign an `Int` has the bits.
    if number == value || (ports[port].type == .unsigned(64) && Number.bitWidth == 64) { return number }
    if value != .min { report("\(value) of port '\(ports[port].path)' is no \(Number.self)") }
    return 0
  }
}
