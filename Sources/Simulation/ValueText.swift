import RTL

extension LogicBits {
  /// The value as a message shows it. A number with an unknown bit is `x`; hexadecimal and binary digits are unknown one by one.
  public func text(as format: ValueFormat, _ type: SignalType, enumerations: [EnumerationDefinition]) -> String {
    switch format {
    case .decimal:
      guard isKnown else { return "x" }
      if let id = type.enumeration, let name = enumerations[id].caseName(of: value) { return name }
      return value.decimalString(signed: type.isSigned)
    case .fixed(let fraction):
      return isKnown ? value.decimalString(signed: type.isSigned, fraction: fraction) : "x"
    case .binary:
      return String(zip(value.binaryString, unknown.binaryString).map { $1 == "1" ? "x" : $0 })
    case .hexadecimal:
      return String(zip(value.hexadecimalString, unknown.hexadecimalString).map { $1 == "0" ? $0 : "x" })
    }
  }
}

extension Bits {
  /// The number with a binary point before the last `fraction` bits, exactly and without zeros at its end.
  func decimalString(signed: Bool, fraction: Int) -> String {
    if fraction <= 0 {
      // Bits behind the point that are not there are zeros.
      let wide = extended(to: width - fraction, signed: signed)
      return wide.shiftedLeft(by: -fraction).decimalString(signed: signed)
    }
    let isNegative = signed && self[width - 1]
    // 2^-n is 5^n / 10^n: as many decimal digits as there are bits behind the point.
    let wide = extended(to: width + 1 + 3 * fraction, signed: signed)
    var magnitude = isNegative ? wide.negated : wide
    for _ in 0..<fraction { magnitude = magnitude.shiftedLeft(by: 2) &+ magnitude }
    var digits = magnitude.decimalString(signed: false)
    if digits.count <= fraction { digits = String(repeating: "0", count: fraction + 1 - digits.count) + digits }
    let whole = digits.dropLast(fraction)
    var part = digits.suffix(fraction)
    while part.last == "0" { part.removeLast() }
    return "\(isNegative ? "-" : "")\(whole)\(part.isEmpty ? "" : ".\(part)")"
  }
}
