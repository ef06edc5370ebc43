import Accelerators

extension BitWeightTable {
  /// The elements of one multiplication, and those of sparse digits.
  struct Elements {
    let strong32: Figures
    let strong26: Figures
    let mac32: Figures
    let mac26: Figures
    let controlled: Figures
    let opt1: Figures
    let opt1Controlled: Figures
    let narrow: Figures
    let wide: Figures
    let opt3: Figures
    let element: Figures
    let encoder: Figures
    let column: Figures
    let lanes: Figures
    let lanesColumn: Figures
    /// What stands before and behind the columns.
    let recoder: Figures
    let result: Figures

    /// Columns of OPT4C and OPT4E.
    static let columns = 32
    static let lanesOfGroup = 4

    init(_ strong32: Figures, _ strong26: Figures) throws {
      self.strong32 = strong32
      self.strong26 = strong26
      mac32 = try Figures(OperatorAccumulator(hasControl: false))
      mac26 = try Figures(OperatorAccumulator(accumulatorWidth: 26, hasControl: false))
      controlled = try Figures(BoothAccumulator())
      opt1 = try Figures(CarrySaveAccumulator(hasControl: false))
      opt1Controlled = try Figures(CarrySaveAccumulator())
      narrow = try Figures(CarrySaveAccumulator(accumulatorWidth: 20, hasControl: false))
      wide = try Figures(CarrySaveAccumulator(accumulatorWidth: 64, hasControl: false))
      opt3 = try Figures(SparseColumn())
      element = try Figures(DigitAccumulator())
      encoder = try Figures(SparseEncoder())
      column = try Figures(SparseColumn(columns: Self.columns))
      lanes = try Figures(DigitAccumulator(lanes: Self.lanesOfGroup))
      lanesColumn = try Figures(SparseColumn(lanes: Self.lanesOfGroup, columns: Self.columns))
      recoder = try Figures(GroupRecoder())
      result = try Figures(PassResult())
    }

    func printRows() {
      row("mac, 32 bits", mac32)
      row("mac, 26 bits", mac26)
      row("boothMAC, 32 bits", strong32)
      row("boothMAC, 32 bits, with `load` and `last`", controlled)
      row("boothMAC, 26 bits", strong26)
      row("opt1, 20 bits", narrow)
      row("opt1, 32 bits", opt1)
      row("opt1, 32 bits, with `load` and `last`", opt1Controlled)
      row("opt1, 64 bits", wide)
      row("opt3, 26 bits, with its encoder", opt3)
      row("opt4c, an element, 26 bits", element)
      row("opt4c, the encoder", encoder)
      row("opt4c, the column of \(Self.columns)", column)
      row("opt4e, a group of 4 lanes, 26 bits", lanes)
      row("opt4e, the column of \(Self.columns) groups", lanesColumn)
      row("recoder of a group of 4 operands, outside of the columns", recoder)
      row("result stage of the passes, outside of the columns", result)
    }

    /// One element with its share of the column.
    var columnShare: Double { column.area / Double(Self.columns) }
    var laneShare: Double { lanesColumn.area / Double(Self.columns * Self.lanesOfGroup) }

    func printTargets() {
      print("| target | figure | goal | |")
      print("|---|---|---|---|")
      func ratio(_ a: Double, _ b: Figures) -> Double { a / b.area }
      target("boothMAC, 32 bits: GE", strong32.area, 1350, digits: 1)
      target("boothMAC, 32 bits: depth", Double(strong32.depth), 26, digits: 0)
      target("boothMAC, 26 bits: GE", strong26.area, 1187, digits: 1)
      target("boothMAC, 26 bits: depth", Double(strong26.depth), 26, digits: 0)
      target("B opt1: depth to boothMAC", Double(opt1.depth) / Double(strong32.depth), 0.62)
      target("B opt1: GE to boothMAC", ratio(opt1.area, strong32), 1)
      target("B opt1: GE", opt1.area, 1394, digits: 1)
      target("B opt1: depth", Double(opt1.depth), 16, digits: 0)
      target("C opt1: depth of 64 bits less that of 20", Double(wide.depth - narrow.depth), 1, digits: 0)
      target("E opt3: GE to boothMAC", ratio(opt3.area, strong26), 0.86)
      target("E opt3: depth to boothMAC", Double(opt3.depth) / Double(strong26.depth), 0.47)
      target("E opt3: depth", Double(opt3.depth), 12, digits: 0)
      target("F opt4c: GE of an element and its share to boothMAC", ratio(columnShare, strong26), 0.68)
      target("F opt4c: depth", Double(column.depth), 8, digits: 0)
      target("G opt4e: GE of a lane and its share to boothMAC", ratio(laneShare, strong26), 0.35)
      target("G opt4e: depth", Double(lanesColumn.depth), 14, digits: 0)
    }
  }
}
