import Bitloom
import Foundation
import Testbench
import Testing
import ToolTestSupport

/// The functions of the arithmetic, and its types that are no modules, tell the same of themselves as its modules do.
@Suite struct FunctionDocumentationTests {
  static let sheets = FunctionSheets.all
  /// Where functions and types are; the other folders have modules and the values that describe them.
  private static let folders = [
    "Adders", "BitHeaps", "Compressors", "Counting", "Multipliers", "Recoders", "Shifting",
  ]
  private static let documentation = folders.flatMap { folder in
    (try? ComponentDocumentation.functions(in: "Sources/Arithmetic/\(folder)")) ?? []
  }

  private static func documentation(of sheet: FunctionSheets.Sheet) throws -> ComponentDocumentation {
    try #require(documentation.first { $0.declaration.hasPrefix(sheet.declaration) }, "\(sheet.declaration)")
  }

  @Test func everyFunctionHasASheet() {
    let known = Self.sheets.map(\.declaration) + FunctionSheets.others.keys
    for function in Self.documentation {
      let matches = known.filter { function.declaration.hasPrefix($0) }
      #expect(matches.count == 1, "\(function.declaration)")
    }
    #expect(Self.documentation.count == known.count)
  }

  @Test(arguments: sheets.indices)
  func documentationIsWhole(_ index: Int) throws {
    let documentation = try Self.documentation(of: Self.sheets[index])
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let examples = try ["FunctionExamples", "BitExamples"].map { name in
      try String(contentsOf: folder.appending(path: "\(name).swift"), encoding: .utf8)
    }.joined()
    let problems = try Self.sheets[index].sheet.problems(of: documentation, examples: examples)
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
  }

  /// A synthesis each: all of them where that was asked for, or else one.
  @Test(
    .enabled(if: Lockstep(netlistsFor: [.ice40]).skipped.isEmpty, "Yosys or Icarus is not installed"),
    arguments: sheets.indices.filter { Families.areAllTested || $0 == 6 })
  func resourcesAreThoseOfASynthesis(_ index: Int) throws {
    let documentation = try Self.documentation(of: Self.sheets[index])
    guard let resources = try Self.sheets[index].sheet.resources() else { return }
    #expect(documentation.prose.contains(resources), "\(resources)")
  }

  @Test(arguments: sheets.indices)
  func examplesAreDesigns(_ index: Int) throws {
    func check<M: Module>(_ module: M) throws { _ = try elaborate(module) }
    guard let module = Self.sheets[index].sheet.module else { return }
    try check(module)
  }
}
