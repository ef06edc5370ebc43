import Bitloom
import Testing

@Suite struct ArithmeticDiagnosticsTests {
  @Test func divisionByZero() {
    let found = mistakes { io in
      io.word <== io.byte / 0
    }
    expect(found, "")
  }

  @Test func divisionByNegativeNumber() {
    let found = mistakes { io in
      io.total <== io.number / -3
    }
    expect(found, "")
  }

  @Test func remainderOfDivisionByZero() {
    let found = mistakes { io in
      io.word <== (io.byte + 1) % 0
    }
    expect(found, "")
  }

  @Test func negativeShift() {
    let found = mistakes { io in
      io.word <== io.byte << -1
    }
    expect(found, "")
  }

  @Test func negativeShiftDown() {
    let found = mistakes { io in
      io.word <== io.byte >> -2
    }
    expect(found, "")
  }

  @Test func shiftByFarTooMuch() {
    let found = mistakes { io in
      io.word <== io.byte &<< (1 << 30)
    }
    expect(found, "")
  }

  @Test func counterTooNarrow() {
    let found = mistakes { io in
      let count = register("count", .unsigned(2), reset: 0)
      count.increment(wrappingAt: 10)
    }
    expect(found, "")
  }

  @Test func signedCounterTooNarrow() {
    let found = mistakes { io in
      let count = register("count", .signed(4), reset: 0)
      count.increment(wrappingAt: 10)
    }
    expect(found, "")
  }

  @Test func counterWithoutSteps() {
    let found = mistakes { io in
      let count = register("count", .unsigned(2), reset: 0)
      count.increment(wrappingAt: 0)
    }
    expect(found, "")
  }
}
