import Cosimulation
import Foundation
import Testing

/// What the committed reference designs must be like.
@Suite struct GeneratedTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Generated")

  /// `dialect/design` of each reference.
  static let references: [String] = ["systemverilog", "verilog2001"].flatMap { dialect in
    let names = try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: dialect).path)
    return (names ?? []).sorted().map { "\(dialect)/\($0)" }
  }

  static func fileList(of reference: String) throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: reference).path)
    return try #require(names.first { $0.hasSuffix(".f") })
  }

  static func files(of reference: String) throws -> [String] {
    let list = root.appending(path: reference).appending(path: try fileList(of: reference))
    let text = try String(contentsOf: list, encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("//") }.map(String.init)
  }

  /// What a tool prints, and its status, when it runs in the folder of a reference.
  static func run(_ tool: String, _ arguments: [String], in reference: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["timeout", "120", tool] + arguments
    process.currentDirectoryURL = root.appending(path: reference)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? text : text + "status \(process.terminationStatus)"
  }

  @Test func thereAreReferencesInBothDialects() {
    #expect(Self.references.count >= 8)
  }

  @Test(arguments: references) func toolsAreSilent(_ reference: String) throws {
    let inventory = ToolInventory()
    try #require(inventory.reasonToSkip(withoutTools: ["verilator", "iverilog", "yosys"]) == nil)
    let (list, files) = (try Self.fileList(of: reference), try Self.files(of: reference))
    let isSystemVerilog = reference.hasPrefix("systemverilog")
    let language = isSystemVerilog ? "1800-2012" : "1364-2001"
    let verilator = try Self.run(
      "verilator", ["--lint-only", "-Wall", "--default-language", language, "-f", list], in: reference)
    #expect(verilator == "")
    let icarus = try Self.run(
      "iverilog", ["-Wall", isSystemVerilog ? "-g2012" : "-g2001", "-t", "null", "-c", list], in: reference)
    #expect(icarus == "")
    let reading = "read_verilog \(isSystemVerilog ? "-sv " : "")\(files.joined(separator: " "))"
    let script = "\(reading); hierarchy -check -auto-top; proc; check -assert; select -assert-none t:$dlatch"
    #expect(try Self.run("yosys", ["-q", "-p", script], in: reference) == "")
  }

  @Test(arguments: references) func namesTellSomethingAndNoCheckIsSwitchedOff(_ reference: String) throws {
    let anonymous = #/\b(?:_T\w*|_GEN\w*|[A-Za-z]_?\d{2,}|_\d+|tmp\w*|unnamed\w*)\b/#
    for file in try Self.files(of: reference) {
      let text = try String(contentsOf: Self.root.appending(path: reference).appending(path: file), encoding: .utf8)
      let lines = text.split(separator: "\n").map { $0.prefix { $0 != "/" } }.joined(separator: "\n")
      // What stands behind the width of a number is no name: 5'd31.
      let code = lines.replacing(#/\d'[sdhb]*[0-9a-f]+/#, with: "")
      #expect(code.firstMatch(of: anonymous)?.output == nil, "\(file)")
      #expect(!text.contains("lint_off") && !text.contains("verilator "), "\(file)")
    }
  }
}
