import Foundation
import RTL
import Testing
import Verilog

/// Runs the Verilog tools that the tests compare with.
enum Toolchain {
  struct Missing: Error, CustomStringConvertible {
    let tool: String
    var description: String { "'\(tool)' is not installed" }
  }

  static func path(of tool: String) throws -> String {
    if tool.hasPrefix("/") { return tool }
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    for folder in folders {
      let path = "\(folder)/\(tool)"
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    throw Missing(tool: tool)
  }

  /// What a tool writes to standard output and standard error, and how it ends.
  static func run(_ tool: String, _ arguments: [String], in folder: URL) throws -> (text: String, status: Int32) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try path(of: "timeout"))
    process.arguments = ["300", try path(of: tool)] + arguments
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: data, as: UTF8.self), process.terminationStatus)
  }

  /// Writes files into a new folder, calls `body` and removes the folder.
  static func withFolder<Result>(_ files: [VerilogFile], _ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bitloom-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for file in files {
      try file.text.write(to: folder.appendingPathComponent(file.name), atomically: true, encoding: .utf8)
    }
    return try body(folder)
  }

  /// Everything that the three tools say about a design; empty when they are silent.
  static func lint(_ design: Design, _ dialect: VerilogDialect) throws -> String {
    let files = VerilogEmitter(dialect: dialect).emit(design)
    let names = files.map(\.name)
    let top = design.top.name
    let isSystemVerilog = dialect == .systemVerilog
    let script =
      "read_verilog \(isSystemVerilog ? "-sv " : "")\(names.joined(separator: " ")); "
      + "hierarchy -check -top \(top); proc; check -assert; select -assert-none t:$dlatch"
    let language = isSystemVerilog ? "1800-2012" : "1364-2001"
    let commands: [(String, [String])] = [
      ("verilator", ["--lint-only", "-Wall", "--default-language", language, "--top-module", top] + names),
      ("iverilog", ["-Wall", isSystemVerilog ? "-g2012" : "-g2001", "-s", top, "-o", "ignored.vvp"] + names),
      ("yosys", ["-q", "-p", script]),
    ]
    return try withFolder(files) { folder in
      var complaints = ""
      for (tool, arguments) in commands {
        let (text, status) = try run(tool, arguments, in: folder)
        if !text.isEmpty || status != 0 { complaints += "\(tool) ended with \(status):\n\(text)" }
      }
      return complaints
    }
  }
}
