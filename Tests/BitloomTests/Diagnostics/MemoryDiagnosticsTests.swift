import Bitloom
import Testing

@Suite struct MemoryDiagnosticsTests {
  @Test func memoryWithoutWords() {
    let found = mistakes { io in
      let words = memory("words", .unsigned(8), depth: 0)
      words.write(io.byte, at: io.nibble)
      io.word <== words[io.nibble]
    }
    expect(
      found,
      """
      error[M001]: memory 'words' cannot have 0 words: 1 to 1073741824 are possible
        --> @1:25
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

  @Test func addressesOfTheWrongWidth() {
    let found = mistakes { io in
      let words = memory("words", .unsigned(8), depth: 10)
      io.word <== words[io.byte]
      words.write(io.byte, at: io.nibble[2...0])
      io.word <== words.read(at: io.nibble, latency: 1)
    }
    expect(
      found,
      """
      error[M004]: address 'byte' has 8 bits, the 10 words of memory 'words' take 4
        --> @2:24
        note: 'words' is declared here: @1:25
        help: use '.truncated(to: 4)' when the upper bits do not matter
      error[M005]: address 'nibble[2...0]' has 3 bits and reaches 8 of the 10 words of memory 'words'
        --> @3:18
        note: 'words' is declared here: @1:25
        help: use '.extended(to: 4)' when only these are meant
      """)
  }

  @Test func readsThatNoMemoryHas() {
    let found = mistakes { io in
      let words = memory("words", .unsigned(8), depth: 16)
      io.word <== words.read(at: io.nibble, latency: 3)
      io.word <== words.read(at: io.nibble, latency: -1)
      io.word <== words.read(at: io.nibble, latency: 0, enable: io.go)
      io.word <== words.read(at: io.nibble, latency: 0, duringWrite: .new)
      io.word <== words.read(at: io.nibble, latency: 1, enable: io.byte)
    }
    expect(
      found,
      """
      error[M006]: a read of memory 'words' cannot have latency 3: 0, 1 and 2 are possible
        --> @2:29
        help: put registers behind it with '.registered'
      error[M006]: a read of memory 'words' cannot have latency -1: 0, 1 and 2 are possible
        --> @3:29
      error[M007]: a read of memory 'words' without latency has no 'enable': it always gives the word as it is
        --> @4:29
        help: use 'latency: 1'
      error[M007]: a read of memory 'words' without latency has no 'duringWrite': it always gives the word as it is
        --> @5:29
        help: use 'latency: 1'
      error[W001]: the condition of 'enable' must be a bit, 'byte' is unsigned 8
        --> @6:29
        help: compare it, as in '!= 0', or take one bit of it
      """)
  }

  @Test func masksThatDoNotFit() {
    let found = mistakes { io in
      let words = memory("words", .unsigned(8), depth: 16)
      words.write(io.byte, at: io.nibble, mask: io.byte[2...0])
      words.write(io.byte, at: io.nibble, mask: [])
      words.write(io.byte, at: io.nibble, mask: [io.go, io.nibble])
      let pixels = memory("pixels", PixelShape(depth: 8), depth: 16)
      let pixel = pixels[io.nibble]
      pixels.write(pixel, at: io.nibble, mask: io.nibble)
      pixels.write(pixel, at: io.nibble, mask: [io.go])
    }
    expect(
      found,
      """
      error[M008]: a mask of 3 bits does not divide the words of memory 'words', which have 8 bits
        --> @2:18
        note: 'words' is declared here: @1:25
        help: use a mask of 8 bits, or of as many as there are lanes of equal width
      error[M008]: a mask of 0 bits does not divide the words of memory 'words', which have 8 bits
        --> @3:18
        note: 'words' is declared here: @1:25
        help: use a mask of 8 bits, or of as many as there are lanes of equal width
      error[W001]: the condition of 'mask' must be a bit, 'nibble' is unsigned 4
        --> @4:18
        help: compare it, as in '!= 0', or take one bit of it
      error[M009]: the words of memory 'pixels' are bundles of 2 numbers with a mask bit each, a number was given
        --> @7:19
        note: 'pixels' is declared here: @5:26
        help: use an array of 2 bits, in the order in which the bundle declares its numbers
      error[M009]: the words of memory 'pixels' are bundles of 2 numbers with a mask bit each, 1 bit was given
        --> @8:19
        note: 'pixels' is declared here: @5:26
        help: use an array of 2 bits, in the order in which the bundle declares its numbers
      """)
  }

  @Test func contentsThatDoNotFit() {
    let found = mistakes { io in
      _ = memory("short", .unsigned(8), depth: 4, contents: .values([1, 2, 3]))
      _ = memory("wide", .signed(8), contents: [1, 127, 128])
      _ = memory("alike", .unsigned(8), depth: 4, contents: .repeated(-1))
      _ = memory("bits", .unsigned(8), depth: 1, contents: .words([Bits(256, width: 9)]))
      _ = memory("none", .unsigned(8), contents: [])
    }
    expect(
      found,
      """
      error[M010]: memory 'short' has 4 words, its contents have 3
        --> @1:17
        help: use '.repeated(0)' when all words begin alike
      error[M011]: word 2 of the contents of memory 'wide' is 128, which does not fit into signed 8
        --> @2:17
      error[M011]: the contents of memory 'alike' are -1, which does not fit into unsigned 8
        --> @3:17
      error[M011]: word 0 of the contents of memory 'bits' is 256, which does not fit into unsigned 8
        --> @4:17
      error[M001]: memory 'none' cannot have 0 words: 1 to 1073741824 are possible
        --> @5:17
        help: check the parameter that the depth comes from
      """)
  }

  @Test func wordsWithOtherFields() {
    let found = mistakes { io in
      let rows = memory("rows", VectorShape(SignalType.unsigned(8), count: 3), depth: 16)
      rows.write([io.byte, io.byte], at: io.nibble, mask: [io.go, io.go, io.go])
      rows.write([io.byte, io.byte, io.byte, io.byte], at: io.nibble)
    }
    expect(
      found,
      """
      error[M014]: the words of memory 'rows' have '[2]', the value has not
        --> @2:17
        note: 'rows' is declared here: @1:24
        help: make both from the same shape
      error[M014]: the value has '[3]', the words of memory 'rows' have not
        --> @3:17
        note: 'rows' is declared here: @1:24
        help: make both from the same shape
      """)
  }
}
