import Bitloom
import Components
import Foundation
import Testbench
import Testing
import ToolTestSupport

/// Every component tells its latency, throughput, registers and resources, shows a waveform that a simulation has drawn, and an example
/// that is compiled.
@Suite struct ComponentDocumentationTests {
  private static let components = StreamSheets.all + MemorySheets.all + ClockSheets.all
  static let sheets = components + InterfaceSheets.all
  private static let modules = (try? ComponentDocumentation.all(in: "Sources/Components")) ?? []
  /// Those of register maps are about numbers and texts of Swift.
  private static let functions = ["Streams", "ClockCrossings", "Memories", "AXI"].flatMap { folder in
    (try? ComponentDocumentation.functions(in: "Sources/Components/\(folder)")) ?? []
  }
  static let documentation = modules + functions

  @Test func everyComponentHasASheet() {
    #expect(Self.components.map(\.name).sorted() == Self.modules.map(\.name).sorted())
  }

  @Test func everyInterfaceAndFunctionHasASheet() {
    let known = InterfaceSheets.all.map(\.name) + InterfaceSheets.others.keys
    #expect(Set(known) == Set(Self.functions.map(\.name)))
    #expect(Set(known).count == known.count)
  }

  @Test(arguments: sheets.indices)
  func documentationIsWhole(_ index: Int) throws {
    let sheet = Self.sheets[index]
    let documentation = try #require(Self.documentation.first { $0.name == sheet.name })
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let examples = try ComponentExamples.files.map { name in
      try String(contentsOf: folder.appending(path: "\(name).swift"), encoding: .utf8)
    }.joined()
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
