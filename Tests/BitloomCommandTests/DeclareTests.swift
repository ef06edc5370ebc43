import Bitloom
import Cosimulation
import Foundation
import Testbench
import Testing

@testable import BitloomCommand

@Suite struct DeclareTests {
  /// The folder of the Swift files that the command has printed.
  private static let folder = (#filePath as NSString).deletingLastPathComponent + "/BlackBoxes"
  private static let queue = "../../ExternalVerilog/ready_queue.v"

  private static var readers: [VerilogReader] {
    let tools = ToolLocator.standard
    return [
      tools.path(of: "yosys").map { _ in VerilogReader.yosys },
      tools.path(of: "verilator").map { _ in VerilogReader.verilator },
    ].compactMap { $0 }
  }

  /// What the command prints is the file that is compiled with these tests.
  @Test(.enabled(if: readers.contains(.yosys), "needs Yosys"))
  func theDeclarationIsTheOneThatIsCompiled() throws {
    let run = CommandRun(["declare", Self.queue, "--set", "WIDTH=70"], in: Self.folder)
    #expect(run.status == 0, "\(run.errors)")
    let compiled = try String(contentsOfFile: "\(Self.folder)/ReadyQueue.swift", encoding: .utf8)
    #expect(run.output == compiled)
    let second = CommandRun(["declare", "../../ExternalVerilog/sat_counter.v"], in: Self.folder)
    #expect(second.output == (try String(contentsOfFile: "\(Self.folder)/SatCounter.swift", encoding: .utf8)))
  }

  /// What is printed is used as it is.
  @Test(.enabled(if: Engine.verilator.isAvailable, "needs Verilator"))
  func theDeclarationIsRight() throws {
    struct Top: Module {
      struct IO: Interface {
        @Input var enable: Signal = .bit
        @Output var count: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let counter = Instance("counter", SatCounter())
        counter.enI <== io.enable
        io.count <== counter.countO
      }
    }
    for width in [1, 4, 33] { #expect(try mismatches(of: SatCounter(width: width)) == []) }
    try simulate(Top(), on: .verilator) { dut in
      dut.enable = 1
      dut.step(5)
      #expect(dut.count == 5)
    }
  }

  /// The readers differ in the order of the parameters alone.
  @Test(arguments: readers) func readersAgree(_ reader: VerilogReader) throws {
    let run = CommandRun(["declare", Self.queue, "--set", "WIDTH=70", "--reader", reader.rawValue], in: Self.folder)
    let compiled = try String(contentsOfFile: "\(Self.folder)/ReadyQueue.swift", encoding: .utf8)
    let found: [Substring] = run.output.split(separator: "\n").sorted()
    let expected: [Substring] = compiled.split(separator: "\n").sorted()
    #expect(found == expected)
  }

  @Test(arguments: readers) func parametersOfEveryKind(_ reader: VerilogReader) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      module kinds #(parameter I = -5, parameter [6:0] B = 3, parameter T = "x\\"y", parameter real R = 0.5)
        (input wire [(I < 0 ? 2 : 4) + B - 1:0] a, output wire signed [3:0] y);
        assign y = R > 1.0 ? 4'd0 : T == "z" ? a[3:0] : 4'd1;
      endmodule
      """, to: "kinds.v")
    let run = CommandRun(
      ["declare", "kinds.v", "--reader", reader.rawValue, "--set", "I=7", "--set", "B=-128"], in: folder.path)
    #expect(run.errors == "error: B cannot be -128; it must be an integer of 7 bits\n")
    #expect(run.status == 64)
    let second = CommandRun(
      ["declare", "kinds.v", "--reader", reader.rawValue, "--set", "I=7", "--set", "B=9", "--set", "T=say \"z\""],
      in: folder.path)
    #expect(second.status == 0, "\(second.errors)")
    #expect(second.output.contains("  var b = 9\n\n"))
    #expect(second.output.contains("IO(a: .unsigned(b + 4))"))
    #expect(second.output.contains("@Output var y: Signal = .signed(4)\n"))
    #expect(second.output.contains("\"I\": 7,\n"))
    #expect(second.output.contains("\"B\": .bits(b, width: 7),\n"))
    #expect(second.output.contains("\"T\": \"say \\\"z\\\"\",\n"))
    // Yosys keeps real parameters to itself.
    #expect(second.output.contains("\"R\": 0.5,\n") == (reader == .verilator))
  }

  /// Widths follow one parameter each, in a line; what follows otherwise has the width that was read.
  @Test(arguments: readers) func widthsFollowParameters(_ reader: VerilogReader) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      module w #(parameter A = 3, parameter B = 4, parameter [3:0] C = 2, parameter D = 10, parameter [1:0] E = 2,
        parameter [A:0] F = 5) (
        input wire [A+B-1:0] sum, input wire [2*A:0] double, input wire [(1<<C)-1:0] power, input wire [20-D:0] rest,
        input wire [E:0] last, output wire signed [A-1:0] model);
        assign model = {A{sum[0] & double[0] & power[0] & rest[0] & last[0] & F[0]}};
      endmodule
      """, to: "w.v")
    let run = CommandRun(["declare", "w.v", "--reader", reader.rawValue], in: folder.path)
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }
    for line in [
      "/// Widths follow `A`, `D`, as far as the next two values tell.", "var a = 3", "var d = 10",
      "@Input var sum: Signal = .unsigned(7)", "@Input var double: Signal", "@Input var power: Signal = .unsigned(4)",
      "@Input var last: Signal = .unsigned(3)", "@Output var model: Signal", "\"F\": .bits(5, width: a + 1),",
      "var ports: IO { IO(double: .unsigned(2 * a + 1), rest: .unsigned(21 - d), model: .signed(a)) }",
    ] { #expect(lines.contains { $0 == line }, "\(line) in\n\(run.output)") }
  }

  @Test func mistakes() throws {
    guard Self.readers.contains(.yosys) else { return }
    let folder = try TemporaryFolder()
    try folder.write("module one(input a); endmodule\nmodule two(input a); one o(.a(a)); endmodule\n", to: "a.v")
    try folder.write("module three #(parameter WIDTH = 2)(input [WIDTH-1:0] a); endmodule\n", to: "b.v")
    try folder.write("// nothing\n", to: "empty.v")
    try folder.makeFolder("folder")
    func told(_ arguments: String...) -> String {
      let run = CommandRun(["declare"] + arguments, in: folder.path)
      return "\(run.status) \(run.output)\(run.errors)"
    }
    #expect(
      told("a.v", "b.v")
        == "64 error: there are 2 modules that none of the others instantiates; choose one with --module: three and two\n"
    )
    #expect(told("a.v", "--module", "tow") == "64 error: there is no module 'tow'; did you mean 'two'?\n")
    #expect(told("a.v", "--module", "x") == "64 error: there is no module 'x'; the modules are one and two\n")
    #expect(told("c.v") == "64 error: cannot read the Verilog 'c.v': there is no such file\n")
    #expect(told("folder") == "64 error: cannot read the Verilog 'folder': it is a directory\n")
    #expect(told("empty.v") == "1 error: there is no module in empty.v\n")
    #expect(told("b.v", "--set", "WIDTH") == "64 error: --set needs PARAMETER=VALUE, and 'WIDTH' is not of that form\n")
    #expect(told("b.v", "--set", "WIDTH=1.5") == "64 error: WIDTH cannot be 1.5; it must be an integer of 32 bits\n")
    #expect(
      told("b.v", "--set", "WITDH=3") == "64 error: module 'three' has no parameter 'WITDH'; did you mean 'WIDTH'?\n")
    #expect(told("a.v", "--set", "N=3") == "64 error: module 'two' has no parameter 'N'; it has none\n")
    #expect(told("b.v", "--set", "WIDTH=3", "--set", "WIDTH=4") == "64 error: WIDTH is given a second time\n")
    #expect(
      told("b.v", "--reader", "yosis")
        == "64 error: --reader cannot be yosis; it must be yosys or verilator (did you mean 'yosys'?)\n")
  }

  /// The tool's own words, and where all of them are.
  @Test(arguments: readers) func syntaxErrors(_ reader: VerilogReader) throws {
    let folder = try TemporaryFolder()
    try folder.write("module x(input a\nendmodule\n", to: "x.v")
    let run = CommandRun(["declare", "x.v", "--reader", reader.rawValue], in: folder.path)
    #expect(run.status == 1)
    let lines: [String] = run.errors.split(separator: "\n").map { String($0) }
    let tool = reader == .yosys ? "Yosys" : "Verilator"
    #expect(lines.first == "error: \(tool) could not read the Verilog (exit status 1)")
    #expect(lines.dropFirst().first?.contains("x.v:2") == true)
    let last = try #require(lines.last)
    let log = last.replacing("  log: ", with: "")
    #expect(FileManager.default.fileExists(atPath: log))
  }

  @Test func missingTools() throws {
    let nowhere = ToolLocator(directories: ["/nonexistent"])
    for (reader, text) in [
      ("yosys", "error: Yosys was not found: there is no 'yosys' in the search path\n"),
      ("verilator", "error: Verilator was not found: there is no 'verilator' in the search path\n"),
    ] {
      let run = CommandRun(["declare", Self.queue, "--reader", reader], in: Self.folder, locator: nowhere)
      #expect(run.status == 1)
      #expect(run.errors == text)
    }
  }

  // MARK: Names

  @Test func namesOfSwift() {
    let names = [
      ("data_in", "dataIn"), ("DATA_IN", "dataIn"), ("dataIn", "dataIn"), ("in", "inPort"), ("ports", "portsPort"),
      ("_x", "x"), ("2d", "port2d"), ("A", "a"), ("q$1", "q1"), ("", "port"),
    ]
    for (verilog, swift) in names { #expect(SwiftName.property(verilog) == swift) }
    #expect(SwiftName.type("sat_counter") == "SatCounter")
    #expect(SwiftName.type("SB_PLL40") == "SbPll40")
  }

  @Test func clocksAndResets() {
    func guessed(_ names: String...) -> [GuessedClocks.Clock] {
      let ports = names.map { VerilogInterface.Port(name: $0, direction: .input, width: 1, isSigned: false) }
      return GuessedClocks(VerilogInterface(module: "m", ports: ports, parameters: [])).clocks
    }
    typealias Clock = GuessedClocks.Clock
    #expect(guessed("clk", "rst") == [Clock(name: "clk", reset: "rst")])
    #expect(guessed("clk_i", "rst_ni") == [Clock(name: "clk_i", reset: "rst_ni", isActiveLow: true)])
    #expect(guessed("aclk", "aresetn") == [Clock(name: "aclk", reset: "aresetn", isActiveLow: true)])
    #expect(guessed("CLK", "nRST") == [Clock(name: "CLK", reset: "nRST", isActiveLow: true)])
    #expect(guessed("sysClk", "resetB") == [Clock(name: "sysClk", reset: "resetB", isActiveLow: true)])
    #expect(guessed("clk", "clk_en", "rst_done", "clock_div") == [Clock(name: "clk")])
    #expect(
      guessed("wr_clk", "rd_clk", "rd_rst_n", "wr_rst")
        == [Clock(name: "wr_clk", reset: "wr_rst"), Clock(name: "rd_clk", reset: "rd_rst_n", isActiveLow: true)])
    #expect(guessed("a", "b").isEmpty)
  }
}
