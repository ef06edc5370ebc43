import Bitloom

/// A radix-4 Booth digit of a number: -2, -1, 0, 1 or 2, as three bits that select a multiple.
///
/// Combinational: latency 0, all digits each cycle, no registers; two gates deep.
///
/// Resources of the example with 8 bits: 7 LUT4 of an iCE40 (Yosys 0.23).
/// ```swift
/// let digits = BoothDigit.digits(of: io.a)
/// io.ones <== cat(digits.map(\.isOne).reversed())
/// io.twos <== cat(digits.map(\.isTwo).reversed())
/// io.signs <== cat(digits.map(\.isNegative).reversed())
/// ```
/// Digit i of a is -2 a[2i+1] + a[2i] + a[2i-1], so that a is the sum of its digits times 4^i. See O. L. MacSorley, "High-Speed
/// Arithmetic in Binary Computers", Proceedings of the IRE 49, 1961.
public struct BoothDigit {
  /// The magnitude is 1.
  public let isOne: Signal
  /// The magnitude is 2.
  public let isTwo: Signal
  /// The digit is negative, or a zero that is written as minus zero: all ones, and one more.
  public let isNegative: Signal

  /// The digits of a number, the least significant first: half as many as it has bits; one more for an unsigned one of an even
  /// width.
  public static func digits(of value: Signal) -> [BoothDigit] {
    let count = value.isSigned ? (value.width + 1) / 2 : value.width / 2 + 1
    let wide = value.extended(to: max(2 * count, value.width)).asUnsigned
    return (0..<count).map { index in
      let high = wide[2 * index + 1]
      let middle = wide[2 * index]
      guard index > 0 else {
        // Below the lowest bit is a 0: digit 0 is never +2.
        return BoothDigit(isOne: middle, isTwo: high & ~middle, isNegative: high)
      }
      let isOne = middle ^ wide[2 * index - 1]
      return BoothDigit(isOne: isOne, isTwo: ~isOne & (high ^ middle), isNegative: high)
    }
  }
}
