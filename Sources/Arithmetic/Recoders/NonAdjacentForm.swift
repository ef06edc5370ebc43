import Bitloom

/// A number in digits -1, 0 and 1 of which no two neighbours are both not 0: the canonical signed digits.
///
/// A third of the digits is not 0 on average, the least that is possible. See G. W. Reitwiesner, "Binary Arithmetic", Advances in
/// Computers 1, 1960.
public struct NonAdjacentForm {
  /// The places of the digits that are 1.
  public let positive: Signal
  /// The places of the digits that are -1.
  public let negative: Signal

  /// The digits of a number: as many as it has bits; one more for an unsigned one.
  ///
  /// Combinational: the carries of an adder, and two gates. With h = x / 2, digit i is not 0 where bit i of x and the carry into bit i of
  /// x + h differ, and negative where the bit above is 1.
  public init(of value: Signal, network: CarryNetwork = .sklansky) {
    let count = value.isSigned ? value.width : value.width + 1
    let wide = value.extended(to: count + 1).asUnsigned
    let (low, half) = (wide.truncated(to: count), wide[count...1])
    // The highest carry has no digit.
    let (generate, propagate) = (low & half, low ^ half)
    let carries =
      count == 1
      ? constant(0)
      : cat(
        prefixCarries(
          generate: generate.truncated(to: count - 1), propagate: propagate.truncated(to: count - 1), network),
        constant(0))
    let isOdd = low ^ carries
    positive = isOdd & ~half
    negative = isOdd & half
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
