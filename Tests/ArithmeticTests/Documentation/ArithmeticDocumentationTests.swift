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

  private static let examples = ArithmeticExamples.all + FeedbackExamples.all

  @Test func everyModuleHasASheet() {
    #expect(Self.sheets.map(\.name).sorted() == Self.documentation.map(\.name).sorted())
  }

  @Test(arguments: sheets.indices)
  func documentationIsWhole(_ index: Int) throws {
    let sheet = Self.sheets[index]
    let documentation = try #require(Self.documentation.first { $0.name == sheet.name })
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let examples = try ["ArithmeticExamples", "FeedbackExamples"].map { name in
      try String(contentsOf: folder.appending(path: "\(name).swift"), encoding: .utf8)
    }.joined()
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

  @Test(arguments: examples.indices)
  func examplesAreDesigns(_ index: Int) throws {
    func check<M: Module>(_ module: M) throws { #expect(try elaborate(module).modules.count > 1) }
    try check(Self.examples[index])
  }
}
