import Accelerators

/// The tile of OPT2 beside trees of multipliers.
struct TileFigures {
  let plain: BitWeightTable.Figures
  let booth: BitWeightTable.Figures
  let tile: BitWeightTable.Figures
  let recoder: BitWeightTable.Figures

  init() throws {
    plain = try .init(MultiplierTree(form: .operators))
    booth = try .init(MultiplierTree(form: .booth))
    tile = try .init(WeightPlaneTile())
    recoder = try .init(VectorRecoder())
  }

  func printRows() {
    print("| tile of 16 lanes | comb GE | FF | GE | depth | GE x depth |")
    print("|---|---|---|---|---|---|")
    BitWeightTable.row("multiplier-adder tree, operators", plain)
    BitWeightTable.row("multiplier-adder tree, Booth", booth)
    BitWeightTable.row("opt2", tile)
    BitWeightTable.row("opt2, the recoder of a row of tiles", recoder)
    print("")
    print("| target | figure | goal | |")
    print("|---|---|---|---|")
    BitWeightTable.target("D opt2: comb GE to the Booth tree", tile.combinational / booth.combinational, 1)
    BitWeightTable.target("D opt2: depth to the Booth tree", Double(tile.depth) / Double(booth.depth), 0.95)
    BitWeightTable.target("D opt2: flip-flops", Double(tile.flipFlops), 930, digits: 0)
    BitWeightTable.target("D opt2: GE to the Booth tree", tile.area / booth.area, 1)
  }
}
