import Accelerators
import Bitloom
import Cosimulation
import FPGAFlow
import Testing

/// What the elements cost in gates, by the flow that keeps their structure: no more than was measured when they were made.
@Suite(.enabled(if: ToolInventory().reasonToSkip(withoutTools: ["yosys"]) == nil, "Yosys is not installed"))
struct BitWeightFiguresTests {
  struct Figure: Sendable {
    var module: any Module & Sendable
    var area: Double
    var depth: Int

    init(_ module: any Module & Sendable, _ area: Double, _ depth: Int) {
      self.module = module
      self.area = area
      self.depth = depth
    }
  }

  static let figures: [Figure] = [
    // B and C: at most 0.62 of the depth and all of the area of the strong baseline, whatever the width.
    Figure(CarrySaveAccumulator(hasControl: false), 1226.5, 10),
    Figure(CarrySaveAccumulator(accumulatorWidth: 64, hasControl: false), 1866.5, 10),
    // The strong baseline of those of sparse digits, and E, F and G.
    Figure(BoothAccumulator(accumulatorWidth: 26, hasControl: false), 1139, 21),
    Figure(SparseColumn(), 923.5, 5),
    Figure(DigitAccumulator(), 672.5, 4),
    Figure(DigitAccumulator(lanes: 4), 1246, 9),
  ]

  @Test(arguments: figures.indices)
  func elementsStaySmallAndShallow(_ index: Int) throws {
    let figure = Self.figures[index]
    func check(_ module: some Module) throws {
      let report = try SynthesisReport(elaborate(module), for: .generic)
      let area = try #require(report.total.nandEquivalents)
      #expect(area <= figure.area, "\(module)")
      #expect(report.depth <= figure.depth, "\(module)")
    }
    try check(figure.module)
  }
}
