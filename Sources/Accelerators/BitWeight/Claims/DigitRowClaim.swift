import Bitloom

/// The row of any digit, and the one that completes a subtraction, are the digit times the number.
struct DigitRowClaim: Module {
  var operandWidth: Int

  struct IO: Interface {
    @Input var digit: DigitSelect
    @Input var number: Signal
  }

  var ports: IO { IO(digit: DigitSelectShape().instantiate(), number: .signed(operandWidth)) }

  func build(_ io: IO) {
    assume(!(io.digit.isOne && io.digit.isTwo), "a digit is 1 or 2")
    let row = io.digit.row(of: io.number, "row").asSigned
    let once = mux(io.digit.isOne, io.number, constant(0))
    let magnitude = mux(io.digit.isTwo, io.number << 1, once)
    let product = mux(io.digit.isNegative, -magnitude, magnitude)
    assert(row + io.digit.isNegative == product, "the multiple")
  }
}

/// The digits of each encoder are the number, each from -2 to 2.
struct DigitSelectClaim: Module {
  var encoder: BitWeightConfiguration.Encoder
  var operandWidth: Int

  struct IO: Interface {
    @Input var number: Signal
  }

  var ports: IO { IO(number: .signed(operandWidth)) }

  func build(_ io: IO) {
    let width = operandWidth + 4
    var total = constant(0, .signed(width))
    for (place, digit) in DigitSelect.digits(of: io.number, encoder).enumerated() {
      assert(!(digit.isOne && digit.isTwo), "a digit is 1 or 2", named: "one_or_two_\(place)")
      let magnitude = cat(digit.isTwo, digit.isOne)
      let value = mux(digit.isNegative, -magnitude, magnitude)
      total = (total + (value << (2 * place))).truncated(to: width).asSigned
    }
    assert(total == io.number, "the digits are the number")
  }
}
