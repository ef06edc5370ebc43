import RTL

extension VerilogExpression {
  /// A sized number: decimal when it is small, hexadecimal when it is more of a pattern.
  static func number(_ value: Bits, signed: Bool) -> VerilogExpression {
    let width = value.width
    if width == 1 { return .literal("1'\(signed ? "s" : "")b\(value[0] ? "1" : "0")") }
    let sign = signed ? "s" : ""
    guard let number = value.int(signed: signed), number.magnitude < (signed ? 1 << 31 : 1024) else {
      return .literal("\(width)'\(sign)h\(value.hexadecimalString)")
    }
    if number >= 0 { return .literal("\(width)'\(sign)d\(number)") }
    return .unary(.negate, .literal("\(width)'sd\(number.magnitude)"))
  }
}
