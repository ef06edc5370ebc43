import Bitloom
import Testing

private let other = ClockDomain(clock: "other_clk", reset: .init(name: "other_rst"))

private let help =
  "help: pass a bit through a LevelSynchroniser or PulseSynchroniser, a word through a HandshakeSynchroniser, a stream through "
  + "an AsynchronousFifo"

/// A register that takes its input.
private struct Sampler: Module {
  struct IO: Interface {
    @Input var a: Signal = .unsigned(4)
    @Output var y: Signal = .unsigned(4)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let kept = register("kept", .unsigned(4), reset: 0)
    kept <== io.a
    io.y <== kept
  }
}

@Suite struct ClockDiagnosticsTests {
  @Test func registerThatTakesWhatAnotherClockMakes() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .unsigned(4)
        @Output var y: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let here = register("here", .unsigned(4), reset: 0)
        let there = clocked(by: other) { register("there", .unsigned(4), reset: 0) }
        here <== io.a
        there <== here &+ 1
        io.y <== there
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R001]: clock domain crossing from 'clk' to 'other_clk': register 'there' of module 'sample' takes what register 'here' of module 'sample' makes
        --> @11:15
        note: register 'here' of module 'sample' is declared here: @8:28
        \(help)
      """)
  }

  /// The condition of an assignment is sampled as well as its value.
  @Test func conditionOfAnotherClock() {
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
        clocked(by: other) {
          let count = register("count", .unsigned(4), reset: 0)
          when(enable) { count <== count &+ 1 }
          io.y <== count
        }
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R001]: clock domain crossing from 'clk' to 'other_clk': register 'count' of module 'sample' takes what register 'enable' of module 'sample' makes
        --> @12:32
        note: register 'enable' of module 'sample' is declared here: @8:30
        \(help)
      """)
  }

  @Test func throughTheHierarchy() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .unsigned(4)
        @Output var y: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let first = Instance("first", Sampler())
        let second = clocked(by: other) { Instance("second", Sampler()) }
        first.a <== io.a
        second.a <== ~first.y
        io.y <== second.y
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R001]: clock domain crossing from 'clk' to 'other_clk': register 'kept' of module 'sampler', behind input 'a' of instance 'second' (module 'sampler') in module 'sample', takes what output 'y' of instance 'first' (module 'sampler') in module 'sample' makes
        --> @11:18
        note: output 'y' of instance 'first' (module 'sampler') in module 'sample' is declared here: @8:29
        \(help)
      """)
  }

  @Test func memoryReadByAnotherClock() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .unsigned(4)
        @Input var address: Signal = .unsigned(3)
        @Output var y: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let words = memory("words", .unsigned(4), depth: 8)
        words.write(io.a, at: io.address)
        let kept = clocked(by: other) { register("kept", .unsigned(4)) }
        kept <== words.read(at: constant(3))
        io.y <== kept
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R001]: clock domain crossing from 'clk' to 'other_clk': register 'kept' of module 'sample' takes what memory 'words' of module 'sample' makes
        --> @12:14
        note: memory 'words' of module 'sample' is declared here: @9:27
        \(help)
      """)
  }

  @Test func logicBeforeASynchroniser() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Input var b: Signal = .bit
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let left = register("left", .bit, reset: 0)
        let right = register("right", .bit, reset: 0)
        left <== io.a
        right <== io.b
        let stage = clocked(by: other) { register("stage", .bit, reset: 0) }.mayCross(as: .synchroniser)
        stage <== left & right
        io.y <== stage
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R002]: there is logic between register 'left' of module 'sample' and the synchroniser register 'stage' of module 'sample', which could catch its glitches
        --> @14:15
        note: register 'left' of module 'sample' is declared here: @9:28
        help: put a register of the source's clock before the synchroniser
      """)
  }

  @Test func outputOfSeveralClocks() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Input var b: Signal = .bit
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let left = register("left", .bit, reset: 0)
        let right = clocked(by: other) { register("right", .bit, reset: 0) }
        left <== io.a
        right <== io.b
        io.y <== left & right
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R003]: output 'y' of module 'sample' follows from registers of several clocks: 'clk' (register 'left' of module 'sample') and 'other_clk' (register 'right' of module 'sample')
        --> @5
        note: register 'left' of module 'sample' is declared here: @9:28
        note: register 'right' of module 'sample' is declared here: @10:50
        \(help)
      """)
  }

  @Test func inputOfSeveralClocks() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .unsigned(4)
        @Output var x: Signal = .unsigned(4)
        @Output var y: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let kept = register("kept", .unsigned(4), reset: 0)
        kept <== io.a
        io.x <== kept
        let sampler = clocked(by: other) { Instance("sampler", Sampler()) }
        sampler.a <== io.a
        io.y <== sampler.y
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R004]: input 'a' of module 'sample' is sampled by several clocks: 'clk' (register 'kept' of module 'sample') and 'other_clk' (register 'kept' of module 'sampler_other', behind input 'a' of instance 'sampler' (module 'sampler_other') in module 'sample')
        --> @3
        help: give each clock an input of its own, or synchronise the input in all clocks but one
      """)
  }

  @Test func memoryWrittenByTwoClocks() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .unsigned(4)
        @Input var b: Signal = .unsigned(4)
        @Output var y: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let words = memory("words", .unsigned(4), depth: 2)
        words.write(io.a, at: constant(0))
        clocked(by: other) { words.write(io.b, at: constant(1)) }
        let kept = register("kept", .unsigned(4)).mayCross(as: .heldStill)
        kept <== words.read(at: constant(0))
        io.y <== kept
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R005]: memory 'words' of module 'sample' is written by two clocks, 'clk' and 'other_clk'
        --> @11:41
        note: it is written by 'clk' here: @10:20
        help: write it in one clock domain; what another clock writes comes there through an AsynchronousFifo
      """)
  }

  /// Domains of one clock and one edge may differ in their resets, which do not touch memories; edges make a difference.
  @Test func memoryWrittenAtBothEdges() {
    let line = #line
    struct Sample: Module {
      var edge: ClockDomain.Edge
      struct IO: Interface {
        @Input var a: Signal = .unsigned(4)
        @Output var y: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let words = memory("words", .unsigned(4), depth: 2)
        words.write(io.a, at: constant(0))
        clocked(by: ClockDomain(edge: edge, reset: nil)) { words.write(io.a, at: constant(1)) }
        clocked(by: other) { _ = register("kept", .unsigned(4)) }
        io.y <== words.read(at: constant(0))
      }
    }
    expect(diagnostics(of: Sample(edge: .rising), from: line), "")
    expect(
      diagnostics(of: Sample(edge: .falling), from: line),
      """
      error[R005]: memory 'words' of module 'sample_falling' is written at both edges of 'clk'
        --> @11:71
        note: it is written at the rising edge here: @10:20
        help: write it in one clock domain; what another clock writes comes there through an AsynchronousFifo
      """)
  }

  @Test func resetsOfOneNameAndTwoPolarities() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Input var b: Signal = .bit
        @Output var x: Signal = .bit
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        io.x <== io.a.registered("left", reset: 0)
        let low = ClockDomain(clock: "other_clk", reset: .init(polarity: .activeLow))
        io.y <== clocked(by: low) { io.b.registered("right", reset: 0) }
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R006]: reset 'rst' of module 'sample' is active high in the domain of 'clk' and active low in that of 'other_clk'
        --> somewhere in module 'sample'
        help: give one of the domains a reset of another name
      """)
  }

  /// A net that is both is a warning of Verilator.
  @Test func resetsOfOneNameAndTwoKinds() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Input var b: Signal = .bit
        @Output var x: Signal = .bit
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let asynchronous = ClockDomain(reset: .init(kind: .asynchronous))
        io.y <== clocked(by: asynchronous) { io.b.registered("right", reset: 0) }
        io.x <== io.a.registered("left", reset: 0)
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[R006]: reset 'rst' of module 'sample' is synchronous in the domain of 'clk' and asynchronous in that of 'clk'
        --> somewhere in module 'sample'
        help: give one of the domains a reset of another name
      """)
  }

  /// Edges and resets make no other clock; a synchroniser makes a crossing right; an input belongs to whoever samples it.
  @Test func whatIsNoCrossing() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Input var b: Signal = .bit
        @Output var x: Signal = .bit
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let falling = ClockDomain(
          edge: .falling, reset: .init(name: "reset_n", kind: .asynchronous, polarity: .activeLow))
        let here = io.a.registered("here", reset: 0)
        io.x <== clocked(by: falling) { here.registered("half", reset: 0) }
        let synchronised = clocked(by: other) {
          let first = register("first", .bit, reset: 0).mayCross(as: .synchroniser)
          first <== here
          return first.registered("second", reset: 0)
        }
        let sampled = clocked(by: other) { io.b.registered("sampled", reset: 0) }
        io.y <== synchronised & sampled
      }
    }
    expect(diagnostics(of: Sample(), from: line), "")
  }
}
