import Bitloom
import Testing

@Suite struct MemoryDiagnosticsTests {
  @Test func memoryWithoutWords() {
    let found = mistakes { io in
      _ = memory("words", .unsigned(8), depth: 0)
    }
    expect(
      found,
      """
      error[M001]: memory 'words' cannot have 0 words: 1 to 1073741824 are possible
        --> @1:17
        help: check the parameter that the depth comes from
      """)
  }

  @Test func memoryWithTooManyWords() {
    let found = mistakes { io in
      _ = memory("words", .unsigned(8), depth: 1 << 40)
    }
    expect(
      found,
      """
      error[M001]: memory 'words' cannot have 1099511627776 words: 1 to 1073741824 are possible
        --> @1:17
      """)
  }

  @Test func signedAddress() {
    let found = mistakes { io in
      let words = memory("words", .unsigned(8), depth: 16)
      io.word <== words.read(at: io.small)
    }
    expect(
      found,
      """
      error[M002]: an address of memory 'words' must be unsigned, 'small' is signed 4
        --> @2:29
        help: use '.asUnsigned' when it is never negative
      """)
  }

  @Test func signedAddressOfWrite() {
    let found = mistakes { io in
      let words = memory("words", .unsigned(8), depth: 16)
      words.write(io.byte, at: io.small + 1)
    }
    expect(
      found,
      """
      error[M002]: an address of memory 'words' must be unsigned, the value is signed 5
        --> @2:18
        help: use '.asUnsigned' when it is never negative
      """)
  }

  @Test func constantAddressBeyondTheDepth() {
    let found = mistakes { io in
      let words = memory("words", .unsigned(8), depth: 10)
      io.word <== words.read(at: constant(10))
    }
    expect(
      found,
      """
      error[M003]: address 10 of memory 'words' does not exist: it has 10 words
        --> @2:29
        note: 'words' is declared here: @1:25
        help: addresses are 0 to 9
      """)
  }

  @Test func constantAddressOfWriteBeyondTheDepth() {
    let found = mistakes { io in
      let words = memory("words", .unsigned(8), depth: 1)
      words.write(io.byte, at: constant(3))
    }
    expect(
      found,
      """
      error[M003]: address 3 of memory 'words' does not exist: it has 1 word
        --> @2:18
        note: 'words' is declared here: @1:25
        help: the only address is 0
      """)
  }

  @Test func readOfBundle() {
    let found = mistakes { io in
      let pixels = memory("pixels", PixelShape(depth: 4), depth: 10)
      let pixel = pixels.read(at: constant(12))
      io.brief <== pixel.red
    }
    expect(
      found,
      """
      error[M003]: address 12 of memory 'pixels' does not exist: it has 10 words
        --> @2:30
        note: 'pixels' is declared here: @1:26
        help: addresses are 0 to 9
      """)
  }
}
