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
    expect(diagnostics(of: Sample(), from: line), "")
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
    expect(diagnostics(of: Sample(), from: line), "")
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
        half.input[3...0] <== 5
        io.y <== follower.output ^ half.output
      }
    }
    expect(diagnostics(of: Sample(), from: line), "")
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
    expect(diagnostics(of: Sample(), from: line), "")
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
    expect(diagnostics(of: Sample(), from: line), "")
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
    expect(diagnostics(of: Sample(), from: line), "")
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
    expect(diagnostics(of: Sample(), from: line), "")
  }
}

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
    expect(diagnostics(of: Sample(), from: line), "")
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
    expect(diagnostics(of: Sample(), from: line), "")
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
    expect(diagnostics(of: Sample(), from: line), "")
  }

  @Test func notDrivenForACodeWithoutACase() {
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

@Suite struct LoopDiagnosticsTests {
  @Test func withinAModule() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .unsigned(4)
        @Output var y: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let there = wire("there", .unsigned(4))
        let back = wire("back", .unsigned(4))
        there <== back &+ io.a
        back <== there ^ 1
        io.y <== back
      }
    }
    expect(diagnostics(of: Sample(), from: line), "")
  }

  @Test func throughACondition() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        io.y <== 0
        when(!io.y) { io.y <== 1 }
      }
    }
    expect(diagnostics(of: Sample(), from: line), "")
  }

  @Test func throughTwoModules() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Output var y: Signal = .unsigned(8)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let first = Instance("first", Follower())
        let second = Instance("second", Follower())
        first.input <== second.output
        second.input <== first.output &+ 1
        io.y <== second.output
      }
    }
    expect(diagnostics(of: Sample(), from: line), "")
  }
}
