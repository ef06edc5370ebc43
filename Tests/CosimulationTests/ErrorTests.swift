import Foundation
import RTL
import Simulation
import Testing

@testable import Cosimulation

@Suite(.needsBoth) struct ErrorTests {
  private func buildError(_ kind: EngineKind, _ model: CosimulationModel, tools: ToolLocator = .standard)
    -> CosimulationError?
  {
    #expect(throws: CosimulationError.self) {
      switch kind {
      case .verilator: _ = try VerilatorEngine(model, tools: tools)
      case .icarus: _ = try IcarusEngine(model, tools: tools)
      }
    }
  }

  @Test(arguments: EngineKind.allCases)
  func verilogThatCannotBeRead(_ kind: EngineKind) throws {
    let model = CosimulationModel(
      "broken", [], usesClock: false, usesReset: false, "module broken;\n  assign x = ;\nendmodule\n")
    let error = try #require(buildError(kind, model))
    #expect(error.reason == .toolFailure)
    #expect(
      error.message.hasSuffix("could not read the Verilog of 'broken' (exit status \(kind == .verilator ? 1 : 2))"))
    let line: String = try #require(error.toolOutput.first)
    #expect(line.contains("broken.v:2"))
    let log = try #require(error.logPath)
    let written: Data = try #require(FileManager.default.contents(atPath: log))
    #expect(!written.isEmpty)
    #expect(error.description.contains("log: \(log)"))
  }

  @Test func portsThatTheTopModuleLacks() throws {
    var model = CosimulationModel.subtractor
    model.ports.append(.output("borrow", .bit))
    #expect(buildError(.verilator, model)?.message == "the emitted top module has no port 'borrow'")
    #expect(buildError(.icarus, model)?.reason == .toolFailure)
    model = .subtractor
    model.ports[2] = .output("difference", .signed(7))
    #expect(
      buildError(.verilator, model)?.message
        == "port 'difference' has 7 bits in the design and 6 in the emitted top module")
  }

  @Test func toolsThatAreMissing() {
    let nowhere = ToolLocator(directories: ["/nonexistent"])
    #expect(
      buildError(.verilator, .subtractor, tools: nowhere)?.description
        == "Verilator was not found: there is no 'verilator' in the search path")
    #expect(
      buildError(.icarus, .subtractor, tools: nowhere)?.description
        == "Icarus Verilog is not complete: there is no 'vvp' in the search path"
        || buildError(.icarus, .subtractor, tools: nowhere)?.description
          == "Icarus Verilog was not found: there is no 'iverilog' in the search path"
    )
  }

  @Test func toolsThatAreTooOldOrBroken() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/tools-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let tools = ToolLocator(directories: [folder])
    func install(_ name: String, _ script: String) throws {
      let path = "\(folder)/\(name)"
      try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    try install("verilator_bin", "echo Verilator 4.038 2020-07-11 rev v4.036-114-g0cd4a57ad")
    #expect(
      buildError(.verilator, .subtractor, tools: tools)?.description
        == "Verilator 5.0 or newer is needed, '\(folder)/verilator_bin' is version 4.038")
    try install("iverilog", "exit 0")
    try install("vvp", "exit 0")
    #expect(buildError(.icarus, .subtractor, tools: tools)?.description == "'\(folder)/iverilog -V' told no version")
    try install("verilator_bin", "echo Verilator 5.100")
    #expect(
      buildError(.verilator, .subtractor, tools: tools)?.description
        == "no C++ compiler was found: there is neither 'clang++' nor 'g++' in the search path")
  }

  /// A tool that does not come back, alone and where several are at work side by side.
  @Test func toolsThatTakeTooLong() throws {
    let cache = try makeCache()
    defer { remove(cache) }
    let folder = cache.directory + "/tools-of-this-test"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let real = try #require(VerilatorToolchain.verilatorPath(in: .standard))
    let path = "\(folder)/verilator_bin"
    let script = """
      #!/bin/sh
      case "$1" in --version|--getenv) exec '\(real)' "$@";; esac
      echo half way
      exec sleep 60
      """
    try Data(script.utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let tools = ToolLocator(
      directories: [folder] + ToolLocator.standard.directories, verilatorRoot: ToolLocator.standard.verilatorRoot)
    let others = (0..<3).map { number in
      var model = CosimulationModel.subtractor
      model.files[0].text += "// \(number)\n"
      return model
    }
    func check() throws {
      let error = #expect(throws: CosimulationError.self) {
        _ = try VerilatorEngine(.subtractor, tools: tools, cache: cache)
      }
      #expect(error?.reason == .timeOut)
      #expect(error?.message == "'verilator_bin' was ended after 1 s")
      #expect(error?.toolOutput == ["half way"])
      let log = try #require(error?.logPath)
      #expect(FileManager.default.contents(atPath: log) == Data("half way\n".utf8))
      #expect(throws: CosimulationError.self) {
        try VerilatorEngine.prepare(others, tools: tools, cache: cache)
      }
    }
    let elapsed: Duration = try ContinuousClock().measure { try ToolTimeLimit.$seconds.withValue(1) { try check() } }
    #expect(elapsed < .seconds(30))
    #expect(cache.entries.filter { $0.kind == .verilatorModel }.isEmpty)
  }

  @Test(arguments: EngineKind.allCases)
  func aDesignThatEndsTheSimulation(_ kind: EngineKind) throws {
    let model = CosimulationModel(
      "ender", [.output("count", .unsigned(4))], clock: ClockDomain(reset: nil),
      """
      module ender(input clk, output reg [3:0] count);
        initial count = 0;
        always @(posedge clk) begin
          count <= count + 4'd1;
          if (count == 4'd9) $finish;
        end
      endmodule
      """)
    let engine = try kind.make(model)
    engine.step(5)
    #expect(engine.readWord(0) == 5)
    #expect(engine.failure == nil)
    engine.step(50)
    _ = engine.readWord(0)
    let failure = try #require(engine.failure as? CosimulationError)
    #expect(failure.reason == .simulationEnded)
    if kind == .verilator {
      #expect(failure.message == "Verilator ended the simulation: the design called $finish at ender.v:5")
    }
    engine.step(5)
    engine.finish()
  }

  @Test(arguments: EngineKind.allCases)
  func aDesignThatReportsAnError(_ kind: EngineKind) throws {
    let model = CosimulationModel(
      "checker_of_count", [.output("count", .unsigned(4))], clock: ClockDomain(reset: nil), fileExtension: "sv",
      """
      module checker_of_count(input clk, output reg [3:0] count);
        initial count = 0;
        always @(posedge clk) begin
          count <= count + 4'd1;
          if (count == 4'd9) $error("count is nine");
        end
      endmodule
      """)
    let engine = try kind.make(model)
    engine.step(30)
    _ = engine.readWord(0)
    #expect(engine.failure != nil)
  }

  @Test func aLoopThatDoesNotSettleEndsVerilatorsSimulation() throws {
    let model = CosimulationModel(
      "oscillator", [.input("enable", .bit), .output("value", .bit)], usesClock: false, usesReset: false,
      """
      module oscillator(input enable, output value);
        assign value = enable & ~value;
      endmodule
      """)
    let engine = try VerilatorEngine(model)
    #expect(engine.readWord(1) == 0)
    engine.writeWord(0, 1)
    _ = engine.readWord(1)
    let failure = try #require(engine.failure as? CosimulationError)
    #expect(failure.message.contains("did not converge"))
  }
}
