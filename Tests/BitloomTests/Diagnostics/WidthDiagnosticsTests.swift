import Bitloom
import Testing

@Suite struct WidthDiagnosticsTests {
  @Test func driveWithTooWideSignal() {
    let found = mistakes { io in
      io.brief <== io.byte
    }
    expect(found, "")
  }

  @Test func driveWithGrowingSum() {
    let found = mistakes { io in
      let total = register("total", .signed(16), reset: 0)
      total <== total + io.number
    }
    expect(found, "")
  }

  @Test func driveWithGrowingSumThatWrappingDoesNotCure() {
    let found = mistakes { io in
      io.brief <== io.byte + 1
    }
    expect(found, "")
  }

  @Test func driveWithGrowingProduct() {
    let found = mistakes { io in
      io.word <== io.byte * io.byte
    }
    expect(found, "")
  }

  @Test func driveWithGrowingShift() {
    let found = mistakes { io in
      io.word <== io.byte << io.nibble
    }
    expect(found, "")
  }

  @Test func driveWithConstantShift() {
    let found = mistakes { io in
      io.word <== io.byte << 2
    }
    expect(found, "")
  }

  @Test func driveSignedWithUnsigned() {
    let found = mistakes { io in
      io.total <== io.byte
    }
    expect(found, "")
  }

  @Test func driveSignedWithWiderUnsigned() {
    let found = mistakes { io in
      io.total <== cat(io.byte, io.byte)
    }
    expect(found, "")
  }

  @Test func driveSliceWithTooWideSignal() {
    let found = mistakes { io in
      io.word[5...3] <== io.nibble
    }
    expect(found, "")
  }

  @Test func driveBitWithNumber() {
    let found = mistakes { io in
      io.flag <== io.byte
    }
    expect(found, "")
  }

  @Test func driveWireOfBundle() {
    let found = mistakes { io in
      let pixel = wire("pixel", PixelShape(depth: 4))
      let brighter = wire("brighter", PixelShape(depth: 5))
      pixel <== brighter
    }
    expect(found, "")
  }

  @Test func writeMemoryWithTooWideWord() {
    let found = mistakes { io in
      let table = memory("words", .unsigned(4), depth: 16)
      table.write(io.byte, at: io.nibble)
    }
    expect(found, "")
  }

  @Test func literalTooLarge() {
    let found = mistakes { io in
      io.brief <== 77
    }
    expect(found, "")
  }

  @Test func negativeLiteralForUnsigned() {
    let found = mistakes { io in
      io.word <== -1
    }
    expect(found, "")
  }

  @Test func literalTooLargeForSigned() {
    let found = mistakes { io in
      io.total <== 128
    }
    expect(found, "")
  }

  @Test func literalTooLargeForSlice() {
    let found = mistakes { io in
      io.word[3...2] <== 4
    }
    expect(found, "")
  }

  @Test func negativeLiteralForWideUnsigned() {
    let found = mistakes { io in
      let wide = wire("wide", .unsigned(70))
      wide <== -5
    }
    expect(found, "")
  }

  @Test func constantOfTypeTooLarge() {
    let found = mistakes { io in
      io.word <== constant(256, .unsigned(8))
    }
    expect(found, "")
  }

  @Test func resetValueTooLarge() {
    let found = mistakes { io in
      let count = register("count", .unsigned(4), reset: 16)
      count <== io.nibble
    }
    expect(found, "")
  }

  @Test func negativeResetValue() {
    let found = mistakes { io in
      let count = io.nibble.registered("count", reset: -1)
      io.brief <== count
    }
    expect(found, "")
  }

  @Test func resetValueOfBundle() {
    let found = mistakes { io in
      _ = register("pixel", PixelShape(depth: 4), reset: 20)
    }
    expect(found, "")
  }

  @Test func whenOnNumber() {
    let found = mistakes { io in
      when(io.byte) {
        io.flag <== 1
      }
    }
    expect(found, "")
  }

  @Test func whenOnSignedBit() {
    let found = mistakes { io in
      let sign = wire("sign", .signed(1))
      when(sign) {
        io.flag <== 1
      }
    }
    expect(found, "")
  }

  @Test func elseWhenOnNumber() {
    let found = mistakes { io in
      when(io.go) {
        io.flag <== 1
      }.elseWhen(io.nibble) {
        io.flag <== 0
      }
    }
    expect(found, "")
  }

  @Test func muxOnNumber() {
    let found = mistakes { io in
      io.word <== mux(io.nibble, io.byte, 0)
    }
    expect(found, "")
  }

  @Test func logicalAndOnNumber() {
    let found = mistakes { io in
      io.flag <== io.go && io.byte
    }
    expect(found, "")
  }

  @Test func logicalOrOnNumber() {
    let found = mistakes { io in
      io.flag <== (io.byte + 1) || io.go
    }
    expect(found, "")
  }

  @Test func logicalNotOnNumber() {
    let found = mistakes { io in
      io.flag <== !io.byte
    }
    expect(found, "")
  }

  @Test func wireWithoutBits() {
    let found = mistakes { io in
      _ = wire("nothing", .unsigned(0))
    }
    expect(found, "")
  }

  @Test func wireWithImpossiblyManyBits() {
    let found = mistakes { io in
      _ = wire("everything", .unsigned(1 << 40))
    }
    expect(found, "")
  }

  @Test func constantWithoutBits() {
    let found = mistakes { io in
      io.word <== constant(0, .unsigned(0))
    }
    expect(found, "")
  }

  @Test func resultTooWide() {
    let found = mistakes { io in
      let wide = wire("wide", .unsigned(1 << 20))
      io.flag <== (wide + wide)[0]
    }
    expect(found, "")
  }

  @Test func productTooWide() {
    let found = mistakes { io in
      let wide = wire("wide", .unsigned(1 << 20))
      io.flag <== (wide * wide)[0]
    }
    expect(found, "")
  }

  @Test func repetitionTooWide() {
    let found = mistakes { io in
      io.flag <== io.byte.repeated(.max)[0]
    }
    expect(found, "")
  }

  @Test func concatenationTooWide() {
    let found = mistakes { io in
      let wide = wire("wide", .unsigned(1 << 20))
      io.flag <== cat(wide, io.go)[0]
    }
    expect(found, "")
  }

  @Test func truncationToMoreBits() {
    let found = mistakes { io in
      io.word <== io.byte.truncated(to: 9)
    }
    expect(found, "")
  }

  @Test func truncationToNothing() {
    let found = mistakes { io in
      io.word <== io.byte.truncated(to: 0)
    }
    expect(found, "")
  }

  @Test func saturationToMoreBits() {
    let found = mistakes { io in
      io.word <== io.byte.saturated(to: 9)
    }
    expect(found, "")
  }

  @Test func extensionToFewerBits() {
    let found = mistakes { io in
      io.word <== io.byte.extended(to: 7)
    }
    expect(found, "")
  }

  @Test func extensionToImpossiblyManyBits() {
    let found = mistakes { io in
      io.word <== io.byte.extended(to: 1 << 21)
    }
    expect(found, "")
  }

  @Test func shiftByTooWideAmount() {
    let found = mistakes { io in
      let amount = wire("amount", .unsigned(13))
      io.word <== (io.byte << amount).truncated(to: 8)
    }
    expect(found, "")
  }
}
