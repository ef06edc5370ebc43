import Bitloom

/// A product of the generator is that of the operator.
struct MultiplierClaim: Module {
  var a: SignalType
  var b: SignalType

  struct IO: Interface {
    @Input var a: Signal
    @Input var b: Signal
  }

  var ports: IO { IO(a: a.instantiate(), b: b.instantiate()) }

  func build(_ io: IO) {
    let multiplier = Instance("multiplier", Multiplier(a: a, b: b))
    multiplier.a <== io.a
    multiplier.b <== io.b
    assert(multiplier.product == io.a * io.b, "the product")
  }
}

/// A multiplier-accumulator keeps the sum that a register and the operators keep.
struct AccumulatorClaim: Module {
  var operandWidth: Int
  var accumulatorWidth: Int
  var form: MultiplyAccumulator.Form

  struct IO: Interface {
    @Input var a: Signal
    @Input var b: Signal
    @Input var clear: Signal = .bit
  }

  var ports: IO { IO(a: .signed(operandWidth), b: .signed(operandWidth)) }

  func build(_ io: IO) {
    let unit = Instance(
      "unit", MultiplyAccumulator(operandWidth: operandWidth, accumulatorWidth: accumulatorWidth, form: form))
    unit.a <== io.a
    unit.b <== io.b
    unit.clear <== io.clear
    let type = SignalType.signed(accumulatorWidth)
    let product = register("product", .signed(2 * operandWidth), reset: 0)
    let isCleared = register("is_cleared", .bit, reset: 0)
    let total = register("total", type, reset: 0)
    product <== io.a * io.b
    isCleared <== io.clear
    let kept = mux(isCleared, constant(0, type), total)
    total <== (kept + product).truncated(to: accumulatorWidth).asSigned
    var found = unit.sum
    if let carry = unit.carry { found = (unit.sum &+ carry) }
    assert(found.asUnsigned == total.asUnsigned, "the sum")
  }
}
