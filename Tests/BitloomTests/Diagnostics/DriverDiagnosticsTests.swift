import Bitloom
import Testing

@Suite struct DriverDiagnosticsTests {
  @Test func undrivenOutputs() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Output var y: Signal = .bit
        @Output var z: [Signal]
      }
      var ports: IO {
        IO(
          z: .signed(4, count: 2))
      }
      func build(_ io: IO) { io.z[1] <== 0 }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[D001]: output 'y' of module 'sample' is never driven
        --> @4
        help: drive it, for example with 'y <== 0'
      error[D001]: output 'z[0]' of module 'sample' is never driven
        --> @5
        help: drive it, for example with 'z[0] <== 0'
      """)
  }

  @Test func partlyDrivenOutput() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .unsigned(4)
        @Output var y: Signal = .unsigned(12)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        io.y[3...0] <== io.a
        io.y[10] <== io.a[0]
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[D002]: bits 11 and 9...4 of output 'y' of module 'sample' are never driven
        --> @4
        help: drive them too, for example with 'y <== 0' before the other assignments
      """)
  }

  @Test func unconnectedInputsOfAnInstance() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Output var y: Signal = .unsigned(8)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let follower = Instance("follower", Follower())
        let half = Instance("half", Follower())
        half.data[3...0] <== 5
        io.y <== follower.copy ^ half.copy
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[D001]: input 'data' of instance 'follower' (module 'follower_8') in module 'sample' is never driven
        --> @7:32
        help: drive it, for example with 'follower.data <== 0'
      error[D002]: bits 7...4 of input 'data' of instance 'half' (module 'follower_8') in module 'sample' are never driven
        --> @8:28
        help: drive them too, for example with 'half.data <== 0' before the other assignments
      """)
  }

  @Test func undrivenWire() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Output var y: Signal = .unsigned(8)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let sum = wire("sum", .unsigned(8))
        io.y <== sum
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[D001]: wire 'sum' of module 'sample' is never driven
        --> @7:23
        note: 'sum' is read here: @8:14
        help: drive it, for example with 'sum <== 0'
      """)
  }

  @Test func overriddenAssignments() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .unsigned(4)
        @Output var y: Signal = .unsigned(4)
        @Output var z: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        io.y <== 3
        io.y <== io.a
        when(io.a == 1) {
          io.z[1...0] <== 0
        }
        io.z[0] <== 1
        io.z[3...1] <== io.a[2...0]
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      warning[D003]: the assignment to output 'y' of module 'sample' has no effect
        --> @9:14
        note: this assignment overrides it whatever happens: @10:14
        help: remove it, or put it after the other assignment
      warning[D003]: the assignment to bits 1...0 of output 'z' of module 'sample' has no effect
        --> @12:23
        note: this assignment overrides it whatever happens: @14:17
        note: this assignment overrides it whatever happens: @15:21
        help: remove it, or put it after the other assignment
      """)
  }

  @Test func registersNeverAssigned() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Output var y: Signal = .unsigned(4)
        @Output var z: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let settings = register("settings", .unsigned(4), reset: 9)
        let forgotten = register("forgotten", .unsigned(4))
        io.y <== settings
        io.z <== forgotten
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      warning[D004]: register 'settings' of module 'sample' is never assigned: it holds its reset value 4'h9 for ever
        --> @8:32
        note: 'settings' is read here: @10:14
        help: assign it, or use a constant instead
      error[D004]: register 'forgotten' of module 'sample' is never assigned and has no reset value
        --> @9:33
        note: 'forgotten' is read here: @11:14
        help: assign it, or give the register a reset value
      """)
  }

  @Test func memoryNeverWritten() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .unsigned(4)
        @Output var y: Signal = .unsigned(8)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let coefficients = memory("coefficients", .unsigned(8), depth: 16)
        io.y <== coefficients.read(at: io.a)
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      warning[D005]: memory 'coefficients' of module 'sample' is read but never written
        --> @8:34
        note: it is read here: @9:14
        help: write it, or give it contents
      """)
  }
}
