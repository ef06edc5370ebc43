import Bitloom
import RTL
import Testing

@testable import Benchmarks

/// The forms that stand beside the library's in Docs/Costs.md do the same, cycle by cycle: what costs less by doing less would be
/// no measure.
@Suite struct PlainFormTests {
  private static let blocks = CostTable.arithmetic + CostTable.streams

  /// Those that give the same values in another form: a digit of zero may be told in two ways, and a sum in two numbers.
  private static let others: Set<String> = ["Booth digits, 16 bits"]

  private static func outputs(of module: any Module) throws -> [[Bits?]] {
    func run<M: Module>(_ module: M) throws -> [[Bits?]] {
      var run = try RandomRun(module)
      return run.outputs(cycles: 1500)
    }
    return try run(module)
  }

  @Test(arguments: blocks.indices)
  func plainFormsDoWhatBlocksDo(_ index: Int) throws {
    let block = Self.blocks[index]
    if Self.others.contains(block.name) { return }
    let expected = try Self.outputs(of: block.plain)
    for (name, module) in block.blocks where name != "carrySave" {
      let found = try Self.outputs(of: module)
      let cycle = zip(expected, found).enumerated().first { $0.element.0 != $0.element.1 }
      #expect(cycle == nil && found.count == expected.count, "\(block.name), \(name): \(String(describing: cycle))")
    }
  }
}
