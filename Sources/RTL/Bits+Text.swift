// Reading and writing vectors of bits as text.

extension Bits {
  /// `width` binary digits, the most significant first.
  public var binaryString: String {
    var text = ""
    for index in stride(from: width - 1, through: 0, by: -1) { text.append(self[index] ? "1" : "0") }
    return text
  }

  /// Hexadecimal digits without a prefix, as many as the width needs.
  public var hexadecimalString: String {
    let digits = (width + 3) / 4
    var text = ""
    for index in stride(from: digits - 1, through: 0, by: -1) {
      text += String(slice(low: 4 * index, width: 4).low, radix: 16)
    }
    return text
  }

  /// The value in decimal, read as two's complement when `signed`.
  public func decimalString(signed: Bool) -> String {
    if let value = int(signed: signed) { return String(value) }
    if signed, mostSignificantBit {
      return "-" + extended(to: width + 1, signed: true).negated.decimalString(signed: false)
    }
    let chunk = 1_000_000_000_000_000_000
    let divisor = Bits(chunk, width: width)
    var rest = self
    var parts: [String] = []
    while !rest.isZero, let division = rest.dividedWithRemainder(by: divisor, signed: false) {
      let digits = String(division.remainder.low)
      rest = division.quotient
      parts.append(rest.isZero ? digits : String(repeating: "0", count: 18 - digits.count) + digits)
    }
    return parts.reversed().joined()
  }

  /// Parses binary digits, the most significant first. Nil when there is another character or no digit.
  public init?(binary text: some StringProtocol) {
    guard !text.isEmpty else { return nil }
    self.init(zeroOfWidth: text.count)
    for (index, character) in text.reversed().enumerated() {
      switch character {
      case "0": continue
      case "1": setWord(index / 64, word(index / 64) | (1 << UInt64(index % 64)))
      default: return nil
      }
    }
  }
}

extension Bits: CustomStringConvertible {
  /// The value as a sized hexadecimal number, such as `8'h2a`.
  public var description: String { "\(width)'h\(hexadecimalString)" }
}
