import Foundation
import Testing

@testable import Examples

/// `Examples/README.md` says what is so.
@Suite struct ReadmeTests {
  static func text() throws -> [Substring] {
    let readme = ExampleDesign.root.appending(path: "README.md")
    return try String(contentsOf: readme, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func withoutIndentation(_ lines: [Substring]) -> String {
    lines.map { $0.drop { $0 == " " } }.joined(separator: "\n")
  }

  /// Each snippet stands in the file that the sentence before it names.
  @Test func snippetsAreInTheSources() throws {
    let lines = try Self.text()
    let fences = lines.indices.filter { lines[$0].hasPrefix("```") }
    var folders: Set<Substring> = []
    for (start, end) in stride(from: 0, to: fences.count, by: 2).map({ (fences[$0], fences[$0 + 1]) }) {
      let sentence = lines[start - 2]
      let path = try #require(sentence.firstMatch(of: #/`(\w+)/(\w+\.swift)`/#), "\(sentence)")
      let file = ExampleDesign.root.appending(path: "\(path.1)/\(path.2)")
      let source = try String(contentsOf: file, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false)
      let snippet = Self.withoutIndentation(Array(lines[start + 1..<end]))
      #expect(Self.withoutIndentation(source).contains(snippet), "\(path.0): \(snippet)")
      folders.insert(path.1)
    }
    #expect(folders.count == 10)
  }

  /// The table's folders and lines are those of the examples.
  @Test func theTableCountsRight() throws {
    let rows = try Self.text().compactMap { $0.firstMatch(of: #/^\| [^|]+ \| `(\w+)` \| (\d+) \| (\d+) \| /#) }
    let found = rows.map { "\($0.1) \($0.2) \($0.3)" }
    let expected = try ExampleDesign.all.map { example in
      let swift = try example.sources().map(ExampleDesign.lineCount).reduce(0, +)
      let verilog = try example.verilog(.systemVerilog).map { ExampleDesign.lineCount($0.text) }.reduce(0, +)
      return "\(example.folder) \(swift) \(verilog)"
    }
    #expect(found == expected)
  }
}
