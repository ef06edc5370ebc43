import Accelerators
import Arithmetic
import Bitloom
import FPGAFlow
import TensorNests

/// What the bit-weight processing elements cost and do, beside both baselines.
///
/// Gates of two inputs, in NAND2 equivalents with six for a flip-flop; depth in gates, of a netlist whose structure is kept.
enum BitWeightTable {
  /// The figures of one block.
  struct Figures {
    var area: Double
    var flipFlops: Int
    var depth: Int
    var tool: String

    /// Without the flip-flops.
    var combinational: Double { area - 6 * Double(flipFlops) }

    init(_ module: some Module) throws {
      let report = try SynthesisReport(elaborate(module), for: .generic)
      area = report.total.nandEquivalents ?? 0
      flipFlops = report.total[.flipFlop]
      depth = report.depth
      tool = report.tool
    }
  }

  static func report() throws {
    let strong32 = try Figures(BoothAccumulator(hasControl: false))
    let strong26 = try Figures(BoothAccumulator(accumulatorWidth: 26, hasControl: false))
    print("**Bit-weight processing elements**, INT8, gates (Yosys \(strong32.tool), abc -script +strash;map)\n")
    print("| block | comb GE | FF | GE | depth | GE x depth |")
    print("|---|---|---|---|---|---|")
    let elements = try Elements(strong32, strong26)
    elements.printRows()
    print("")
    try TileFigures().printRows()
    print("")
    elements.printTargets()
    print("")
    try elements.printProxies()
  }

  static func row(_ name: String, _ figures: Figures) {
    let numbers = [
      Measurement.column(figures.combinational, 1, 0), "\(figures.flipFlops)", Measurement.column(figures.area, 1, 0),
      "\(figures.depth)", Measurement.column(figures.area * Double(figures.depth), 0, 0),
    ]
    print("| \(name) | \(numbers.joined(separator: " | ")) |")
  }

  /// A target, what was reached, and whether it was.
  static func target(_ name: String, _ value: Double, _ limit: Double, digits: Int = 2, atLeast: Bool = false) {
    let isMet = atLeast ? value >= limit : value <= limit
    let relation = atLeast ? "at least" : "at most"
    let numbers = [Measurement.column(value, digits, 0), "\(relation) \(Measurement.column(limit, digits, 0))"]
    print("| \(name) | \(numbers.joined(separator: " | ")) | \(isMet ? "met" : "missed") |")
  }
}
