import Bitloom
import Components
import FPGAFlow
import Foundation
import Testing
import ToolTestSupport

/// Yosys finds the block memories of each family, and the page tells what it finds: one family a form, in turn, or all of them when
/// `BITLOOM_ALL_FAMILIES` is set.
@Suite(.enabled(if: VerilogTools.path(of: "yosys") != nil)) struct MemoryCostTests {
  /// The version of Yosys that the figures of the page are of.
  private static let version = "0.23"

  private func check(_ cost: MemoryCost) throws {
    let turn = cost.testDescription.utf8.reduce(0) { $0 + Int($1) }
    let families = Families.tested(turn, among: cost.targets)
    let reports = try families.map { try SynthesisReport(elaborate(cost.module), for: $0) }
    for report in reports {
      let index = try #require(cost.targets.firstIndex(of: report.target))
      #expect(report.total[.blockMemory] == cost.blocks[index], "\(report.target): \(report.total.cells)")
      #expect(report.total[.flipFlop] <= cost.flipFlops[index], "\(report.target): \(report.total.cells)")
      #expect(report.total[.other] == 0, "\(report.target): \(report.total.cells)")
    }
    guard Families.areAllTested, reports.allSatisfy({ $0.tool == Self.version }) else { return }
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Docs/Memories.md")
    let row = cost.row(reports)
    #expect(try String(contentsOf: page, encoding: .utf8).contains(row + "\n"), "missing: \(row)")
  }

  @Test(arguments: MemoryCost.singlePort) func singlePort(_ cost: MemoryCost) throws { try check(cost) }
  @Test(arguments: MemoryCost.simpleDualPort) func simpleDualPort(_ cost: MemoryCost) throws { try check(cost) }
  @Test(arguments: MemoryCost.trueDualPort) func trueDualPort(_ cost: MemoryCost) throws { try check(cost) }
  @Test(arguments: MemoryCost.fifos) func fifos(_ cost: MemoryCost) throws { try check(cost) }

  /// The blocks of an iCE40 have a port that writes and one that reads.
  @Test func ice40HasNoTrueDualPort() throws {
    let small = try SynthesisReport(elaborate(TrueDualPortMemory(word: .unsigned(4), depth: 16)), for: .ice40)
    #expect(small.total[.blockMemory] == 0)
    #expect(small.total[.flipFlop] >= 64)
    let block = TrueDualPortMemory(word: .unsigned(4), depth: 16, storage: .block)
    let refusal = #expect(throws: (any Error).self) { try SynthesisReport(elaborate(block), for: .ice40) }
    #expect("\(String(describing: refusal))".contains("no valid mapping found for memory"))
  }

  /// Neither has it lookup tables that can be written; where a read has no clock flip-flops do.
  @Test func ice40HasNoDistributedMemory() throws {
    let words = SimpleDualPortMemory(word: .unsigned(4), depth: 16, duringWrite: .undefined, storage: .distributed)
    let refusal = #expect(throws: (any Error).self) { try SynthesisReport(elaborate(words), for: .ice40) }
    #expect("\(String(describing: refusal))".contains("no valid mapping found for memory"))
    #expect(try SynthesisReport(elaborate(words), for: .ecp5).total[.distributedMemory] == 1)
  }

  @Test(arguments: MemoryCost.others) func others(_ cost: MemoryCost) throws { try check(cost) }
}
