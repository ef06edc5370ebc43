import Accelerators
import Testing

/// `list` and `describe`.
@Suite struct CatalogueCommandTests {
  @Test func listHasALineForEachDesign() {
    let run = CommandRun(["list"])
    #expect(run.status == 0)
    #expect(
      run.output
        == "systolic-array  Matrix multiplication on a grid of processing elements, with bias, ReLU and requantisation.\n"
        + "bit-weight-pe   Processing elements that add up products digit by digit: OPT1 to OPT4E, and the multipliers they "
        + "are measured by.\n"
    )
  }

  @Test func listAsJSON() throws {
    let designs = try #require(CommandRun(["list", "--json"]).json as? [[String: Any]])
    #expect(designs.compactMap { $0["name"] as? String } == ["systolic-array", "bit-weight-pe"])
    #expect(designs.first?["presets"] as? [String] == ["small", "typical"])
    #expect((designs.first?["parameters"] as? [String])?.first == "rows")
  }

  @Test func describeTellsRangesOfParameters() throws {
    let parameters = try #require(
      CommandRun(["describe", "systolic-array", "--json"]).object["parameters"] as? [[String: Any]])
    let rows = try #require(parameters.first { $0["key"] as? String == "rows" })
    #expect(rows["type"] as? String == "integer")
    #expect(rows["minimum"] as? Int == 1)
    #expect(rows["maximum"] as? Int == 1024)
    #expect(rows["default"] as? Int == 4)
    let dataflow = try #require(parameters.first { $0["key"] as? String == "dataflow" })
    #expect(dataflow["choices"] as? [String] == ["outputStationary", "weightStationary"])
  }

  @Test func describeFollowsTheParameters() throws {
    let arguments = ["describe", "systolic-array", "--set", "rows=3", "--set", "hasReLU=false", "--json"]
    let object = CommandRun(arguments).object
    let ports = try #require(object["ports"] as? [[String: Any]])
    let paths = ports.compactMap { $0["path"] as? String }
    #expect(paths.contains("operands.payload.a[2]"))
    #expect(!paths.contains("operands.payload.a[3]"))
    #expect(!paths.contains("settings.payload.relu"))
    #expect((object["throughput"] as? [String: Any])?["value"] as? Int == 12)
  }

  @Test func describeAsText() throws {
    let run = CommandRun(["describe", "systolic-array", "--preset", "small"])
    #expect(run.status == 0)
    for line in [
      "  rows               2                 4                 1...1024                           "
        + "Processing elements from top to bottom.",
      "  small    2 x 2 elements: short enough to read.",
      "  input   bit          clk                            clock, rising edge",
      "  output  signed 32    results_payload_values_1       results.payload.values[1]",
      "Latency",
      "  4 multiplications per cycle: one for each processing element while the streams keep up",
    ] {
      #expect(run.output.contains(line + "\n"))
    }
    #expect(!run.output.contains(" \n"))
  }
}
