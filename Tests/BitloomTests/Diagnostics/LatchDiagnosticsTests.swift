import Bitloom
import Testing

@Suite struct LatchDiagnosticsTests {
  @Test func drivenInOneBranch() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var go: Signal = .bit
        @Output var y: Signal = .bit
        @Output var z: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let gate = wire("gate", .bit)
        when(io.go) {
          gate <== 1
          io.z <== 1
        } otherwise: {
          io.z <== 0
        }
        io.y <== gate
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[L001]: wire 'gate' of module 'sample' is not driven in the 'otherwise' of this 'when'
        --> @10:13
        note: 'gate' is driven here: @11:16
        note: 'gate' is declared here: @9:24
        help: give it a default before the 'when', for example 'gate <== 0', or drive it in every branch
      """)
  }

  @Test func notDrivenInOneBranch() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .unsigned(2)
        @Output var y: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        when(io.a == 0) {
          io.y <== 1
        }.elseWhen(io.a == 1) {
          io.y[3...2] <== 2
        }.otherwise {
          io.y <== 3
        }
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[L001]: bits 1...0 of output 'y' of module 'sample' are not driven in this branch of the 'when'
        --> @10:19
        note: 'y' is driven here: @9:16
        note: 'y' is declared here: @4
        help: give it a default before the 'when', for example 'y <== 0', or drive it in every branch
      """)
  }

  @Test func notDrivenInOneCase() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var state: EnumSignal<TrafficLight.State> = .port
        @Output var stop: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        match(io.state) {
          switch $0 {
          case .green: io.stop <== 0
          case .yellow: break
          case .red: io.stop <== 1
          }
        }
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[L001]: output 'stop' of module 'sample' is not driven for case 'yellow' of this 'match'
        --> @8:14
        note: 'stop' is driven here: @10:32
        note: 'stop' is declared here: @4
        help: give it a default before the 'match', for example 'stop <== 0', or drive it in every case
      """)
  }

  @Test func codesWithoutACaseAreNoLatch() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var state: EnumSignal<TrafficLight.State> = .port
        @Output var stop: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        match(io.state) { state in
          io.stop <== (state == .red ? 1 : 0)
        }
      }
    }
    expect(diagnostics(of: Sample(), from: line), "")
  }
}
