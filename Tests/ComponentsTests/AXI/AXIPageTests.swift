import Bitloom
import Components
import Foundation
import Testbench
import Testing

/// `Docs/AXI.md` says what is so.
@Suite struct AXIPageTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  private static func page() throws -> String {
    let path = folder.appendingPathComponent("../../../Docs/AXI.md").standardizedFileURL
    return try String(contentsOf: path, encoding: .utf8)
  }

  /// What stands between fences of a language.
  private static func blocks(_ language: String) throws -> [String] {
    try page().components(separatedBy: "```\(language)\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }

  @Test func theSnippetsAreCompiled() throws {
    let sources = try ["AXISamples.swift", "Timer.swift"].map {
      try String(contentsOf: Self.folder.appendingPathComponent($0), encoding: .utf8)
    }
    let snippets = try Self.blocks("swift")
    #expect(snippets.count == 4)
    for snippet in snippets {
      #expect(sources.contains { $0.contains(snippet) }, "\(snippet)")
    }
  }

  /// The example of the declaration itself is that of the page.
  @Test func theCommentsSayTheSame() throws {
    let path = Self.folder.appendingPathComponent("../../../Sources/Components/AXI/Registers/RegisterMap.swift")
    let comments = try String(contentsOf: path.standardizedFileURL, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("/// ") }.map { $0.dropFirst(4) }.joined(separator: "\n")
    let example = try #require(
      comments.components(separatedBy: "```swift\n").last?.components(separatedBy: "```").first)
    let page = try Self.page().split(separator: "\n").map { $0.hasPrefix("  ") ? $0.dropFirst(2) : $0 }
    #expect(page.joined(separator: "\n").contains(example), "\(example)")
  }

  @Test func theProgramInCIsCompiled() throws {
    let program = try #require(Self.blocks("c").first)
    let main = """
      int main(void) {
        uint32_t memory[5] = {0, 0, 0, 1, 0};
        timer_start(memory, 10);
        return memory[1] == 9 && memory[0] == 0x101 && timer_has_expired(memory) ? 0 : 1;
      }

      """
    let files = try ["timer.h": Timer.map.cHeader(), "main.c": "#include \"timer.h\"\n\(program)\n\(main)"]
    try ToolRun.with(files) { run in
      let command = ["cc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-Wconversion", "-o", "main", "main.c"]
      let (status, text) = try run(["timeout", "60"] + command)
      #expect(status == 0 && text == "", "\(text)")
      #expect(try run(["timeout", "10", "./main"]).status == 0)
    }
  }

  @Test func thePageOfTheMapIsMade() throws {
    let expected = try #require(Self.blocks("markdown").first)
    let text = try Timer.map.markdown()
    #expect(text.hasPrefix(expected), "\(text)")
  }

  @Test func theWaveformIsTheRegistersOwn() throws {
    let expected = try #require(Self.blocks("").first { $0.hasPrefix("cycle ") })
    try simulate(RegisterFile(Timer.map)) { dut in
      let wave = dut.record(
        \.axi.awvalid, \.axi.awaddr, \.axi.wvalid, \.axi.wdata, \.axi.bvalid, \.fields.control.enable,
        radix: .decimal)
      (dut.axi.wstrb, dut.axi.bready) = (15, 1)
      for cycle in 0..<5 {
        (dut.axi.awvalid, dut.axi.wvalid) = cycle < 2 ? (1, 1) : (0, 0)
        dut.axi.wdata = cycle == 0 ? 1 : 0
        dut.step()
      }
      #expect(wave.description == expected, "\(wave)")
    }
  }

  @Test func theFlipFlopsAreCounted() throws {
    let design = try elaborate(RegisterFile(Timer.map))
    let cells = try VerilogTools.cells(of: design, .verilog2001, "synth -flatten")
    let count = cells.filter { $0.key.contains("DFF") }.values.reduce(0, +)
    #expect(
      try Self.page().contains("take \(count) flip-flops: 35 of the fields, 59 for held requests, 36 for answers"))
    #expect(count == 130, "\(cells)")
  }
}
