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
    Figure(BoothAccumulator(hasControl: false), 1350, 26),
    Figure(BoothAccumulator(accumulatorWidth: 26, hasControl: false), 1187, 26),
    Figure(CarrySaveAccumulator(hasControl: false), 1299.5, 16),
    Figure(CarrySaveAccumulator(accumulatorWidth: 20, hasControl: false), 1000, 10),
    Figure(CarrySaveAccumulator(accumulatorWidth: 64, hasControl: false), 2000, 10),
    Figure(SparseColumn(), 979, 12),
    Figure(DigitAccumulator(), 720, 5),
    Figure(SparseEncoder(), 280, 5),
    Figure(DigitAccumulator(lanes: 4), 1500, 14),
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
