import Bitloom
import Foundation
import Testing

@testable import Examples

/// What holds for all ten examples.
@Suite struct AllExamplesTests {
  @Test func thereAreTenAndNoOtherFolder() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: ExampleDesign.root.path)
    let folders = names.filter { !$0.hasPrefix(".") && $0 != "README.md" }
    #expect(Set(folders) == Set(ExampleDesign.all.map(\.folder)))
    #expect(ExampleDesign.all.count == 10)
  }

  /// All Swift of a folder against all Verilog it emits, in lines without comments and blanks.
  @Test func swiftIsShorterThanItsVerilog() throws {
    var table = ["design     Swift  SystemVerilog  Verilog 2001"]
    for example in ExampleDesign.all {
      let swift = try example.sources().map(ExampleDesign.lineCount).reduce(0, +)
      let verilog = try [VerilogDialect.systemVerilog, .verilog2001].map { dialect in
        try example.verilog(dialect).map { ExampleDesign.lineCount($0.text) }.reduce(0, +)
      }
      let cells = [(swift, 5), (verilog[0], 13), (verilog[1], 12)].map { number, width in
        String(repeating: " ", count: width - "\(number)".count) + "\(number)"
      }
      table.append(([example.folder.padding(toLength: 9, withPad: " ", startingAt: 0)] + cells).joined(separator: "  "))
      #expect(swift < verilog[0] && swift < verilog[1], "\(example)")
    }
    print(table.joined(separator: "\n"))
  }

  @Test(arguments: VerilogDialect.allCases) func toolsAreSilent(_ dialect: VerilogDialect) throws {
    let isSystemVerilog = dialect == .systemVerilog
    let files = try ExampleDesign.all.flatMap { try $0.verilog(dialect) }
    let tops = try ExampleDesign.all.flatMap { try $0.designs().map(\.top.name) }
    let names = files.map(\.name)
    try LintRun.with(files) { run in
      let language = isSystemVerilog ? "1800-2012" : "1364-2001"
      for top in tops {
        let arguments = ["--lint-only", "-Wall", "--default-language", language, "--top-module", top, "-y", "."]
        let verilator = try run.complaints("verilator", arguments + ["\(top).\(dialect.fileExtension)"])
        #expect(verilator == "")
      }
      let selection = tops.flatMap { ["-s", $0] }
      let standard = isSystemVerilog ? "-g2012" : "-g2001"
      let icarus = try run.complaints("iverilog", ["-Wall", standard, "-t", "null"] + selection + names)
      #expect(icarus == "")
      let script = "read_verilog \(isSystemVerilog ? "-sv " : "")\(names.joined(separator: " ")); hierarchy -check"
      let checks = "proc; check -assert; select -assert-none t:$dlatch"
      let yosys = try run.complaints("yosys", ["-q", "-p", "\(script); \(checks)"])
      #expect(yosys == "")
    }
  }
}
