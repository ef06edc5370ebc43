import Bitloom
import Testing

@Suite struct NameDiagnosticsTests {
  @Test func namesUsedTwice() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Output var total: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let total = register("total", .bit, reset: 0)
        let a = wire("state", .bit)
        let b = wire("state", .bit)
        a <== io.a
        b <== a
        total <== b
        io.total <== total
      }
    }
    expect(diagnostics(of: Sample(), from: line), "")
  }

  @Test func clockNameUsedTwice() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var clk: Signal = .bit
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) { io.y <== io.clk.registered("y_1", reset: 0) }
    }
    expect(diagnostics(of: Sample(), from: line), "")
  }

  @Test func reservedWords() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var input: Signal = .bit
        @Input var int: Signal = .bit
        @Input var short: Signal = .bit
        @Input var set: Signal = .bit
        @Input var eval: Signal = .bit
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let template = register("template", .bit, reset: 0)
        template <== io.int && io.short
        io.y <== template && io.set && io.eval
      }
    }
    expect(diagnostics(of: Sample(), from: line), "")
  }

  @Test func moduleNamedByAReservedWord() {
    let line = #line
    struct Table: Module {
      struct IO: Interface {
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) { io.y <== 0 }
    }
    struct Sample: Module {
      struct IO: Interface {
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let first = Instance("first", Table())
        io.y <== first.y
      }
    }
    expect(diagnostics(of: Sample(), from: line), "")
  }

  @Test func namesThatVerilogCannotSpell() {
    let found = mistakes { io in
      _ = wire("partial sum", .bit)
      _ = register("größe", .bit, reset: 0)
      _ = memory("2nd", .bit, depth: 4)
      _ = Instance("", Follower())
      _ = (io.byte + 1).named("next-value")
    }
    expect(found, "")
  }

  @Test func differentModulesOfOneName() {
    let line = #line
    struct Named: Module {
      var width: Int
      struct IO: Interface {
        @Output var y: Signal
      }
      var ports: IO { IO(y: .unsigned(width)) }
      var moduleName: String { "constant_source" }
      func build(_ io: IO) { io.y <== 0 }
    }
    struct Sample: Module {
      struct IO: Interface {
        @Output var y: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let first = Instance("first", Named(width: 4))
        let second = Instance("second", Named(width: 3))
        io.y <== first.y ^ second.y
      }
    }
    expect(diagnostics(of: Sample(), from: line), "")
  }
}
