import Bitloom
import Foundation
import Testing

@testable import Examples

/// What holds for all ten examples.
@Suite struct AllExamplesTests {
  @Test func thereAreTenAndNoOtherFolder() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: ExampleDesign.root.path)
    let folders: Set<String> = Set(names.filter { !$0.hasPrefix(".") && $0 != "README.md" })
    let expected: Set<String> = Set(ExampleDesign.all.map(\.folder))
    #expect(folders == expected)
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
    try lint(ExampleDesign.all.flatMap { try $0.designs() }, dialect)
  }

  @Test(arguments: VerilogDialect.allCases) func toolsAreSilentAtOtherParameters(_ dialect: VerilogDialect) throws {
    try lint(ExampleDesign.variants(), dialect)
  }

  private func lint(_ designs: [Design], _ dialect: VerilogDialect) throws {
    let isSystemVerilog = dialect == .systemVerilog
    let files = Dictionary(designs.flatMap { $0.verilog(dialect) }.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    let tops = designs.map(\.top.name)
    let names = files.keys.sorted()
    try LintRun.with(Array(files.values)) { run in
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

  /// No name that tells nothing, and no check that is switched off.
  @Test(arguments: VerilogDialect.allCases) func namesTellSomething(_ dialect: VerilogDialect) throws {
    let anonymous = #/\b(?:_T\w*|_GEN\w*|[A-Za-z]_?\d{2,}|_\d+|tmp\w*|unnamed\w*)\b/#
    for file in try ExampleDesign.all.flatMap({ try $0.verilog(dialect) }) {
      let lines = file.text.split(separator: "\n").filter { !$0.hasPrefix("//") }
      // Without literals such as `10'd867`.
      let code = lines.joined(separator: "\n").replacing(#/'s?[bdh][0-9a-f]+/#, with: "")
      #expect(code.firstMatch(of: anonymous)?.output == nil, "\(file.name)")
      #expect(!code.contains("lint_off"), "\(file.name)")
    }
  }

  /// Parameters far out of range are mistakes of the design; nothing traps on the way to telling them.
  @Test func impossibleParametersAreMistakesOfTheDesign() {
    let axis = VideoMode.Axis(visible: -9, frontPorch: 0, sync: 0, backPorch: 0)
    let format = UARTFormat(clocksPerBit: -1, dataBits: -3, stopBits: -7)
    let modules: [any Module] = [
      UARTTransmitter(format: format), UARTReceiver(format: format, oversampling: -2),
      SPIMaster(width: -1, halfPeriod: -1),
      I2CMaster(quarterPeriod: -1), Arbiter(requesters: -1), StreamArbiter(payload: .unsigned(4), inputs: -1),
      CRC(standard: CRCStandard(name: "none", width: -4, polynomial: 0), bytesPerCycle: -1),
      CRC(standard: CRCStandard(name: "none", width: 65, polynomial: 1)),
      VGATiming(mode: VideoMode(horizontal: axis, vertical: axis)), RISCVCore(resetAddress: 2),
      RISCVCore(resetAddress: -4), RISCVCore(resetAddress: 1 << 32),
      FIRFilter(coefficients: [], fractionBits: -1, inputWidth: -1, outputWidth: -1),
      Cache(lines: -1, wordsPerLine: 0, addressWidth: -5), Cache(lines: 16, wordsPerLine: 4, addressWidth: 0),
      RegisterBlock(controlCount: -1, statusCount: -1, addressWidth: -1), RegisterBlock(controlCount: 65),
    ]
    for module in modules {
      #expect(throws: DesignError.self, "\(module)") { try check(module) }
    }
  }

  private func check<M: Module>(_ module: M) throws { _ = try elaborate(module) }
}
