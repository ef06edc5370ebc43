import Cosimulation
import Foundation
import Testing

@testable import BitloomCommand

@Suite struct ReportTests {
  private static let hasYosys = ToolInventory().reasonToSkip(withoutTools: ["yosys"]) == nil

  @Test(.enabled(if: hasYosys, "Yosys is not installed"))
  func costsOfADesign() throws {
    let size = ["--set", "rows=1", "--set", "columns=3", "--set", "hasRequantisation=false", "--set", "hasReLU=false"]
    let run = CommandRun(["report", "systolic-array"] + size + ["--target", "ice40", "--json"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.object["design"] as? String == "systolic-array")
    #expect(run.object["target"] as? String == "ice40")
    #expect((run.object["tool"] as? String)?.hasPrefix("Yosys 0.") == true)
    #expect((run.object["depth"] as? Int ?? 0) > 10)
    let total = try #require(run.object["total"] as? [String: Any])
    #expect((total["lookupTable"] as? Int ?? 0) > 100)
    let modules = try #require(run.object["modules"] as? [[String: Any]])
    #expect(modules.contains { $0["instances"] as? Int == 3 })
  }

  @Test func withoutYosysASentenceIsTold() {
    let locator = ToolLocator(directories: ["/nonexistent"])
    let run = CommandRun(
      ["report", "systolic-array", "--preset", "small", "--target", "generic"], locator: locator)
    #expect(run.status == 1)
    #expect(run.errors == "error: Yosys was not found: there is no 'yosys' in the search path\n")
    #expect(run.output.isEmpty)
  }
}
