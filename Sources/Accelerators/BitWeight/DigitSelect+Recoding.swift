import Arithmetic
import Bitloom

extension DigitSelect {
  /// The digits of a signed number, the least significant first.
  ///
  /// Combinational. Booth: two gates. EN-T: the magnitude, then a carry through the digits. Non-adjacent form: an adder.
  static func digits(of number: Signal, _ encoder: BitWeightConfiguration.Encoder) -> [DigitSelect] {
    switch encoder {
    case .booth:
      return BoothDigit.digits(of: number).map {
        DigitSelect(isOne: $0.isOne, isTwo: $0.isTwo, isNegative: $0.isNegative)
      }
    case .ent:
      let digits = ENTDigits(of: number)
      return digits.codes.map { code in
        // 3 stands for -1.
        DigitSelect(
          isOne: code[0], isTwo: code[1] & ~code[0], isNegative: digits.isNegative ^ (code[1] & code[0]))
      }
    case .naf:
      let form = NonAdjacentForm(of: number)
      return (0..<count(operandWidth: number.width)).map { index in pair(form, at: 2 * index) }
    }
  }

  /// Two neighbours of the non-adjacent form, of which one at least is 0: together they are a digit from -2 to 2.
  private static func pair(_ form: NonAdjacentForm, at place: Int) -> DigitSelect {
    let hasHigh = place + 1 < form.positive.width
    let isOne = form.positive[place] | form.negative[place]
    guard hasHigh else { return DigitSelect(isOne: isOne, isTwo: constant(0), isNegative: form.negative[place]) }
    return DigitSelect(
      isOne: isOne, isTwo: form.positive[place + 1] | form.negative[place + 1],
      isNegative: form.negative[place] | form.negative[place + 1])
  }
}
