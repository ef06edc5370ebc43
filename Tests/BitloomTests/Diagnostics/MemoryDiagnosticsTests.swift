import Bitloom
import Testing

@Suite struct MemoryDiagnosticsTests {
  @Test func memoryWithoutWords() {
    let found = mistakes { io in
      _ = memory("words", .unsigned(8), depth: 0)
    }
    expect(found, "")
  }

  @Test func memoryWithTooManyWords() {
    let found = mistakes { io in
      _ = memory("words", .unsigned(8), depth: 1 << 40)
    }
    expect(found, "")
  }

  @Test func signedAddress() {
    let found = mistakes { io in
      let words = memory("words", .unsigned(8), depth: 16)
      io.word <== words.read(at: io.small)
    }
    expect(found, "")
  }

  @Test func signedAddressOfWrite() {
    let found = mistakes { io in
      let words = memory("words", .unsigned(8), depth: 16)
      words.write(io.byte, at: io.small + 1)
    }
    expect(found, "")
  }

  @Test func constantAddressBeyondTheDepth() {
    let found = mistakes { io in
      let words = memory("words", .unsigned(8), depth: 10)
      io.word <== words.read(at: constant(10))
    }
    expect(found, "")
  }

  @Test func constantAddressOfWriteBeyondTheDepth() {
    let found = mistakes { io in
      let words = memory("words", .unsigned(8), depth: 1)
      words.write(io.byte, at: constant(3))
    }
    expect(found, "")
  }

  @Test func readOfBundle() {
    let found = mistakes { io in
      let pixels = memory("pixels", PixelShape(depth: 4), depth: 10)
      let pixel = pixels.read(at: constant(12))
      io.brief <== pixel.red
    }
    expect(found, "")
  }
}
