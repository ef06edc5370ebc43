import Bitloom
import Testing

private let other = ClockDomain(clock: "other_clk", reset: .init(name: "other_rst"))
private let soft = ClockDomain(reset: .init(name: "soft_rst", kind: .asynchronous))
private let ticking = ClockDomain(enable: "tick")

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

/// Makes the reset itself.
private struct SoftlyReset: Module {
  struct IO: Interface {
    @Input var a: Signal = .bit
    @Output var y: Signal = .bit
  }
  var ports: IO { IO() }
  static let line = #line
  func build(_ io: IO) {
    driveReset(of: soft, with: io.a)
    io.y <== Instance("softly", Softly()).y
  }
}

@Suite struct ClockControlDiagnosticsTests {
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

  @Test func enableOfSeveralBits() {
    expect(
      mistakes { io in
        clocked(enable: io.nibble) { _ = register("count", .unsigned(4), reset: 0) }
        driveEnable(of: ticking, with: io.nibble)
        driveReset(of: soft, with: io.nibble)
      },
      """
      error[W001]: the condition of 'clocked(by:enable:)' must be a bit, 'nibble' is unsigned 4
        --> @1:16
        help: compare it, as in '!= 0', or take one bit of it
      error[W001]: the condition of 'driveEnable' must be a bit, 'nibble' is unsigned 4
        --> @2:20
        help: compare it, as in '!= 0', or take one bit of it
      error[W001]: the condition of 'driveReset' must be a bit, 'nibble' is unsigned 4
        --> @3:19
        help: compare it, as in '!= 0', or take one bit of it
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

  @Test func nothingToDrive() {
    expect(
      mistakes { io in
        driveEnable(of: other, with: io.go)
        driveReset(of: ClockDomain(reset: nil), with: io.go)
      },
      """
      error[R007]: the domain of 'other_clk' has no enable that could be driven
        --> @1:20
        help: give the domain one: 'ClockDomain(clock: "other_clk", enable: ...)'
      error[R007]: the domain of 'clk' has no reset that could be driven
        --> @2:19
        help: give the domain one: 'ClockDomain(clock: "clk", reset: ...)'
      """)
  }

  @Test func drivenTwice() {
    expect(
      mistakes { io in
        driveEnable(of: ticking, with: io.go)
        driveReset(of: soft, with: io.go)
        driveEnable(of: ticking, with: io.go)
        driveReset(of: soft, with: io.go)
      },
      """
      error[R008]: enable 'tick' is driven twice in module 'bench'
        --> @3:20
        note: it is driven here already: @1:20
        help: drive it once, with a signal that says all
      error[R008]: reset 'soft_rst' is driven twice in module 'bench'
        --> @4:19
        note: it is driven here already: @2:19
        help: drive it once, with a signal that says all
      """)
  }

  @Test func drivenByAModuleAndAnotherOneWithin() {
    let line = SoftlyReset.line
    let outer = #line - line + 8
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        driveReset(of: soft, with: io.a)
        let inner = Instance("inner", SoftlyReset())
        inner.a <== io.a
        io.y <== inner.y
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R008]: reset 'soft_rst' is driven in module 'softly_reset', which is within module 'sample' that drives it too
        --> @2:15
        note: module 'sample' drives it here: @\(outer):19
        help: give the inner domain a reset of another name
      """)
  }

  @Test func neededOutsideOfWhatDrivesIt() {
    let line = SoftlyReset.line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Output var y: Signal = .bit
        @Output var z: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let inner = Instance("inner", SoftlyReset())
        let outer = Instance("outer", Softly())
        inner.a <== io.a
        outer.a <== io.a
        io.y <== inner.y
        io.z <== outer.y
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R009]: reset 'soft_rst' is driven in module 'softly_reset', but needed outside of it too
        --> @2:15
        help: hand the signal up through an output, and call 'driveReset' in a module around all that need it
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
