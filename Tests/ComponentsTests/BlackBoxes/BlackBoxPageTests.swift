import Bitloom
import Cosimulation
import Foundation
import Testbench
import Testing

struct EventCounter: BlackBox {
  var width = 8

  struct IO: Interface {
    @Input var enable: Signal = .bit
    @Output var count: Signal
    @Output var isLast: Signal = .bit
  }
  var ports: IO { IO(count: .unsigned(width)) }

  var verilog: ExternalVerilog<IO> {
    ExternalVerilog(
      "sat_counter", parameters: ["WIDTH": .integer(width), "STEP": .bits(1, width: width)],
      clocks: [.clock("clk_i", reset: "rst_ni", .activeLow)],
      ports: [\.enable: "en_i", \.count: "count_o", \.isLast: "last_o"],
      source: .file("../../ExternalVerilog/sat_counter.v"))
  }

  func model(_ io: IO) {
    let count = register("count_now", .unsigned(width), reset: 0)
    let isFull = count == (1 << width) - 1
    when(io.enable && !isFull) { count <== count &+ 1 }
    io.count <== count
    io.isLast <== io.enable && isFull
  }
}

/// `Docs/BlackBoxes.md` says what is so.
@Suite struct BlackBoxPageTests {
  private static func page() throws -> String {
    let path = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../Docs/BlackBoxes.md")
    return try String(contentsOf: path.standardizedFileURL, encoding: .utf8)
  }

  private static func lines(_ text: some StringProtocol) -> String {
    text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")
  }

  /// Every snippet of Swift stands in this file.
  @Test func theSnippetsAreCompiled() throws {
    let source = Self.lines(try String(contentsOfFile: #filePath, encoding: .utf8))
    let blocks = try Self.page().components(separatedBy: "```swift\n").dropFirst()
    #expect(blocks.count == 3)
    for block in blocks {
      let snippet = Self.lines(block[..<(try #require(block.firstRange(of: "```")).lowerBound)])
      #expect(source.contains(snippet), "\(snippet)")
    }
  }

  @Test func theVerilogIsEmitted() throws {
    let block = try #require(try Self.page().components(separatedBy: "```systemverilog\n").last)
    let snippet = block[..<(try #require(block.firstRange(of: "```")).lowerBound)]
    let text = try elaborate(BlackBoxTop(EventCounter(width: 4))).verilog().map(\.text).joined()
    #expect(text.contains(snippet), "\(text)")
  }

  @Test func theModelIsRight() throws {
    var random = SeededGenerator(seed: 7)
    try simulate(BlackBoxTop(EventCounter(width: 4)), on: Lockstep()) { dut in
      for _ in 0..<200 {
        dut.enable = Int.random(in: 0...3, using: &random) > 0 ? 1 : 0
        dut.step()
      }
      #expect(dut.count == 15)
    }
    let tools = ToolLocator.standard
    if tools.path(of: "yosys") == nil, tools.path(of: "verilator") == nil { return }
    #expect(try mismatches(of: EventCounter(width: 9)).isEmpty)
  }
}
