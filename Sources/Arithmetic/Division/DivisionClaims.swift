import Bitloom
import Components

/// A quotient and a remainder that belong to the operands, after so many cycles as there are bits.
struct DividerClaim: Module {
  var width: Int

  struct IO: Interface {
    @Input var dividend: Signal
    @Input var divisor: Signal
    @Input var valid: Signal = .bit
    @Input var ready: Signal = .bit
  }

  var ports: IO { IO(dividend: .unsigned(width), divisor: .unsigned(width)) }

  func build(_ io: IO) {
    let divider = Instance("divider", Divider(.unsigned(width)))
    divider.operands.payload.dividend <== io.dividend
    divider.operands.payload.divisor <== io.divisor
    divider.operands.valid <== io.valid
    divider.results.ready <== io.ready
    let dividend = register("given_dividend", .unsigned(width), reset: 0)
    let divisor = register("given_divisor", .unsigned(width), reset: 0)
    when(divider.operands.fires) {
      dividend <== io.dividend
      divisor <== io.divisor
    }
    let result = divider.results.payload
    when(divider.results.valid) {
      when(divisor == 0) {
        assert(result.isByZero && result.remainder == dividend, "by zero the remainder is the dividend")
      } otherwise: {
        assert(result.quotient * divisor + result.remainder == dividend, "the quotient and the remainder")
        assert(result.remainder < divisor, "a remainder below the divisor")
        assert(!result.isByZero, "not by zero")
      }
    }
    assertProtocol(of: divider.results, "results")
  }
}

/// The largest root whose square is not above the radicand.
struct SquareRootClaim: Module {
  var width: Int

  struct IO: Interface {
    @Input var radicand: Signal
    @Input var valid: Signal = .bit
    @Input var ready: Signal = .bit
  }

  var ports: IO { IO(radicand: .unsigned(width)) }

  func build(_ io: IO) {
    let unit = Instance("unit", SquareRoot(width: width))
    unit.radicand.payload <== io.radicand
    unit.radicand.valid <== io.valid
    unit.results.ready <== io.ready
    let given = register("given", .unsigned(width), reset: 0)
    when(unit.radicand.fires) { given <== io.radicand }
    let root = unit.results.payload.root
    when(unit.results.valid) {
      assert(root * root <= given, "a square that is not above")
      assert((root + 1) * (root + 1) > given, "the next one is")
      assert(unit.results.payload.remainder == given - root * root, "the remainder")
    }
    assertProtocol(of: unit.results, "results")
  }
}
