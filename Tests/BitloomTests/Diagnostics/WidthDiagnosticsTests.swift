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
        note: 'total' is declared here: Bench@12:50
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
        note: 'total' is declared here: Bench@12:50
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
        note: 'total' is declared here: Bench@12:50
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
        --> @1:19
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

  @Test func whenOnNumber() {
    let found = mistakes { io in
      when(io.byte) {
        io.flag <== 1
      }
    }
    expect(
      found,
      """
      error[W001]: the condition of 'when' must be a bit, 'byte' is unsigned 8
        --> @1:11
        help: compare it, as in '!= 0', or take one bit of it
      """)
  }

  @Test func whenOnSignedBit() {
    let found = mistakes { io in
      let sign = wire("sign", .signed(1))
      when(sign) {
        io.flag <== 1
      }
    }
    expect(
      found,
      """
      error[W001]: the condition of 'when' must be a bit, 'sign' is signed 1
        --> @2:11
        help: use '.asUnsigned' to read the bit without a sign
      """)
  }

  @Test func elseWhenOnNumber() {
    let found = mistakes { io in
      when(io.go) {
        io.flag <== 1
      }.elseWhen(io.nibble) {
        io.flag <== 0
      }
    }
    expect(
      found,
      """
      error[W001]: the condition of 'elseWhen' must be a bit, 'nibble' is unsigned 4
        --> @3:17
        help: compare it, as in '!= 0', or take one bit of it
      """)
  }

  @Test func muxOnNumber() {
    let found = mistakes { io in
      io.word <== mux(io.nibble, io.byte, 0)
    }
    expect(
      found,
      """
      error[W001]: the condition of 'mux' must be a bit, 'nibble' is unsigned 4
        --> @1:19
        help: compare it, as in '!= 0', or take one bit of it
      """)
  }

  @Test func logicalAndOnNumber() {
    let found = mistakes { io in
      io.flag <== io.go && io.byte
    }
    expect(
      found,
      """
      error[W001]: '&&' works on bits, 'byte' is unsigned 8
        --> @1:25
        help: compare it, as in '!= 0', or use '&' to work bit by bit
      """)
  }

  @Test func logicalOrOnNumber() {
    let found = mistakes { io in
      io.flag <== (io.byte + 1) || io.go
    }
    expect(
      found,
      """
      error[W001]: '||' works on bits, the value is unsigned 9
        --> @1:33
        help: compare it, as in '!= 0', or use '|' to work bit by bit
      """)
  }

  @Test func logicalNotOnNumber() {
    let found = mistakes { io in
      io.flag <== !io.byte
    }
    expect(
      found,
      """
      error[W001]: '!' works on bits, 'byte' is unsigned 8
        --> @1:19
        help: compare it, as in '!= 0', or use '~' to work bit by bit
      """)
  }

  @Test func wireWithoutBits() {
    let found = mistakes { io in
      _ = wire("nothing", .unsigned(0))
    }
    expect(
      found,
      """
      error[W005]: a signal cannot have 0 bits: 1 to 1048576 are possible
        --> @1:11
        help: a port that a parameter switches off is a 'Signal?' that is nil
      """)
  }

  @Test func wireWithImpossiblyManyBits() {
    let found = mistakes { io in
      _ = wire("everything", .unsigned(1 << 40))
    }
    expect(
      found,
      """
      error[W005]: a signal cannot have that many bits: 1 to 1048576 are possible
        --> @1:11
      """)
  }

  @Test func constantWithoutBits() {
    let found = mistakes { io in
      io.word <== constant(0, .unsigned(0))
    }
    expect(
      found,
      """
      error[W005]: a signal cannot have 0 bits: 1 to 1048576 are possible
        --> @1:19
        help: a port that a parameter switches off is a 'Signal?' that is nil
      """)
  }

  @Test func resultTooWide() {
    let found = mistakes { io in
      let wide = wire("wide", .unsigned(1 << 20))
      io.flag <== (wide + wide)[0]
    }
    expect(
      found,
      """
      error[W006]: the result would have 1048577 bits: at most 1048576 are possible
        --> @2:25
      """)
  }

  @Test func productTooWide() {
    let found = mistakes { io in
      let wide = wire("wide", .unsigned(1 << 20))
      io.flag <== (wide * wide)[0]
    }
    expect(
      found,
      """
      error[W006]: the result would have 2097152 bits: at most 1048576 are possible
        --> @2:25
      """)
  }

  @Test func repetitionTooWide() {
    let found = mistakes { io in
      io.flag <== io.byte.repeated(.max)[0]
    }
    expect(
      found,
      """
      error[W006]: the result would have too many bits: at most 1048576 are possible
        --> @1:27
      """)
  }

  @Test func concatenationTooWide() {
    let found = mistakes { io in
      let wide = wire("wide", .unsigned(1 << 20))
      io.flag <== cat(wide, io.go)[0]
    }
    expect(
      found,
      """
      error[W006]: the result would have 1048577 bits: at most 1048576 are possible
        --> @2:19
      """)
  }

  @Test func truncationToMoreBits() {
    let found = mistakes { io in
      io.word <== io.byte.truncated(to: 9)
    }
    expect(
      found,
      """
      error[W007]: 'byte' has 8 bits and cannot be cut to 9
        --> @1:27
        help: use '.extended(to: 9)' to widen it
      """)
  }

  @Test func truncationToNothing() {
    let found = mistakes { io in
      io.word <== io.byte.truncated(to: 0)
    }
    expect(
      found,
      """
      error[W007]: 'byte' has 8 bits and cannot be cut to 0
        --> @1:27
        help: keep at least 1 bit
      """)
  }

  @Test func saturationToMoreBits() {
    let found = mistakes { io in
      io.word <== io.byte.saturated(to: 9)
    }
    expect(
      found,
      """
      error[W007]: 'byte' has 8 bits and cannot be cut to 9
        --> @1:27
        help: use '.extended(to: 9)' to widen it
      """)
  }

  @Test func extensionToFewerBits() {
    let found = mistakes { io in
      io.word <== io.byte.extended(to: 7)
    }
    expect(
      found,
      """
      error[W008]: 'byte' has 8 bits and cannot be extended to 7
        --> @1:27
        help: use '.truncated(to: 7)' to cut it
      """)
  }

  @Test func extensionToImpossiblyManyBits() {
    let found = mistakes { io in
      io.word <== io.byte.extended(to: 1 << 21)
    }
    expect(
      found,
      """
      error[W008]: 'byte' has 8 bits and cannot be extended to 2097152
        --> @1:27
        help: at most 1048576 bits are possible
      """)
  }

  @Test func shiftByTooWideAmount() {
    let found = mistakes { io in
      let amount = wire("amount", .unsigned(13))
      io.word <== (io.byte << amount).truncated(to: 8)
    }
    expect(
      found,
      """
      error[W009]: 'byte' (unsigned 8) shifted left by 'amount' (unsigned 13) needs more than 4096 bits
        --> @2:28
        help: use '&<<' to keep the width, or fewer bits for the amount
      """)
  }
}
