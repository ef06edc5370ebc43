import Testing

@testable import Cosimulation

@Suite struct ToolTests {
  @Test(arguments: [
    ("Verilator 5.006 2023-01-22 rev (Debian 5.006-3)", "5.006"),
    ("Icarus Verilog version 11.0 (stable) ()\n", "11.0"),
    ("Yosys 0.23 (git sha1 7ce5011c24b)", "0.23"),
    ("Z3 version 4.8.12 - 64 bit", "4.8.12"),
    ("Apple clang version 16.0.0 (clang-1600.0.26.6)", "16.0.0"),
    ("g++ (Debian 12.2.0-14) 12.2.0", "12.2.0"),
  ])
  func versionsAreFound(_ output: String, _ version: String) {
    #expect(ToolVersion(foundIn: output)?.text == version)
  }

  @Test func versionsAreOrderedByNumbers() {
    #expect(ToolVersion("5.006") < ToolVersion("5.10"))
    #expect(ToolVersion("4.228") < ToolVersion("5.0"))
    #expect(!(ToolVersion("5.0") < ToolVersion("5.0.0")))
    #expect(ToolVersion(foundIn: "no version here. None at all") == nil)
  }

  @Test func theInventoryTellsWhatIsMissing() {
    let empty = ToolInventory(locator: ToolLocator(directories: ["/nonexistent"]))
    #expect(empty.tools.map(\.name) == ["verilator", "clang++", "iverilog", "vvp", "yosys", "z3"])
    #expect(empty.tools.allSatisfy { $0.status == .missing && $0.path == nil })
    #expect(
      empty["iverilog"]?.problem
        == "'iverilog' was not found in the search path; it is needed for four-state simulation")
    #expect(
      empty.reasonToSkip(withoutTools: ["z3", "unheard"])
        == "'z3' was not found in the search path; it is needed for formal proofs; 'unheard' is no tool that is known")
  }

  @Test func toolsThatAreThereTellTheirVersion() {
    for tool in inventory.tools where tool.path != nil {
      #expect(tool.version != nil, "\(tool.name) at \(tool.path ?? "")")
    }
  }
}
