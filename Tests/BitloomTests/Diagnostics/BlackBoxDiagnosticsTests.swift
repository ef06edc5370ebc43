import Bitloom
import Testing

/// The ports of all black boxes of these tests.
private struct Ports: Interface {
  @Input var a: Signal = .unsigned(4)
  @Input var b: Signal = .unsigned(4)
  @Output var y: Signal = .unsigned(4)
}

private let other = ClockDomain(clock: "other_clk", reset: .init(name: "other_rst"))
private let noReset = ClockDomain(clock: "free_clk", reset: nil)

/// A black box that is described by a test.
private struct Box: BlackBox {
  let describe: @Sendable () -> ExternalVerilog<Ports>
  var build: (@Sendable (Ports) -> Void)?
  var name = "box"

  var moduleName: String { name }
  var ports: Ports { Ports() }
  var verilog: ExternalVerilog<Ports> { describe() }
  func model(_ io: Ports) { if let build { build(io) } else { io.y <== io.a } }

  static func == (left: Box, right: Box) -> Bool { left.name == right.name }
  func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// A black box without a model.
private struct Opaque: BlackBox {
  let describe: @Sendable () -> ExternalVerilog<Ports>
  var moduleName: String { "opaque" }
  var ports: Ports { Ports() }
  var verilog: ExternalVerilog<Ports> { describe() }

  static func == (left: Opaque, right: Opaque) -> Bool { true }
  func hash(into hasher: inout Hasher) {}
}

/// What a test builds, with black boxes as it likes.
private struct Top: Module {
  let statements: @Sendable (Ports) -> Void
  var moduleName: String { "top" }
  var ports: Ports { Ports() }
  func build(_ io: Ports) { statements(io) }

  static func == (left: Top, right: Top) -> Bool { true }
  func hash(into hasher: inout Hasher) {}
}

@Suite struct BlackBoxDiagnosticsTests {
  /// The mistakes of a black box in a module, lines counted from that of the call.
  private func told(line: Int = #line, _ describe: @escaping @Sendable () -> ExternalVerilog<Ports>) -> String {
    let box = Box(describe: describe)
    return diagnostics(of: Top { place(box, $0) }, from: line)
  }

  private func toldOfOpaque(line: Int = #line, _ describe: @escaping @Sendable () -> ExternalVerilog<Ports>) -> String {
    let box = Opaque(describe: describe)
    return diagnostics(of: Top { place(box, $0) }, from: line)
  }

  @Test func names() {
    expect(
      told { ExternalVerilog("8ball", ports: [\.a: "module", \.b: "", \.y: "Y Y"]) },
      """
      error[V001]: a black box cannot be named '8ball': Verilog cannot spell it
        --> @0:29
        help: give the name as it stands in the Verilog
      error[V001]: an input of black box '8ball' cannot be named 'module': Verilog reserves it
        --> @0:29
        help: give the name as it stands in the Verilog
      error[V001]: an input of black box '8ball' has no name
        --> @0:29
        help: give the name as it stands in the Verilog
      error[V001]: an output of black box '8ball' cannot be named 'Y Y': Verilog cannot spell it
        --> @0:29
        help: give the name as it stands in the Verilog
      """)
    expect(
      told { ExternalVerilog("x", parameters: ["W": 1, "W": 2], clocks: [.clock("a")], ports: [\.y: "b"]) },
      """
      error[V002]: 'a' names a clock and an input of black box 'x'
        --> @0:29
      error[V002]: 'b' names an input and an output of black box 'x'
        --> @0:29
      error[V002]: 'W' names two parameters of black box 'x'
        --> @0:29
      """)
  }

  @Test func aNameForSeveralPorts() {
    struct Wide: BlackBox {
      struct IO: Interface {
        @Input var lanes: [Signal]
        @Output var y: Signal = .bit
      }
      var ports: IO { IO(lanes: .unsigned(2, count: 3)) }
      var verilog: ExternalVerilog<IO> { ExternalVerilog("wide", ports: [\.lanes: "D"]) }
      func model(_ io: IO) { io.y <== 0 }
    }
    let line = #line
    expect(
      diagnostics(
        of: Top { io in
          let wide = Instance("wide_a", Wide())
          for lane in wide.lanes { lane <== 0 }
          io.y <== wide.y
        }, from: line),
      """
      error[V003]: the name 'D' in 'ports' of black box 'wide' stands for 3 ports: 'lanes[0]', 'lanes[1]', 'lanes[2]'
        --> @-3:57
        help: each name stands for one port, as in '\\.data[0]: "D0"'
      """)
  }

  @Test func domainWithEnable() {
    let waiting = ClockDomain(clock: "slow_clk", enable: "tick")
    expect(
      told { ExternalVerilog("x", clocks: [.clock("c", of: waiting)]) },
      """
      error[V014]: black box 'x' cannot wait for 'tick', the enable of the domain of 'slow_clk': its Verilog has no such port
        --> @0:29
        help: instantiate it in a domain without enable, and connect the enable to an input of its interface
      """)
  }

  @Test func resetOfADomainWithoutReset() {
    expect(
      told { ExternalVerilog("x", clocks: [.clock("c", reset: "r", of: noReset)]) },
      """
      error[V004]: black box 'x' has a reset 'r', the domain of 'free_clk' has none
        --> @0:29
        help: make it a port of the interface, or instantiate the black box in a domain with a reset
      """)
  }

  @Test func files() {
    expect(
      told { ExternalVerilog("x", source: .file("nowhere/x.v")) },
      """
      error[V005]: the Verilog of black box 'x' cannot be read: there is no file 'nowhere/x.v'
        --> @0:48
        help: a path that does not begin with '/' begins in the folder of this Swift file
      """)
    expect(
      told { ExternalVerilog("x", source: .file("../Diagnostics")) },
      """
      error[V006]: the Verilog of black box 'x' cannot be read from '../Diagnostics': it cannot be opened
        --> @0:48
      """)
    expect(
      told { ExternalVerilog("counter", source: .file("../../ExternalVerilog/sat_counter.v")) },
      """
      error[V007]: there is no module 'counter' in 'sat_counter.v'
        --> @0:54
        help: the module there is 'sat_counter'
      """)
    expect(
      told { ExternalVerilog("x", source: .inline("// module x;\n/* module x */ \"module x\" y", named: "y.v")) },
      """
      error[V007]: there is no module 'x' in 'y.v'
        --> @0:50
      """)
    // What a macro or an included file declares is not known.
    expect(told { ExternalVerilog("x", source: .inline("`include \"x.vh\"")) }, "")
    expect(told { ExternalVerilog("x", source: .inline("`define N x\nmodule `N; endmodule")) }, "")
    expect(
      told { ExternalVerilog("x", source: .inline("module x; endmodule", named: "sub/x.v")) },
      """
      error[V009]: the Verilog of black box 'x' cannot become a file named 'sub/x.v'
        --> @0:50
        help: give a name without a folder, such as 'x.v'
      """)
  }

  @Test func inlined() {
    let line = #line
    expect(
      diagnostics(
        of: Top { io in
          let box = Instance("one", Box { ExternalVerilog("x") }, inlined: true)
          box.a <== io.a
          box.b <== io.b
          io.y <== box.y
        }, from: line),
      """
      error[V008]: black box 'one' cannot be built into the surrounding module
        --> @4:29
        help: leave out 'inlined: true'
      """)
  }

  @Test func values() {
    expect(
      told { ExternalVerilog("x", parameters: ["R": .real(.infinity), "T": "a\nb", "S": "a b"]) },
      """
      error[V010]: parameter 'R' of black box 'x' cannot be written: inf is no number of Verilog
        --> @0:29
      error[V010]: parameter 'T' of black box 'x' cannot be written: its text has characters that are not printable
        --> @0:29
      """)
  }

  @Test func severalClocksWithoutAModel() {
    expect(
      toldOfOpaque {
        ExternalVerilog("x", clocks: [.clock("c"), .clock("d", of: other)], domains: [\.a: other])
      },
      """
      error[V011]: black box 'x' has 2 clocks, and nothing says which of them belongs to 'b', 'y'
        --> @1:24
        help: name the domains in 'domains', or write a 'model'
      """)
    expect(
      toldOfOpaque { ExternalVerilog("x", clocks: [.clock("c")], domains: [\.a: other]) },
      """
      error[V012]: 'domains' of black box 'x' names 'other_clk', which is none of its clocks
        --> @0:37
        help: give the domain a clock port in 'clocks'
      """)
    expect(
      toldOfOpaque { ExternalVerilog("x", combinational: [\.y: [\.y]]) },
      """
      error[V013]: 'y' of black box 'x' is an output, 'combinational' has it as an input
        --> @0:37
        help: write '[\\.output: [\\.input]]'
      """)
    expect(
      toldOfOpaque { ExternalVerilog("x", combinational: [\.b: [\.a]]) },
      """
      error[V013]: 'b' of black box 'x' is an input, 'combinational' has it as an output
        --> @0:37
        help: write '[\\.output: [\\.input]]'
      """)
  }

  // MARK: Among other modules

  @Test func atTheTop() {
    let line = #line
    expect(
      diagnostics(of: Box { ExternalVerilog("x") }, from: line),
      """
      error[V020]: black box 'x' is the top of the design, for which nothing is emitted
        --> @2:44
        help: instantiate it in a module, or use 'BlackBoxTop'
      """)
  }

  @Test func clocksOfTheModel() {
    let line = #line
    let box = Box {
      ExternalVerilog("x")
    } build: { io in
      let kept = register("kept", .unsigned(4))
      kept <== io.a
      io.y <== kept
    }
    expect(
      diagnostics(of: Top { place(box, $0) }, from: line),
      """
      error[V021]: the model of black box 'x' uses clock 'clk', for which the Verilog has no port
        --> @2:22
        help: name the port in 'clocks', or do without it in the model
      """)
    let second = #line
    let reset = Box {
      ExternalVerilog("x", clocks: [.clock("c")])
    } build: { io in
      let kept = register("kept", .unsigned(4), reset: 0)
      kept <== io.a
      io.y <== kept
    }
    expect(
      diagnostics(of: Top { place(reset, $0) }, from: second),
      """
      error[V021]: the model of black box 'x' uses reset 'rst', for which the Verilog has no port
        --> @2:22
        help: name the port in 'clocks', or do without it in the model
      """)
  }

  @Test func namesOfModulesAndFiles() {
    expect(
      told { ExternalVerilog("TOP", source: .inline("module TOP; endmodule")) },
      """
      error[V022]: the Verilog of black box 'TOP' has the name of the emitted module 'top'
        --> @0:29
        help: give the emitted module another 'moduleName'
      """)
    expect(
      told { ExternalVerilog("x", source: .inline("module x; endmodule", named: "top.v")) },
      """
      error[V024]: file 'top.v' of black box 'x' has the name of an emitted module's file
        --> @0:29
        help: rename the file, or give the emitted module another 'moduleName'
      """)
    let line = #line
    let first = Box(describe: { ExternalVerilog("x", source: .inline("module x; endmodule")) }, name: "one")
    let second = Box(describe: { ExternalVerilog("x") }, name: "two")
    expect(
      diagnostics(of: Top { place(first, $0, second) }, from: line),
      """
      error[V023]: black box 'x' has two different texts of Verilog
        --> @2:49
        note: the first one is described here: @1:48
        help: give both the same source, or the Verilog modules different names
      """)
    let third = #line
    let left = Box(
      describe: { ExternalVerilog("x", source: .inline("module x; endmodule", named: "f.v")) }, name: "one")
    let right = Box(
      describe: { ExternalVerilog("y", source: .inline("module y; endmodule", named: "f.v")) }, name: "two")
    expect(
      diagnostics(of: Top { place(left, $0, right) }, from: third),
      """
      error[V024]: black boxes 'x' and 'y' have different files named 'f.v'
        --> @4:34
        note: the first one is described here: @2:34
        help: rename one of them
      """)
  }

  // MARK: Loops and clocks

  /// Nothing is known of the black box, so each output follows from each input, unless it says otherwise.
  @Test func loops() {
    let closed = { @Sendable (describe: @escaping @Sendable () -> ExternalVerilog<Ports>) in
      Top { io in
        let box = Instance("box_a", Opaque(describe: describe))
        box.a <== io.a
        box.b <== box.y
        io.y <== box.y
      }
    }
    let found = diagnostics(of: closed { ExternalVerilog("x") }, from: 0)
    #expect(found.hasPrefix("error[C001]: combinational loop in module 'top'"), "\(found)")
    expect(diagnostics(of: closed { ExternalVerilog("x", combinational: [\.y: [\.a]]) }, from: 0), "")
    let model = Top { io in
      let box = Instance("box_a", Box { ExternalVerilog("x") })
      box.a <== io.a
      box.b <== box.y
      io.y <== box.y
    }
    expect(diagnostics(of: model, from: 0), "")
  }

  @Test func crossings() {
    let crossing = { @Sendable (describe: @escaping @Sendable () -> ExternalVerilog<Ports>) in
      Top { io in
        let box = Instance("box_a", Opaque(describe: describe))
        let there = clocked(by: other) { register("there", .unsigned(4)) }
        there <== io.a
        box.a <== there
        box.b <== 0
        io.y <== box.y
      }
    }
    let found = diagnostics(of: crossing { ExternalVerilog("x", clocks: [.clock("c")], combinational: [:]) }, from: 0)
    #expect(
      found.hasPrefix(
        "error[R001]: clock domain crossing from 'other_clk' to 'clk': black box 'x', behind input 'a' of instance 'box_a' "
          + "(module 'opaque') in module 'top', takes what register 'there' of module 'top' makes"), "\(found)")
    expect(
      diagnostics(
        of: crossing {
          ExternalVerilog(
            "x", clocks: [.clock("c"), .clock("d", of: other)], combinational: [:],
            domains: [\.a: other, \.b: .standard, \.y: .standard])
        }, from: 0), "")
  }
}

/// Puts black boxes into the module that is being built.
@Sendable private func place(_ box: Box, _ io: Ports, _ second: Box? = nil) {
  let first = Instance("first", box)
  first.a <== io.a
  first.b <== io.b
  guard let second else { return io.y <== first.y }
  let after = Instance("second", second)
  after.a <== first.y
  after.b <== io.b
  io.y <== after.y
}

@Sendable private func place(_ box: Opaque, _ io: Ports) {
  let first = Instance("first", box)
  first.a <== io.a
  first.b <== io.b
  io.y <== first.y
}
