import Bitloom

/// A number in digits -1, 0 and 1 of which no two neighbours are both not 0: the canonical signed digits.
///
/// Combinational: latency 0, all digits each cycle, no registers; an adder, and two gates.
///
/// Resources of the example with 8 bits: 20 LUT4 of an iCE40 (Yosys 0.23).
/// ```swift
/// let form = NonAdjacentForm(of: io.a)
/// io.added <== form.positive
/// io.subtracted <== form.negative
/// ```
/// A third of the digits is not 0 on average, the least that is possible. See G. W. Reitwiesner, "Binary Arithmetic", Advances in
/// Computers 1, 1960.
public struct NonAdjacentForm {
  /// The places of the digits that are 1.
  public let positive: Signal
  /// The places of the digits that are -1.
  public let negative: Signal

  /// The digits of a number: as many as it has bits; one more for an unsigned one.
  ///
  /// With h = x / 2 the digits are what x + h and h differ in.
  public init(of value: Signal, network: CarryNetwork = .sklansky) {
    let count = value.isSigned ? value.width : value.width + 1
    let wide = value.extended(to: count + 1).asUnsigned
    let half = value.isSigned ? (value >> 1).extended(to: count + 1).asUnsigned : (wide >> 1).extended(to: count + 1)
    let total = prefixSum(wide, half, network: network).truncated(to: count + 1)
    let differences = total ^ half
    positive = (total & differences).truncated(to: count)
    negative = (half & differences).truncated(to: count)
  }

  /// The digits of a constant: the places and signs of those that are not 0, the lowest first.
  public static func digits(of value: Int) -> [(place: Int, isNegative: Bool)] {
    var result: [(place: Int, isNegative: Bool)] = []
    var rest = Int128(value)
    var place = 0
    while rest != 0 {
      if rest & 1 == 1 {
        // 1 where the rest is 1 modulo 4, else -1: the next digit is 0 then.
        let digit: Int128 = rest & 3 == 1 ? 1 : -1
        result.append((place, digit < 0))
        rest -= digit
      }
      rest >>= 1
      place += 1
    }
    return result
  }
}
