import Bitloom
import Testing

@Suite struct SliceDiagnosticsTests {
  @Test func bitBeyondTheEnd() {
    let found = mistakes { io in
      io.flag <== io.byte[8]
    }
    expect(
      found,
      """
      error[S001]: bit 8 of 'byte' does not exist: it has 8 bits
        --> @1:26
        help: bits are numbered from 0 to 7
      """)
  }

  @Test func negativeBit() {
    let found = mistakes { io in
      io.flag <== io.number[-1]
    }
    expect(
      found,
      """
      error[S001]: bit -1 of 'number' does not exist: it has 8 bits
        --> @1:28
        help: bits are numbered from 0 to 7
      """)
  }

  @Test func secondBitOfOne() {
    let found = mistakes { io in
      io.flag <== io.go[1]
    }
    expect(
      found,
      """
      error[S001]: bit 1 of 'go' does not exist: it has 1 bit
        --> @1:24
        help: its only bit is bit 0
      """)
  }

  @Test func bitOfExpression() {
    let found = mistakes { io in
      io.flag <== (io.byte + io.byte)[9]
    }
    expect(
      found,
      """
      error[S001]: bit 9 of the value does not exist: it has 9 bits
        --> @1:38
        help: bits are numbered from 0 to 8
      """)
  }

  @Test func rangeBeyondTheEnd() {
    let found = mistakes { io in
      io.brief <== io.byte[9...6]
    }
    expect(
      found,
      """
      error[S002]: bits 9...6 of 'byte' do not exist: it has 8 bits
        --> @1:27
        help: bits are numbered from 0 to 7
      """)
  }

  @Test func rangeTheWrongWayRound() {
    let found = mistakes { io in
      io.word <== io.byte[0...7]
    }
    expect(
      found,
      """
      error[S002]: bits 0...7 of 'byte' are written the wrong way round
        --> @1:26
        help: the higher bit stands first: [7...0]
      """)
  }

  @Test func sliceOfSlice() {
    let found = mistakes { io in
      io.flag <== io.byte[5...2][4]
    }
    expect(
      found,
      """
      error[S001]: bit 4 of 'byte[5...2]' does not exist: it has 4 bits
        --> @1:33
        help: bits are numbered from 0 to 3
      """)
  }

  @Test func repeatedNotAtAll() {
    let found = mistakes { io in
      io.word <== io.nibble.repeated(0)
    }
    expect(
      found,
      """
      error[S003]: 'nibble' cannot be repeated 0 times: at least once
        --> @1:29
        help: leave it out where it stands for nothing
      """)
  }

  @Test func repeatedANegativeNumberOfTimes() {
    let found = mistakes { io in
      io.word <== (io.nibble + 1).repeated(-2)
    }
    expect(
      found,
      """
      error[S003]: the value cannot be repeated -2 times: at least once
        --> @1:35
        help: leave it out where it stands for nothing
      """)
  }

  @Test func emptyConcatenation() {
    let found = mistakes { io in
      let parts: [Signal] = []
      io.word <== cat(parts)
    }
    expect(
      found,
      """
      error[S004]: 'cat' of nothing has no bits
        --> @2:19
        help: leave it out where there is nothing to join
      """)
  }
}
