import Bitloom

/// The parameters of a cyclic redundancy check, in the model of R. N. Williams ("A Painless Guide to CRC Error Detection
/// Algorithms", 1993) that catalogues use.
///
/// A message is read as a polynomial over GF(2), its first bit the highest coefficient. The check is the remainder of the message,
/// times x^width, by the generator polynomial.
/// ```swift
/// let code = CyclicRedundancyCode.crc32
/// code.check(of: Array("123456789".utf8))    // 32'hcbf43926
/// let own = CyclicRedundancyCode("link", width: 12, polynomial: 0x80f, initial: 0xfff)
/// ```
public struct CyclicRedundancyCode: Hashable, Sendable {
  /// How the code is called in the names of modules: a word of letters, digits and `_`. Different codes need different names.
  public var name: String
  /// Bits of the check, 1 to 256.
  public var width: Int
  /// The generator without its highest term: bit i is the coefficient of x^i. The lowest one is 1.
  public var polynomial: Bits
  /// The register before the first bit, bit i being the coefficient of x^i.
  public var initial: Bits
  /// Whether the least significant bit of each byte comes first.
  public var reflectsInput: Bool
  /// Whether the least significant bit of the check is its highest coefficient.
  public var reflectsOutput: Bool
  /// What the check is combined with at the end.
  public var finalXOR: Bits

  /// A code of any width.
  ///
  /// - Parameters:
  ///   - initial: All zeros when not given, as is `finalXOR`.
  ///   - reflectsOutput: As the input when not given.
  public init(
    _ name: String, width: Int, polynomial: Bits, initial: Bits? = nil, reflectsInput: Bool = false,
    reflectsOutput: Bool? = nil, finalXOR: Bits? = nil
  ) {
    // One number of bits for all, so that equal numbers are equal; what is too large stays so.
    func stored(_ bits: Bits?) -> Bits {
      let wide = (bits ?? Bits(zeroOfWidth: 1)).extended(to: Self.widths.upperBound, signed: false)
      return wide.significantBits <= width && Self.widths.contains(width) ? wide.truncated(to: width) : wide
    }
    self.name = name
    self.width = width
    self.polynomial = stored(polynomial)
    self.initial = stored(initial)
    self.reflectsInput = reflectsInput
    self.reflectsOutput = reflectsOutput ?? reflectsInput
    self.finalXOR = stored(finalXOR)
  }

  /// A code of up to 64 bits.
  ///
  /// - Parameter reflectsOutput: As the input when not given.
  public init(
    _ name: String, width: Int, polynomial: UInt64, initial: UInt64 = 0, reflectsInput: Bool = false,
    reflectsOutput: Bool? = nil, finalXOR: UInt64 = 0
  ) {
    self.init(
      name, width: width, polynomial: Bits(polynomial, width: 64), initial: Bits(initial, width: 64),
      reflectsInput: reflectsInput, reflectsOutput: reflectsOutput, finalXOR: Bits(finalXOR, width: 64))
  }

  static let widths = 1...256

  /// What is wrong with the parameters, a sentence each.
  public var problems: [String] {
    guard isNamePossible else {
      return ["name of the code is '\(name)'; it must be a word of letters, digits and '_'"]
    }
    guard Self.widths.contains(width) else { return ["width of '\(name)' is \(width); it must be from 1 to 256"] }
    var result: [String] = []
    for (label, bits) in [("polynomial", polynomial), ("initial", initial), ("finalXOR", finalXOR)]
    where bits.significantBits > width {
      result.append("\(label) of '\(name)' is \(hexadecimal(bits)); it must fit in \(width) bits")
    }
    if !polynomial[0] {
      result.append("polynomial of '\(name)' is \(hexadecimal(polynomial)); its lowest term must be 1")
    }
    return result
  }

  private var isNamePossible: Bool {
    !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
  }

  private func hexadecimal(_ bits: Bits) -> String {
    "0x\(bits.truncated(to: max(bits.significantBits, 1)).hexadecimalString)"
  }
}

extension CyclicRedundancyCode: NamedParameter {
  public var nameComponent: String { name }
}
