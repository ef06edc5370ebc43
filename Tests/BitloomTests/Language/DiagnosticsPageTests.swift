import Foundation
import Testing

/// `Docs/Diagnostics.md` lists every code that the sources give, and no other.
@Suite struct DiagnosticsPageTests {
  private static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..").standardizedFileURL

  @Test func everyCodeIsOnThePageAndNoOther() throws {
    let code = try Regex("\"([A-Z][0-9]{3})\"")
    var inSources: Set<String> = []
    let sources = Self.root.appendingPathComponent("Sources")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      guard text.contains("Diagnostic(") else { continue }
      for match in text.matches(of: code) { inSources.insert(String(match.output[1].substring ?? "")) }
    }
    let page = try String(contentsOf: Self.root.appendingPathComponent("Docs/Diagnostics.md"), encoding: .utf8)
    let row = try Regex("(?m)^\\| ([A-Z][0-9]{3}) \\|")
    let rows = page.matches(of: row).map { String($0.output[1].substring ?? "") }
    #expect(Set(rows) == inSources)
    #expect(rows.count == Set(rows).count, "a code has one row")
  }
}
