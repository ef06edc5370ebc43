import Bitloom
import Testing

@Suite struct SignDiagnosticsTests {
  @Test func wrappingSumOfMixedSigns() {
    let found = mistakes { io in
      io.word <== io.byte &+ io.number
    }
    expect(found, "")
  }

  @Test func wrappingSumOfExpressionsOfMixedSigns() {
    let found = mistakes { io in
      io.word <== (io.byte + 1) &- (io.number + 1)
    }
    expect(found, "")
  }

  @Test func wrappingProductOfMixedSigns() {
    let found = mistakes { io in
      io.total <== io.number &* io.nibble
    }
    expect(found, "")
  }

  @Test func bitwiseAndOfMixedSigns() {
    let found = mistakes { io in
      io.word <== io.byte & io.number
    }
    expect(found, "")
  }

  @Test func bitwiseOrWithNegativeLiteral() {
    let found = mistakes { io in
      io.word <== io.byte | -1
    }
    expect(found, "")
  }

  @Test func bitwiseXorOfMixedSigns() {
    let found = mistakes { io in
      io.word <== io.number ^ io.byte
    }
    expect(found, "")
  }

  @Test func driveUnsignedWithSigned() {
    let found = mistakes { io in
      io.word <== io.small
    }
    expect(found, "")
  }

  @Test func driveUnsignedWithWiderSigned() {
    let found = mistakes { io in
      io.brief <== io.number
    }
    expect(found, "")
  }

  @Test func driveUnsignedWithDifference() {
    let found = mistakes { io in
      io.word <== io.byte - io.nibble
    }
    expect(found, "")
  }

  @Test func shiftBySignedAmount() {
    let found = mistakes { io in
      io.word <== io.byte &<< io.small
    }
    expect(found, "")
  }

  @Test func shiftDownBySignedAmount() {
    let found = mistakes { io in
      io.total <== io.number >> io.number
    }
    expect(found, "")
  }

  @Test func signedIndex() {
    let found = mistakes { io in
      io.flag <== io.byte[io.small]
    }
    expect(found, "")
  }
}
