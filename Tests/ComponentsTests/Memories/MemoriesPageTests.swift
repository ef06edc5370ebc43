import Foundation
import Testing

@Suite struct MemoriesPageTests {
  @Test func theExamplesOfThePageAreThoseThatAreTested() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "Docs/Memories.md"), encoding: .utf8)
    let source = try String(
      contentsOf: root.appending(path: "Tests/ComponentsTests/Memories/MemoryExampleTests.swift"), encoding: .utf8)
    let parts = page.components(separatedBy: "```swift\n").dropFirst()
    let examples = parts.compactMap { $0.components(separatedBy: "```").first }
    #expect(examples.count == 2)
    for example in examples { #expect(source.contains(example)) }
  }
}
