import Bitloom
import Testing

@Suite struct ConditionDiagnosticsTests {
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
}
