import Cosimulation
import Testing

@testable import BitloomCommand

@Suite struct DoctorTests {
  @Test func missingToolsAreToldWithTheCommandThatInstallsThem() throws {
    let folder = try TemporaryFolder()
    let run = CommandRun(["doctor"], tools: .empty, cache: CosimulationCache(directory: folder.path))
    #expect(run.status == 1)
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("  native     ready\n"))
    #expect(run.output.contains("\nKernel of the native engine\n  "))
    #expect(run.output.contains("  icarus     'iverilog' was not found in the search path"))
    #expect(run.output.contains("To install what is missing\n"))
    #expect(run.output.contains("\(folder.path): 0 entries, 0.0 MB\n"))
  }

  @Test func commandsNameEachPackageOnce() {
    let tools = ["verilator", "clang++", "iverilog", "vvp", "z3"]
    #expect(
      PackageManager.apt.command(installing: tools)
        == "sudo apt-get update && sudo apt-get install -y verilator clang iverilog z3")
    #expect(
      PackageManager.homebrew.command(installing: tools) == "brew install verilator llvm icarus-verilog z3")
  }

  @Test func withAllToolsTheStatusIs0() throws {
    let tools = ToolInventory()
    let isComplete = tools.reasonToSkip(withoutTools: ["verilator", "clang++", "iverilog", "vvp"]) == nil
    let run = CommandRun(["doctor"], tools: tools)
    #expect(run.status == (isComplete ? 0 : 1))
    for tool in tools.tools { #expect(run.output.contains("  \(tool.name) ")) }
  }

  @Test func theCacheIsCleared() throws {
    let folder = try TemporaryFolder()
    let cache = CosimulationCache(directory: folder.path)
    try folder.makeFolder("models/0123")
    #expect(cache.entries.count == 1)
    let run = CommandRun(["doctor", "--clear-cache"], tools: .empty, cache: cache)
    #expect(run.output.hasSuffix("\(folder.path): 0 entries, 0.0 MB\n  cleared\n"))
    #expect(cache.entries.isEmpty)
  }
}
