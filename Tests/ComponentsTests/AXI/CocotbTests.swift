import Bitloom
import Components
import Foundation
import Testing

/// The AXI components driven by cocotbext-axi, which knows nothing of Bitloom. `make axi` installs it and runs these tests.
@Suite(.enabled(if: Cocotb.isInstalled, "cocotbext-axi is not installed: 'make axi' does it"))
struct CocotbTests {
  /// Runs the tests of a Python module on a design; what they have counted, by name.
  private func run(_ tests: String, on design: Design, _ dialect: VerilogDialect) throws -> [String: Int] {
    let files = Dictionary(design.verilog(dialect).map { ($0.name, $0.text) }) { first, _ in first }
    return try ToolRun.with(files) { run in
      let script = Cocotb.root.appendingPathComponent("Scripts/axi-tests/run.py").path
      let sources = files.keys.sorted().map { run.folder.appendingPathComponent($0).path }
      let arguments = [Cocotb.python, script, tests, design.top.name, run.folder.path] + sources
      let (status, text) = try run(["timeout", "400"] + arguments)
      #expect(status == 0, "\(text)")
      #expect(text.hasPrefix("3 tests, 0 failed\n"), "\(text)")
      print("\(tests) on \(design.top.name): \(text.split(separator: "\n").joined(separator: "; "))")
      var counts: [String: Int] = [:]
      for item in text.split(whereSeparator: { $0 == "," || $0 == "\n" }) {
        let words = item.split(separator: " ")
        if words.count == 2, let number = Int(words[0]) { counts[String(words[1]), default: 0] += number }
      }
      return counts
    }
  }

  @Test(arguments: VerilogDialect.allCases)
  func registersUnderAxiLiteMaster(_ dialect: VerilogDialect) throws {
    for design in [try elaborate(RegisterFile(.timer)), try elaborate(SlicedRegisters(map: .timer))] {
      let counts = try run("axi_lite", on: design, dialect)
      #expect(counts["writes", default: 0] > 400)
      #expect(counts["reads", default: 0] > 400)
      #expect(counts["refused", default: 0] > 150)
      #expect(counts["answers", default: 0] > 1000)
    }
  }

  @Test(arguments: VerilogDialect.allCases)
  func packetsBetweenAxiStreamSourceAndSink(_ dialect: VerilogDialect) throws {
    let shape = AXIStreamShape(dataWidth: 32, hasKeep: true, idWidth: 4, destinationWidth: 3, userWidth: 5)
    let counts = try run("axi_stream", on: elaborate(AXIStreamBuffer(shape: shape)), dialect)
    #expect(counts["packets", default: 0] > 500)
    #expect(counts["beats", default: 0] > 2000)
  }

  /// Through frames of bytes, to wider words and to narrower ones.
  @Test(arguments: [(1, 4), (4, 1)])
  func packetsAreRepacked(_ input: Int, _ output: Int) throws {
    let design = try elaborate(AXIStreamPacker(inputBytes: input, outputBytes: output))
    let counts = try run("axi_stream", on: design, .systemVerilog)
    #expect(counts["packets", default: 0] > 500)
  }
}

/// The virtual environment of cocotbext-axi, and where its tests are.
private enum Cocotb {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let python = root.appendingPathComponent(".build/axi-tests/bin/python").path
  static let isInstalled =
    FileManager.default.isExecutableFile(atPath: python) && VerilogTools.path(of: "iverilog") != nil
}
