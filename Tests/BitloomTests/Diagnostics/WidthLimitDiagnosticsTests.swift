import Bitloom
import Testing

@Suite struct WidthLimitDiagnosticsTests {
  @Test func wireWithoutBits() {
    let found = mistakes { io in
      _ = wire("nothing", .unsigned(0))
    }
    expect(
      found,
      """
      error[W005]: a signal cannot have 0 bits: 1 to 1048576 are possible
        --> @1:15
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
        --> @1:15
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
        --> @1:27
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
      io.word <== (wide * wide)[7...0]
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
        --> @1:36
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
        --> @1:36
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
        --> @1:36
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
        --> @1:35
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
        --> @1:35
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
