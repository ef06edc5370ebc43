import Bitloom
import Testing

@Suite struct ArithmeticDiagnosticsTests {
  @Test func divisionByZero() {
    let found = mistakes { io in
      io.brief <== io.nibble / 0
    }
    expect(
      found,
      """
      error[A001]: '/' needs a constant above 0 on its right, but 'nibble' is divided by 0
        --> @1:30
        help: check the parameter that the divisor comes from
      """)
  }

  @Test func divisionByNegativeNumber() {
    let found = mistakes { io in
      io.total <== io.number / -3
    }
    expect(
      found,
      """
      error[A001]: '/' needs a constant above 0 on its right, but 'number' is divided by -3
        --> @1:30
        help: divide by 3 and negate the result
      """)
  }

  @Test func remainderOfDivisionByZero() {
    let found = mistakes { io in
      io.word <== (io.byte + 1) % 0
    }
    expect(
      found,
      """
      error[A001]: '%' needs a constant above 0 on its right, but the value is divided by 0
        --> @1:33
        help: check the parameter that the divisor comes from
      """)
  }

  @Test func negativeShift() {
    let found = mistakes { io in
      io.word <== io.byte << -1
    }
    expect(
      found,
      """
      error[A002]: '<<' cannot shift by -1: 0 to 1048576 are possible
        --> @1:27
        help: use '>>' to shift the other way
      """)
  }

  @Test func negativeShiftDown() {
    let found = mistakes { io in
      io.total <== io.number >> -2
    }
    expect(
      found,
      """
      error[A002]: '>>' cannot shift by -2: 0 to 1048576 are possible
        --> @1:30
        help: use '<<' to shift the other way
      """)
  }

  @Test func shiftByFarTooMuch() {
    let found = mistakes { io in
      io.brief <== io.small.asUnsigned &<< (1 << 30)
    }
    expect(
      found,
      """
      error[A002]: '&<<' cannot shift by 1073741824: 0 to 1048576 are possible
        --> @1:40
      """)
  }

  @Test func counterTooNarrow() {
    let found = mistakes { io in
      let count = register("count", .unsigned(2), reset: 0)
      count.increment(wrappingAt: 10)
    }
    expect(
      found,
      """
      error[A003]: 'count' (unsigned 2) cannot count to 9
        --> @2:22
        note: 'count' is declared here: @1:27
        help: 9 needs unsigned 4
      """)
  }

  @Test func signedCounterTooNarrow() {
    let found = mistakes { io in
      let count = register("count", .signed(4), reset: 0)
      count.increment(wrappingAt: 10)
    }
    expect(
      found,
      """
      error[A003]: 'count' (signed 4) cannot count to 9
        --> @2:22
        note: 'count' is declared here: @1:27
        help: 9 needs signed 5
      """)
  }

  @Test func counterWithoutSteps() {
    let found = mistakes { io in
      let count = register("count", .unsigned(2), reset: 0)
      count.increment(wrappingAt: 0)
    }
    expect(
      found,
      """
      error[A003]: 'count' cannot wrap at 0: a counter has at least one step
        --> @2:22
        note: 'count' is declared here: @1:27
        help: check the parameter that the limit comes from
      """)
  }
}
