import Bitloom
import Testing

private let other = ClockDomain(clock: "other_clk", reset: .init(name: "other_rst"))

@Suite struct ClockEnableDiagnosticsTests {
  @Test func enableOfAnotherClock() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Output var y: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let enable = register("enable", .bit, reset: 0)
        enable <== io.a
        clocked(by: other, enable: enable) {
          let count = register("count", .unsigned(4), reset: 0)
          count <== count &+ 1
          io.y <== count
        }
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R001]: clock domain crossing from 'clk' to 'other_clk': register 'count' of module 'sample' takes what register 'enable' of module 'sample' makes
        --> @12:17
        note: register 'enable' of module 'sample' is declared here: @8:30
        help: pass a bit through a LevelSynchroniser or PulseSynchroniser, a word through a HandshakeSynchroniser, a stream through an AsynchronousFifo
      """)
  }

  /// The instance takes the enable through a port that was made for it.
  @Test func enableOfAnotherClockForAnInstance() {
    struct Counter: Module {
      struct IO: Interface {
        @Output var y: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let count = register("count", .unsigned(4), reset: 0)
        count <== count &+ 1
        io.y <== count
      }
    }
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Output var y: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let enable = register("enable", .bit, reset: 0)
        enable <== io.a
        clocked(by: other, enable: enable) { io.y <== Instance("counter", Counter()).y }
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R001]: clock domain crossing from 'clk' to 'other_clk': register 'count' of module 'counter_other_enabled', behind input 'other_clk_en' of instance 'counter' (module 'counter_other_enabled') in module 'sample', takes what register 'enable' of module 'sample' makes
        --> @10:63
        note: register 'enable' of module 'sample' is declared here: @8:30
        help: pass a bit through a LevelSynchroniser or PulseSynchroniser, a word through a HandshakeSynchroniser, a stream through an AsynchronousFifo
      """)
  }

  /// What later statements override is found as without the enable.
  @Test func overriddenUnderAnEnable() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let kept = clocked(enable: io.a) { register("kept", .bit, reset: 0) }
        kept <== 1
        io.y <== kept
        kept <== !kept
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      warning[D003]: the assignment to register 'kept' of module 'sample' has no effect
        --> @9:14
        note: this assignment overrides it whatever happens: @11:14
        help: remove it, or put it after the other assignment
      """)
  }

  @Test func enableThatMeansSeveralSignals() {
    expect(
      mistakes { io in
        var first = ClockDomain.standard
        clocked(enable: io.go) { first = .current }
        clocked(enable: io.nibble[0]) { _ = register("other", .bit, reset: 0) }
        clocked(by: first) { _ = register("count", .bit, reset: 0) }
      },
      """
      error[R010]: enable 'clk_en' means several signals here
        --> @3:16
        note: it means another one here: @2:16
        help: give each of them a name: 'clocked(enable: ..., named: ...)'
      """)
  }
}
