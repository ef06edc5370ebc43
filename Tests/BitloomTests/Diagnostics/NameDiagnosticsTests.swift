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
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[N001]: 'total' names an output and a register of module 'sample'
        --> @8:29
        note: the first one is declared here: @4
        help: rename one of them
      error[N001]: 'state' names two wires of module 'sample'
        --> @10:21
        note: the first one is declared here: @9:21
        help: rename one of them
      """)
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
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[N001]: 'clk' names a clock and an input of module 'sample'
        --> @3
        help: rename one of them
      """)
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
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[N002]: input 'input' of module 'sample' is named by a reserved word of Verilog
        --> @3
        help: choose another name, such as 'input_input'
      error[N002]: input 'int' of module 'sample' is named by a reserved word of Verilog
        --> @4
        help: choose another name, such as 'int_input'
      error[N002]: input 'short' of module 'sample' is named by a reserved word of C++, which Verilator translates designs to
        --> @5
        help: choose another name, such as 'short_input'
      error[N002]: input 'set' of module 'sample' is named by a word that Verilog tools keep for themselves
        --> @6
        help: choose another name, such as 'set_input'
      error[N005]: input 'eval' of module 'sample' is named as a part of every model that Verilator makes
        --> @7
        help: choose another name, such as 'eval_input'
      error[N002]: register 'template' of module 'sample' is named by a reserved word of C++, which Verilator translates designs to
        --> @12:32
        help: choose another name, such as 'template_register'
      """)
  }

  @Test func expressionNamedByAReservedWord() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) { io.y <== (~io.a).named("signed") }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[N002]: expression 'signed' of module 'sample' is named by a reserved word of Verilog
        --> @7:52
        help: choose another name, such as 'signed_expression'
      """)
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
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[N002]: module 'table' is named by a reserved word of Verilog
        --> @14:29
        help: choose another name, such as 'table_module'
      """)
  }

  @Test func namesThatVerilogCannotSpell() {
    let found = mistakes { io in
      _ = wire("partial sum", .bit)
      _ = register("größe", .bit, reset: 0)
      _ = memory("2nd", .bit, depth: 4)
      _ = Instance("", Follower())
      _ = (io.byte + 1).named("next-value")
    }
    expect(
      found,
      """
      error[N003]: 'partial sum' is not a name that Verilog can spell
        --> @1:15
        help: use letters, digits and '_', and no digit first, such as 'partial_sum'
      error[N003]: 'größe' is not a name that Verilog can spell
        --> @2:19
        help: use letters, digits and '_', and no digit first, such as 'gr__e'
      error[N003]: '2nd' is not a name that Verilog can spell
        --> @3:17
        help: use letters, digits and '_', and no digit first
      error[N003]: '' is not a name that Verilog can spell
        --> @4:19
        help: use letters, digits and '_', and no digit first
      error[N003]: 'next-value' is not a name that Verilog can spell
        --> @5:30
        help: use letters, digits and '_', and no digit first, such as 'next_value'
      """)
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
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[N004]: two different modules are named 'constant_source'
        --> @17:30
        note: the first one is used here: @16:29
        help: give them different names
      """)
  }
}
