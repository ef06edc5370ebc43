import Bitloom
import Testing

private let other = ClockDomain(clock: "other_clk", reset: .init(name: "other_rst"))

@Suite struct CheckDiagnosticsTests {
  @Test func impossibleChecks() {
    let found = mistakes { io in
      assert(io.byte, "a byte is no condition")
      cover(io.go, "go with \(io.byte)")
      assume(io.go && io.flag, named: "no name")
    }
    expect(
      found,
      """
      error[W001]: the condition of 'assert' must be a bit, 'byte' is unsigned 8
        --> @1:13
        help: compare it, as in '!= 0', or take one bit of it
      error[H001]: the message of a 'cover' shows a signal
        --> @2:12
        help: a 'cover' is counted, not told each time: name what is seen, or use 'display' within a 'when'
      error[N003]: 'no name' is not a name that Verilog can spell
        --> @3:13
        help: use letters, digits and '_', and no digit first, such as 'no_name'
      """)
  }

  @Test func twoChecksOfOneName() {
    let line = #line
    struct Twins: Module {
      struct IO: Interface {
        @Input var go: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        assert(io.go, named: "same")
        cover(io.go, named: "same")
      }
    }
    expect(
      diagnostics(of: Twins(), from: line),
      """
      error[N001]: 'same' names an assert and a cover of module 'twins'
        --> @8:14
        note: the first one is declared here: @7:15
        help: rename one of them
      """)
  }

  /// What is checked is sampled.
  @Test func checksAreSampledByTheirClock() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Output var y: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let here = register("here", .unsigned(4), reset: 0)
        here <== here &+ 1
        let there = clocked(by: other) { register("there", .unsigned(4), reset: 0) }
        there <== there &+ 1
        io.y <== here
        assert(here == there, "both count")
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R001]: clock domain crossing from 'other_clk' to 'clk': assert 'both_count' of module 'sample' takes what register 'there' of module 'sample' makes
        --> @12:15
        note: register 'there' of module 'sample' is declared here: @9:50
        help: pass a bit through a LevelSynchroniser or PulseSynchroniser, a word through a HandshakeSynchroniser, a stream through an AsynchronousFifo
      """)
  }
}
