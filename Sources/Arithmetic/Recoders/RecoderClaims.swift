import Bitloom

/// The digits of all recoders are the number, and each is of its set.
struct RecoderClaim: Module {
  var type: SignalType

  struct IO: Interface {
    @Input var value: Signal
  }

  var ports: IO { IO(value: type.instantiate()) }

  func build(_ io: IO) {
    let booth = BoothDigit.digits(of: io.value)
    var total = constant(0, .signed(type.width + 3))
    for (place, digit) in booth.enumerated() {
      assert(~(digit.isOne & digit.isTwo), "a Booth digit is 1 or 2", named: "booth_digit_\(place)")
      let magnitude = cat(digit.isTwo, digit.isOne)
      add(mux(digit.isNegative, -magnitude, magnitude), place, to: &total)
    }
    assert(total == io.value, "the Booth digits are the number")

    let ent = ENTDigits(of: io.value)
    total = constant(0, .signed(type.width + 3))
    for (place, code) in ent.codes.enumerated() {
      let digit = mux(code == 3, constant(-1), code)
      add(mux(ent.isNegative, -digit, digit), place, to: &total)
    }
    assert(total == io.value, "the EN-T digits are the number")

    let naf = NonAdjacentForm(of: io.value)
    assert(naf.positive - naf.negative == io.value, "the non-adjacent digits are the number")
    let places = naf.positive | naf.negative
    assert((naf.positive & naf.negative) == 0, "no digit has two signs")
    assert((places & (places >> 1).extended(to: places.width)) == 0, "no neighbours")
  }

  private func add(_ digit: Signal, _ place: Int, to total: inout Signal) {
    total = (total + (digit << (2 * place))).truncated(to: type.width + 3).asSigned
  }
}
