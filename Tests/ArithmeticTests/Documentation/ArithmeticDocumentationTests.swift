import Bitloom
import Foundation
import Testbench
import Testing
import ToolTestSupport

/// Every module of the arithmetic tells its latency, throughput, registers and resources, shows a waveform that a simulation has drawn,
/// and an example that is compiled.
@Suite struct ArithmeticDocumentationTests {
  static let sheets = ArithmeticSheets.all
  static let documentation = (try? ComponentDocumentation.all(in: "Sources/Arithmetic")) ?? []

  /// Shift registers and redundancy checks have tests of their comments beside their own.
  private static let others: Set = ["LFSR", "CRCStep", "CRCGenerator", "CRCAppender", "CRCChecker"]

  @Test func everyModuleHasASheet() {
    let documented = Self.documentation.map(\.name).filter { !Self.others.contains($0) }
    #expect(Self.sheets.map(\.name).sorted() == documented.sorted())
  }

  @Test(arguments: sheets.indices)
  func documentationIsWhole(_ index: Int) throws {
    let sheet = Self.sheets[index]
    let documentation = try #require(Self.documentation.first { $0.name == sheet.name })
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "ArithmeticExamples.swift")
    let examples = try String(contentsOf: file, encoding: .utf8)
    let problems = try sheet.problems(of: documentation, examples: examples)
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
  }

  /// A synthesis each: all of them where that was asked for, or else one.
  @Test(
    .enabled(if: Lockstep(netlistsFor: [.ice40]).skipped.isEmpty, "Yosys or Icarus is not installed"),
    arguments: sheets.indices.filter { Families.areAllTested || $0 == 1 })
  func resourcesAreThoseOfASynthesis(_ index: Int) throws {
    let sheet = Self.sheets[index]
    let documentation = try #require(Self.documentation.first { $0.name == sheet.name })
    guard let resources = try sheet.resources() else { return }
    #expect(documentation.prose.contains(resources), "\(resources)")
  }

  @Test(arguments: ArithmeticExamples.all.indices)
  func examplesAreDesigns(_ index: Int) throws {
    func check<M: Module>(_ module: M) throws { #expect(try elaborate(module).modules.count > 1) }
    try check(ArithmeticExamples.all[index])
  }
}
