import Bitloom
import Testing

@Suite struct LiteralDiagnosticsTests {
  @Test func literalTooLarge() {
    let found = mistakes { io in
      io.brief <== 77
    }
    expect(
      found,
      """
      error[W003]: 77 does not fit 'brief' (unsigned 4), which holds 0 to 15
        --> @1:16
        note: 'brief' is declared here: Bench@8
        help: 77 needs unsigned 7
      """)
  }

  @Test func negativeLiteralForUnsigned() {
    let found = mistakes { io in
      io.word <== -1
    }
    expect(
      found,
      """
      error[W003]: -1 does not fit 'word' (unsigned 8), which holds 0 to 255
        --> @1:15
        note: 'word' is declared here: Bench@9
        help: a negative number needs a signed target
      """)
  }

  @Test func literalTooLargeForSigned() {
    let found = mistakes { io in
      io.total <== 128
    }
    expect(
      found,
      """
      error[W003]: 128 does not fit 'total' (signed 8), which holds -128 to 127
        --> @1:16
        note: 'total' is declared here: Bench@10
        help: 128 needs signed 9
      """)
  }

  @Test func literalTooLargeForSlice() {
    let found = mistakes { io in
      io.word[3...2] <== 4
    }
    expect(
      found,
      """
      error[W003]: 4 does not fit 'word[3...2]' (unsigned 2), which holds 0 to 3
        --> @1:22
        note: 'word' is declared here: Bench@9
        help: 4 needs unsigned 3
      """)
  }

  @Test func negativeLiteralForWideUnsigned() {
    let found = mistakes { io in
      let wide = wire("wide", .unsigned(70))
      wide <== -5
    }
    expect(
      found,
      """
      error[W003]: -5 does not fit 'wide' (unsigned 70), which holds 0 to 2^70 - 1
        --> @2:12
        note: 'wide' is declared here: @1:22
        help: a negative number needs a signed target
      """)
  }

  @Test func constantOfTypeTooLarge() {
    let found = mistakes { io in
      io.word <== constant(256, .unsigned(8))
    }
    expect(
      found,
      """
      error[W003]: 256 does not fit unsigned 8, which holds 0 to 255
        --> @1:27
        help: 256 needs unsigned 9
      """)
  }

  @Test func resetValueTooLarge() {
    let found = mistakes { io in
      let count = register("count", .unsigned(4), reset: 16)
      count <== io.nibble
    }
    expect(
      found,
      """
      error[W004]: the reset value 16 does not fit 'count' (unsigned 4), which holds 0 to 15
        --> @1:27
        help: 16 needs unsigned 5
      """)
  }

  @Test func negativeResetValue() {
    let found = mistakes { io in
      let count = io.nibble.registered("count", reset: -1)
      io.brief <== count
    }
    expect(
      found,
      """
      error[W004]: the reset value -1 does not fit 'count' (unsigned 4), which holds 0 to 15
        --> @1:39
        help: a negative number needs a signed target
      """)
  }

  @Test func resetVectorOfAnotherWidth() {
    let found = mistakes { io in
      let count = register("count", .unsigned(4), reset: Bits(1, width: 5))
      count <== io.nibble
    }
    expect(
      found,
      """
      error[W004]: the reset value has 5 bits, 'count' (unsigned 4) has 4 bits
        --> @1:27
        help: give the vector as many bits as the register
      """)
  }

  @Test func resetValueOfBundle() {
    let found = mistakes { io in
      _ = register("pixel", PixelShape(depth: 4), reset: 20)
    }
    expect(
      found,
      """
      error[W004]: the reset value 20 does not fit 'pixel_red' (unsigned 4), which holds 0 to 15
        --> @1:19
        help: 20 needs unsigned 5
      """)
  }
}
