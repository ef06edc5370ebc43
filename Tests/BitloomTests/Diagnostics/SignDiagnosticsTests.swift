import Bitloom
import Testing

@Suite struct SignDiagnosticsTests {
  @Test func wrappingSumOfMixedSigns() {
    let found = mistakes { io in
      io.word <== io.byte &+ io.number
    }
    expect(
      found,
      """
      error[G001]: '&+' needs two signed or two unsigned operands, but meets 'byte' (unsigned 8) and 'number' (signed 8)
        --> @1:27
        help: use '.asSigned' or '.asUnsigned' on one of them
      """)
  }

  @Test func wrappingSumOfExpressionsOfMixedSigns() {
    let found = mistakes { io in
      io.word <== (io.byte + 1) &- (io.number + 1)
    }
    expect(
      found,
      """
      error[G001]: '&-' needs two signed or two unsigned operands, but meets unsigned 9 and signed 9
        --> @1:33
        help: use '.asSigned' or '.asUnsigned' on one of them
      """)
  }

  @Test func wrappingProductOfMixedSigns() {
    let found = mistakes { io in
      io.total <== io.number &* io.nibble
    }
    expect(
      found,
      """
      error[G001]: '&*' needs two signed or two unsigned operands, but meets 'number' (signed 8) and 'nibble' (unsigned 4)
        --> @1:30
        help: use '.asSigned' or '.asUnsigned' on one of them
      """)
  }

  @Test func bitwiseAndOfMixedSigns() {
    let found = mistakes { io in
      io.brief <== io.nibble & io.small
    }
    expect(
      found,
      """
      error[G001]: '&' needs two signed or two unsigned operands, but meets 'nibble' (unsigned 4) and 'small' (signed 4)
        --> @1:30
        help: use '.asSigned' or '.asUnsigned' on one of them
      """)
  }

  @Test func bitwiseOrWithNegativeLiteral() {
    let found = mistakes { io in
      io.word <== io.byte | -1
    }
    expect(
      found,
      """
      error[G001]: '|' needs two signed or two unsigned operands, but meets 'byte' (unsigned 8) and '-1' (signed 1)
        --> @1:27
        help: use '.asSigned' or '.asUnsigned' on one of them
      """)
  }

  @Test func bitwiseXorOfMixedSigns() {
    let found = mistakes { io in
      io.word <== io.number ^ io.byte
    }
    expect(
      found,
      """
      error[G001]: '^' needs two signed or two unsigned operands, but meets 'number' (signed 8) and 'byte' (unsigned 8)
        --> @1:29
        help: use '.asSigned' or '.asUnsigned' on one of them
      """)
  }

  @Test func driveUnsignedWithSigned() {
    let found = mistakes { io in
      io.word <== io.small
    }
    expect(
      found,
      """
      error[G002]: sign mismatch: 'word' is unsigned 8, the value is signed 4
        --> @1:15
        note: 'word' is declared here: Bench@9
        help: use '.asUnsigned' to reread the bits
      """)
  }

  @Test func driveUnsignedWithWiderSigned() {
    let found = mistakes { io in
      io.brief <== io.number
    }
    expect(
      found,
      """
      error[G002]: sign mismatch: 'brief' is unsigned 4, the value is signed 8
        --> @1:16
        note: 'brief' is declared here: Bench@8
        help: use '.truncated(to: 4).asUnsigned' to reread the bits
      """)
  }

  @Test func driveUnsignedWithDifference() {
    let found = mistakes { io in
      io.word <== io.byte - io.nibble
    }
    expect(
      found,
      """
      error[G002]: sign mismatch: 'word' is unsigned 8, the value is signed 9
        --> @1:15
        note: 'word' is declared here: Bench@9
        help: use '&-' to wrap, or '.truncated(to: 8).asUnsigned' to reread the bits
      """)
  }

  @Test func shiftBySignedAmount() {
    let found = mistakes { io in
      io.word <== io.byte &<< io.small
    }
    expect(
      found,
      """
      error[G003]: '&<<' needs an unsigned amount, 'small' is signed 4
        --> @1:27
        help: use '.asUnsigned' when it is never negative
      """)
  }

  @Test func shiftDownBySignedAmount() {
    let found = mistakes { io in
      io.total <== io.number >> io.number
    }
    expect(
      found,
      """
      error[G003]: '>>' needs an unsigned amount, 'number' is signed 8
        --> @1:30
        help: use '.asUnsigned' when it is never negative
      """)
  }

  @Test func signedIndex() {
    let found = mistakes { io in
      io.flag <== io.byte[io.small]
    }
    expect(
      found,
      """
      error[G004]: an index into 'byte' must be unsigned, 'small' is signed 4
        --> @1:26
        help: use '.asUnsigned' when it is never negative
      """)
  }
}
