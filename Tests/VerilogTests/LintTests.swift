import RTL
import Testing
import Verilog

@Suite struct LintTests {
  /// A missing tool must be seen: it fails here by name, and every other test that needs it.
  @Test(arguments: ["verilator", "iverilog", "vvp", "yosys"]) func toolsAreInstalled(tool: String) throws {
    _ = try Toolchain.path(of: tool)
  }

  @Test(arguments: SampleDesigns.all.map(\.name), VerilogDialect.allCases)
  func everySampleIsSilentInEveryTool(name: String, dialect: VerilogDialect) throws {
    let design = try #require(SampleDesigns.all.first { $0.name == name }).design
    let complaints = try Toolchain.lint(design, dialect)
    #expect(complaints == "")
  }
}
