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
}
