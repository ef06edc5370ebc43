import Arithmetic
import Bitloom
import FPGAFlow

/// What the blocks of the library cost beside the plain operator, on all targets.
enum CostTable {
  struct Block {
    var name: String
    var plain: any Module
    var blocks: [(name: String, module: any Module)]
  }

  private static var blocks: [Block] {
    func plain(_ function: PlainBlock.Function, _ width: Int) -> any Module {
      PlainBlock(function: function, width: width)
    }
    func library(_ function: LibraryBlock.Function, _ width: Int, _ profile: HeapProfile = .gates) -> any Module {
      LibraryBlock(function: function, width: width, profile: profile)
    }
    return [
      Block(
        name: "a + b, 32 bits", plain: plain(.add, 32),
        blocks: CarryNetwork.allCases.map { ($0.rawValue, PrefixAdder(width: 32, network: $0)) }),
      Block(
        name: "a * b, signed, 8 bits", plain: plain(.multiply, 8),
        blocks: [("Multiplier", Multiplier(a: .signed(8), b: .signed(8)))]),
      Block(
        name: "multiply and accumulate, 8 and 32 bits", plain: plain(.accumulate, 8),
        blocks: MultiplyAccumulator.Form.allCases.map {
          ($0.rawValue, MultiplyAccumulator(form: $0, hasClear: false))
        }),
      Block(
        name: "number of ones, 32 bits", plain: plain(.populationCount, 32),
        blocks: [("for gates", library(.populationCount, 32)), ("for FPGAs", library(.populationCount, 32, .fpga))]),
      Block(
        name: "leading zeros, 32 bits", plain: plain(.leadingZeros, 32),
        blocks: [("leadingZeroCount", library(.leadingZeros, 32))]),
      Block(
        name: "rotation, 32 bits", plain: plain(.rotate, 32), blocks: [("rotatedLeft", library(.rotate, 32))]),
      Block(
        name: "lowest one, 32 bits", plain: plain(.lowestOne, 32), blocks: [("lowestOne", library(.lowestOne, 32))]),
    ]
  }

  /// Prints a table in Markdown: area and depth of each block, and their ratios to the plain form.
  static func report() throws {
    let targets = SynthesisTarget.allCases
    var version = "?"
    print("| block | \(targets.map(\.rawValue).joined(separator: " | ")) |")
    print("|---|\(targets.map { _ in "---" }.joined(separator: "|"))|")
    for block in blocks + checks {
      let references = try targets.map { try cost(block.plain, $0) }
      version = references.first?.tool ?? version
      let cells = references.map { "\(area($0)) / \($0.depth)" }
      print("| **\(block.name)**: plain | \(cells.joined(separator: " | ")) |")
      for (name, module) in block.blocks {
        let cells = try zip(targets, references).map { target, reference in
          let report = try cost(module, target)
          let ratios = [ratio(area(report), area(reference)), ratio(Double(report.depth), Double(reference.depth))]
          return "\(area(report)) / \(report.depth) (\(ratios.joined(separator: ", ")))"
        }
        print("| \(name) | \(cells.joined(separator: " | ")) |")
      }
    }
    print("\nNAND2 equivalents in gates, else lookup tables; depth in cells; Yosys \(version)")
  }

  private static func cost(_ module: any Module, _ target: SynthesisTarget) throws -> SynthesisReport {
    try SynthesisReport(try design(of: module), for: target)
  }

  private static func design<M: Module>(of module: M) throws -> Design { try elaborate(module) }

  private static func area(_ report: SynthesisReport) -> Double {
    report.total.nandEquivalents ?? Double(report.total[.lookupTable])
  }

  private static func ratio(_ value: Double, _ reference: Double) -> String {
    reference > 0 ? Measurement.column(value / reference, 2, 4) : "-"
  }
}
