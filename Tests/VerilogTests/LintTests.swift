import RTL
import Testing
import Verilog

@Suite struct LintTests {
  @Test(arguments: SampleDesigns.all.map(\.name), VerilogDialect.allCases)
  func everySampleIsSilentInEveryTool(name: String, dialect: VerilogDialect) throws {
    let design = try #require(SampleDesigns.all.first { $0.name == name }).design
    let complaints = try Toolchain.lint(design, dialect)
    #expect(complaints == "")
    if !complaints.isEmpty { print(VerilogEmitter(dialect: dialect).emit(design).map(\.text).joined()) }
  }

  @Test func show() {
    for sample in SampleDesigns.all {
      for d in VerilogDialect.allCases {
        print(VerilogEmitter(dialect: d).emit(sample.design).map(\.text).joined(separator: "\n"))
      }
    }
  }
}
