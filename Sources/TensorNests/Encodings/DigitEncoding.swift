/// The digits that the left operand of a product is written in.
public typealias DigitEncoding = NestStructure.Encoding

extension DigitEncoding: CustomStringConvertible {
  /// The name in print: `binary`, `Booth`, `EN-T`, `NAF`.
  public var description: String {
    switch self {
    case .binary: "binary"
    case .booth: "Booth"
    case .ent: "EN-T"
    case .naf: "NAF"
    }
  }

  /// The bits between the weights of neighbouring digits: 2 at radix 4, 1 at radix 2.
  public var weightStep: Int {
    switch self {
    case .booth, .ent, .naf: 2
    case .binary: 1
    }
  }

  /// The digits of a signed operand of `width` bits.
  public func digitCount(width: Int) -> Int {
    (width + weightStep - 1) / weightStep
  }

  /// The bits of a signed product of a digit and an operand of `width` bits.
  ///
  /// At radix 4 these are two more than the operand has: -2 times the smallest operand is 2^`width`, which a signed
  /// number of `width` + 1 bits does not hold.
  public func termWidth(width: Int) -> Int {
    width + weightStep
  }

  /// Returns the digits of a signed number of `width` bits, the lowest first.
  ///
  /// The sum of `digit[i]` 2^(`weightStep` i) is the number. A number that does not fit `width` bits is wrapped to
  /// them.
  ///
  /// ```swift
  /// DigitEncoding.ent.digits(of: 91, width: 8)    // [-1, -1, 2, 1]
  /// ```
  public func digits(of value: Int, width: Int) -> [Int] {
    let operand = SignedOperand(value, width: width)
    return switch self {
    case .binary: operand.bitDigits
    case .booth: operand.boothDigits
    case .ent: operand.signedMagnitudeDigits
    case .naf: operand.nonAdjacentDigits
    }
  }

  /// Returns how many digits of a number are other than 0.
  public func nonzeroDigits(of value: Int, width: Int) -> Int {
    digits(of: value, width: width).count { $0 != 0 }
  }
}
