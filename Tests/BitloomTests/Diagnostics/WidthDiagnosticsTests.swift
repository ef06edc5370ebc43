import Bitloom
import Testing

@Suite struct WidthDiagnosticsTests {
  @Test func driveWithTooWideSignal() {
    let found = mistakes { io in
      io.brief <== io.byte
    }
    expect(
      found,
      """
      error[W002]: width mismatch: 'brief' has 4 bits, the value has 8
        --> @1:16
        note: 'brief' is declared here: Bench@8
        help: use '.truncated(to: 4)' to cut, '.saturated(to: 4)' to clip, or a target of 8 bits
      """)
  }

  @Test func driveWithGrowingSum() {
    let found = mistakes { io in
      let total = register("total", .signed(16), reset: 0)
      total <== total + io.number
    }
    expect(
      found,
      """
      error[W002]: width mismatch: 'total' has 16 bits, the value has 17
        --> @2:13
        note: 'total' is declared here: @1:27
        help: use '&+' to wrap, or '.truncated(to: 16)'
      """)
  }

  @Test func driveWithGrowingSumThatWrappingDoesNotCure() {
    let found = mistakes { io in
      io.brief <== io.byte + 1
    }
    expect(
      found,
      """
      error[W002]: width mismatch: 'brief' has 4 bits, the value has 9
        --> @1:16
        note: 'brief' is declared here: Bench@8
        help: use '.truncated(to: 4)' to cut, '.saturated(to: 4)' to clip, or a target of 9 bits
      """)
  }

  @Test func driveWithGrowingProduct() {
    let found = mistakes { io in
      io.word <== io.byte * io.byte
    }
    expect(
      found,
      """
      error[W002]: width mismatch: 'word' has 8 bits, the value has 16
        --> @1:15
        note: 'word' is declared here: Bench@9
        help: use '&*' to wrap, or '.truncated(to: 8)'
      """)
  }

  @Test func driveWithGrowingShift() {
    let found = mistakes { io in
      io.word <== io.byte << io.nibble
    }
    expect(
      found,
      """
      error[W002]: width mismatch: 'word' has 8 bits, the value has 23
        --> @1:15
        note: 'word' is declared here: Bench@9
        help: use '&<<' to wrap, or '.truncated(to: 8)'
      """)
  }

  @Test func driveWithConstantShift() {
    let found = mistakes { io in
      io.word <== io.byte << 2
    }
    expect(
      found,
      """
      error[W002]: width mismatch: 'word' has 8 bits, the value has 10
        --> @1:15
        note: 'word' is declared here: Bench@9
        help: use '.truncated(to: 8)' to cut, '.saturated(to: 8)' to clip, or a target of 10 bits
      """)
  }

  @Test func driveSignedWithUnsigned() {
    let found = mistakes { io in
      io.total <== io.byte
    }
    expect(
      found,
      """
      error[W002]: width mismatch: 'total' has 8 bits, the value has 8 and needs one more for the sign
        --> @1:16
        note: 'total' is declared here: Bench@10
        help: use '.asSigned' to reread the bits, or a target of 9 bits
      """)
  }

  @Test func driveSignedWithWiderUnsigned() {
    let found = mistakes { io in
      io.total <== cat(io.byte, io.byte)
    }
    expect(
      found,
      """
      error[W002]: width mismatch: 'total' has 8 bits, the value has 16 and needs one more for the sign
        --> @1:16
        note: 'total' is declared here: Bench@10
        help: use '.truncated(to: 8).asSigned' to reread the bits, or a target of 17 bits
      """)
  }

  @Test func driveSliceWithTooWideSignal() {
    let found = mistakes { io in
      io.word[5...3] <== io.nibble
    }
    expect(
      found,
      """
      error[W002]: width mismatch: 'word[5...3]' has 3 bits, the value has 4
        --> @1:22
        note: 'word' is declared here: Bench@9
        help: use '.truncated(to: 3)' to cut, '.saturated(to: 3)' to clip, or a target of 4 bits
      """)
  }

  @Test func driveBitWithNumber() {
    let found = mistakes { io in
      io.flag <== io.byte
    }
    expect(
      found,
      """
      error[W002]: width mismatch: 'flag' has 1 bit, the value has 8
        --> @1:15
        note: 'flag' is declared here: Bench@7
        help: compare the value, as in '!= 0', or take one bit of it
      """)
  }

  @Test func driveWireOfBundle() {
    let found = mistakes { io in
      let pixel = wire("pixel", PixelShape(depth: 4))
      let brighter = wire("brighter", PixelShape(depth: 5))
      pixel <== brighter
    }
    expect(
      found,
      """
      error[I006]: the two sides of '<==' do not fit in 2 fields:
          'red' is unsigned 4 on the left, which cannot take unsigned 5 from the right
          'green' is unsigned 4 on the left, which cannot take unsigned 5 from the right
        --> @3:13
        help: make both with the same parameters, or connect them field by field
      """)
  }

  @Test func writeMemoryWithTooWideWord() {
    let found = mistakes { io in
      let table = memory("words", .unsigned(4), depth: 16)
      table.write(io.byte, at: io.nibble)
    }
    expect(
      found,
      """
      error[W002]: width mismatch: 'words' has 4 bits, the value has 8
        --> @2:18
        note: 'words' is declared here: @1:25
        help: use '.truncated(to: 4)' to cut, '.saturated(to: 4)' to clip, or a target of 8 bits
      """)
  }
}
