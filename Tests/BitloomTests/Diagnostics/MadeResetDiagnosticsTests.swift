import Bitloom
import Testing

private let other = ClockDomain(clock: "other_clk", reset: .init(name: "other_rst"))
private let soft = ClockDomain(reset: .init(name: "soft_rst", kind: .asynchronous))

/// A register in the domain of `soft_rst`.
private struct Softly: Module {
  struct IO: Interface {
    @Input var a: Signal = .bit
    @Output var y: Signal = .bit
  }
  var ports: IO { IO() }
  func build(_ io: IO) {
    let kept = clocked(by: soft) { register("kept", .bit, reset: 0) }
    kept <== io.a
    io.y <== kept
  }
}

@Suite struct MadeResetDiagnosticsTests {
  @Test func resetOfAnotherClock() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let request = clocked(by: other) { register("request", .bit, reset: 0) }
        request <== io.a
        driveReset(of: soft, with: request)
        io.y <== clocked(by: soft) { constant(1).registered("kept", reset: 0) }
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R011]: reset 'soft_rst' of module 'sample' resets registers of 'clk', but follows from 'other_clk': register 'request' of module 'sample' makes it
        --> @10:19
        note: register 'request' of module 'sample' is declared here: @8:52
        help: pass it through a ResetSynchroniser
      """)
  }

  /// The module that is reset is another one than that which makes the reset.
  @Test func resetOfAnotherClockForAnInstance() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let request = clocked(by: other) { register("request", .bit, reset: 0) }
        request <== io.a
        driveReset(of: soft, with: request)
        let softly = Instance("softly", Softly())
        softly.a <== 1
        io.y <== softly.y
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R011]: reset 'soft_rst' of module 'sample' resets registers of 'clk', but follows from 'other_clk': register 'request' of module 'sample' makes it
        --> @10:19
        note: register 'request' of module 'sample' is declared here: @8:52
        help: pass it through a ResetSynchroniser
      """)
  }

  @Test func logicBeforeAnAsynchronousReset() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .unsigned(4)
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        driveReset(of: soft, with: io.a == 3)
        io.y <== clocked(by: soft) { constant(1).registered("kept", reset: 0) }
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R012]: there is logic before asynchronous reset 'soft_rst' of module 'sample': a glitch of it would reset at any time
        --> @8:19
        help: drive it from a register; of several resets, any one of which is enough, it may be the '||'
      """)
  }

  @Test func logicBeforeTheInputThatResets() {
    struct Inner: Module {
      struct IO: Interface {
        @Input var clear: Signal = .bit
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        driveReset(of: soft, with: !io.clear)
        io.y <== clocked(by: soft) { constant(1).registered("kept", reset: 0) }
      }
    }
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Input var b: Signal = .bit
        @Output var y: Signal = .bit
        @Output var z: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let inner = Instance("inner", Inner())
        inner.clear <== io.a || io.b
        io.y <== inner.y
        let right = Instance("right", Inner())
        right.clear <== io.a && io.b
        io.z <== right.y
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R012]: there is logic before the asynchronous reset behind input 'clear' of instance 'inner' (module 'inner') in module 'sample': a glitch of it would reset at any time
        --> @11:21
        help: drive it from a register; of several resets, any one of which is enough, it may be the '||'
      """)
  }

  @Test func resetThatEndsByItsOwnEffect() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let request = clocked(by: soft) { register("request", .bit, reset: 0) }
        request <== io.a
        driveReset(of: soft, with: request)
        io.y <== request
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R013]: asynchronous reset 'soft_rst' of module 'sample' follows from register 'request' of module 'sample', which it resets
        --> @10:19
        note: register 'request' of module 'sample' is declared here: @8:51
        help: make the reset synchronous, or clock what makes it in a domain without that reset
      """)
  }

  /// The register stands in an instance, which takes the reset as a port.
  @Test func resetThatComesOutOfWhatItResets() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let softly = Instance("softly", Softly())
        softly.a <== io.a
        driveReset(of: soft, with: softly.y)
        io.y <== softly.y
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R013]: asynchronous reset 'soft_rst' of module 'sample' follows from output 'y' of instance 'softly' (module 'softly') in module 'sample', which it resets
        --> @10:19
        note: output 'y' of instance 'softly' (module 'softly') in module 'sample' is declared here: @8:30
        help: make the reset synchronous, or clock what makes it in a domain without that reset
      """)
  }

  /// A synchronous reset may come from what it resets: it lasts a cycle.
  @Test func synchronousResetThatEndsItself() {
    struct Sample: Module {
      struct IO: Interface {
        @Output var y: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let own = ClockDomain(reset: .init(name: "wrap_rst"))
        let count = clocked(by: own) { register("count", .unsigned(4), reset: 0) }
        count <== count &+ 1
        driveReset(of: own, with: count == 9)
        io.y <== count
      }
    }
    expect(diagnostics(of: Sample(), from: 0), "")
  }
}
