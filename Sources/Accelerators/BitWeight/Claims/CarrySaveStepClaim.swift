import Bitloom

/// A step of a carry-save accumulator adds the product: modulo 2^width, whatever the two numbers are.
struct CarrySaveStepClaim: Module {
  var element: CarrySaveAccumulator

  struct IO: Interface {
    @Input var a: Signal
    @Input var b: Signal
    @Input var sum: Signal
    @Input var carry: Signal
  }

  var ports: IO {
    let width = element.accumulatorWidth
    return IO(
      a: .signed(element.operandWidth), b: .signed(element.operandWidth), sum: .unsigned(width),
      carry: .unsigned(width))
  }

  func build(_ io: IO) {
    let width = element.accumulatorWidth
    let next = element.step([io.a], [io.b], sum: io.sum, carry: io.carry)
    let product = io.a * io.b
    let addend = product.width < width ? product.extended(to: width) : product.truncated(to: width)
    let expected = (io.sum &+ io.carry) &+ addend.asUnsigned
    assert(next.sum &+ next.carry == expected, "the sum")
  }
}

/// A step of the element of sparse digits adds the multiples that are selected.
struct DigitStepClaim: Module {
  var element: DigitAccumulator

  struct IO: Interface {
    @Input var digits: [DigitSelect]
    @Input var numbers: [Signal]
    @Input var sum: Signal
    @Input var carry: Signal
  }

  var ports: IO {
    let width = element.accumulatorWidth
    return IO(
      digits: VectorShape(DigitSelectShape(), count: element.lanes).instantiate(),
      numbers: .signed(element.operandWidth, count: element.lanes), sum: .unsigned(width), carry: .unsigned(width))
  }

  func build(_ io: IO) {
    let width = element.accumulatorWidth
    if element.lanes == 1 { assume(!io.carry[0], "the lowest place of the carries is free") }
    var expected = io.sum &+ io.carry
    for (digit, number) in zip(io.digits, io.numbers) {
      assume(!(digit.isOne && digit.isTwo), "a digit is 1 or 2")
      let magnitude = mux(digit.isTwo, number << 1, mux(digit.isOne, number, constant(0)))
      let product = mux(digit.isNegative, -magnitude, magnitude).extended(to: width)
      expected = expected &+ product.asUnsigned
    }
    let next = element.step(io.digits, io.numbers, sum: io.sum, carry: io.carry)
    assert(next.sum &+ next.carry == expected, "the sum")
    if element.lanes == 1 { assert(!next.carry[0], "the lowest place stays free") }
  }
}
