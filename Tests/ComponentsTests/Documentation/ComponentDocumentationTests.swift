import Bitloom
import Components
import Foundation
import Testbench
import Testing
import ToolTestSupport

/// Every component tells its latency, throughput, registers and resources, shows a waveform that a simulation has drawn, and an example
/// that is compiled.
@Suite struct ComponentDocumentationTests {
  static let sheets = StreamSheets.all + MemorySheets.all + ClockSheets.all
  static let documentation = (try? ComponentDocumentation.all(in: "Sources/Components")) ?? []

  @Test func everyComponentHasASheet() {
    #expect(Self.sheets.map(\.name).sorted() == Self.documentation.map(\.name).sorted())
  }

  @Test(arguments: sheets.indices)
  func documentationIsWhole(_ index: Int) throws {
    let sheet = Self.sheets[index]
    let documentation = try #require(Self.documentation.first { $0.name == sheet.name })
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "ComponentExamples.swift")
    let examples = try String(contentsOf: file, encoding: .utf8)
    let problems = try sheet.problems(of: documentation, examples: examples)
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
  }

  /// A synthesis each: all of them where that was asked for, or else every eighth.
  @Test(
    .enabled(if: VerilogTools.path(of: "yosys") != nil, "Yosys is not installed"),
    arguments: sheets.indices.filter { Families.areAllTested || $0 % 8 == 3 })
  func resourcesAreThoseOfASynthesis(_ index: Int) throws {
    let sheet = Self.sheets[index]
    let documentation = try #require(Self.documentation.first { $0.name == sheet.name })
    guard let resources = try sheet.resources() else { return }
    #expect(documentation.prose.contains(resources), "\(resources)")
  }

  @Test(arguments: ComponentExamples.all.indices)
  func examplesAreDesigns(_ index: Int) throws {
    func check<M: Module>(_ module: M) throws { #expect(try elaborate(module).modules.count > 1) }
    try check(ComponentExamples.all[index])
  }
}
