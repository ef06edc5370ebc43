import Arithmetic
import Bitloom
import Components
import FPGAFlow

/// What the blocks of the library cost beside the plain operator or the form that is usually written by hand, on all targets.
enum CostTable {
  /// A plain form, and what the library has in its place.
  struct Block: Sendable {
    var name: String
    var plain: any Module
    var blocks: [(name: String, module: any Module)]
  }

  /// Prints a table in Markdown: area and depth of each block, and their ratios to the plain form.
  ///
  /// - Parameter names: Which blocks; those whose names contain one of these, or all.
  static func report(_ names: [String]) throws {
    let targets = SynthesisTarget.allCases
    var version = "?"
    print("| block | \(targets.map(\.rawValue).joined(separator: " | ")) |")
    print("|---|\(targets.map { _ in "---" }.joined(separator: "|"))|")
    for block in arithmetic + checks + streams where names.isEmpty || names.contains(where: block.name.contains) {
      let references = try targets.map { try cost(block.plain, $0) }
      version = references.first?.tool ?? version
      print("| **\(block.name)**: plain | \(references.map(cell).joined(separator: " | ")) |")
      for (name, module) in block.blocks {
        let cells = try zip(targets, references).map { target, reference in
          let report = try cost(module, target)
          let ratios = [ratio(area(report), area(reference)), ratio(Double(report.depth), Double(reference.depth))]
          return "\(cell(report)) (\(ratios.joined(separator: ", ")))"
        }
        print("| \(name) | \(cells.joined(separator: " | ")) |")
      }
    }
    print("\nYosys \(version)")
  }

  private static func cost(_ module: any Module, _ target: SynthesisTarget) throws -> SynthesisReport {
    try SynthesisReport(try design(of: module), for: target)
  }

  private static func design<M: Module>(of module: M) throws -> Design { try elaborate(module) }

  private static func area(_ report: SynthesisReport) -> Double {
    report.total.nandEquivalents ?? Double(report.total[.lookupTable])
  }

  /// Area and depth; in an FPGA also the flip-flops and memories, where there are some.
  private static func cell(_ report: SynthesisReport) -> String {
    guard report.target != .generic else { return "\(area(report)) / \(report.depth)" }
    let kinds = [(CellKind.flipFlop, "FF"), (.distributedMemory, "DM"), (.blockMemory, "BM"), (.multiplier, "MUL")]
    let others = kinds.filter { report.total[$0.0] > 0 }.map { " + \(report.total[$0.0]) \($0.1)" }
    return "\(report.total[.lookupTable])\(others.joined()) / \(report.depth)"
  }

  private static func ratio(_ value: Double, _ reference: Double) -> String {
    reference > 0 ? Measurement.column(value / reference, 2, 4) : "-"
  }
}
