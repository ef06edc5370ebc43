import Bitloom
import Testing

@Suite struct SliceDiagnosticsTests {
  @Test func bitBeyondTheEnd() {
    let found = mistakes { io in
      io.flag <== io.byte[8]
    }
    expect(found, "")
  }

  @Test func negativeBit() {
    let found = mistakes { io in
      io.flag <== io.byte[-1]
    }
    expect(found, "")
  }

  @Test func secondBitOfOne() {
    let found = mistakes { io in
      io.flag <== io.go[1]
    }
    expect(found, "")
  }

  @Test func bitOfExpression() {
    let found = mistakes { io in
      io.flag <== (io.byte + io.byte)[9]
    }
    expect(found, "")
  }

  @Test func rangeBeyondTheEnd() {
    let found = mistakes { io in
      io.brief <== io.byte[9...6]
    }
    expect(found, "")
  }

  @Test func rangeTheWrongWayRound() {
    let found = mistakes { io in
      io.word <== io.byte[0...7]
    }
    expect(found, "")
  }

  @Test func sliceOfSlice() {
    let found = mistakes { io in
      io.flag <== io.byte[5...2][4]
    }
    expect(found, "")
  }

  @Test func repeatedNotAtAll() {
    let found = mistakes { io in
      io.word <== io.nibble.repeated(0)
    }
    expect(found, "")
  }

  @Test func repeatedANegativeNumberOfTimes() {
    let found = mistakes { io in
      io.word <== (io.nibble + 1).repeated(-2)
    }
    expect(found, "")
  }

  @Test func emptyConcatenation() {
    let found = mistakes { io in
      let parts: [Signal] = []
      io.word <== cat(parts)
    }
    expect(found, "")
  }
}
