import Bitloom

/// A number as its sign and the radix-4 digits -1, 0, 1 and 2 of its magnitude: EN-T.
///
/// Combinational: latency 0, all digits each cycle, no registers; the adder of a magnitude, and a carry through the digits.
///
/// Resources of the example with 8 bits: 22 LUT4, 7 carry cells of an iCE40 (Yosys 0.23).
/// ```swift
/// let digits = ENTDigits(of: io.a)
/// io.isNegative <== digits.isNegative
/// io.codes <== cat(digits.codes.reversed())
/// ```
/// Of w bits it needs w + 1 wires, where Booth's digits need 3 for every two bits, and fewer of its digits are not 0: 2.918 of
/// an eight-bit number on average, Booth's 3. See "EN-T: Optimizing Tensor Computing Engines Performance via Encoder-Based
/// Methodology", arXiv 2404.11887.
public struct ENTDigits {
  /// Whether the number is negative: then all digits count with the opposite sign.
  public let isNegative: Signal
  /// Two bits a digit, the least significant digit first: 0, 1, 2, and 3 for -1.
  public let codes: [Signal]

  /// The digits of a number.
  public init(of value: Signal) {
    // The top digit of a number without a sign can be 3, which needs one digit more.
    let count = value.isSigned ? (value.width + 1) / 2 : value.width / 2 + 1
    let wide = value.extended(to: 2 * count)
    if value.isSigned {
      isNegative = wide[2 * count - 1]
      let flipped = wide.asUnsigned ^ isNegative.repeated(2 * count)
      codes = Self.codes(of: flipped &+ isNegative.extended(to: 2 * count), count: count)
    } else {
      isNegative = constant(0)
      codes = Self.codes(of: wide, count: count)
    }
  }

  private static func codes(of magnitude: Signal, count: Int) -> [Signal] {
    var carry = constant(0)
    return (0..<count).map { index in
      let pair = magnitude[(2 * index + 1)...(2 * index)]
      let code = pair &+ carry.extended(to: 2)
      carry = pair[1] & (pair[0] | carry)
      return code
    }
  }
}
