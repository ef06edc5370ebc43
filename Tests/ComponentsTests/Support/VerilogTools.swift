import Bitloom
import Foundation

/// Runs other people's tools on the Verilog of a design.
enum VerilogTools {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  static func path(of tool: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(tool)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// The number of cells of each type after some commands of Yosys, which find the design read in.
  static func cells(of design: Design, _ dialect: VerilogDialect, _ commands: String) throws -> [String: Int] {
    try withFiles(of: design, dialect) { folder, names in
      let read = "\(readCommand(dialect)) \(names.joined(separator: " ")); hierarchy -top \(design.top.name)"
      let text = try run("yosys", ["-q", "-p", "\(read); \(commands); tee -q -o cells.txt stat"], in: folder)
      guard text.isEmpty else { throw Failure(description: text) }
      let report = try String(contentsOf: folder.appendingPathComponent("cells.txt"), encoding: .utf8)
      var cells: [String: Int] = [:]
      for line in report.split(separator: "\n") {
        let words = line.split(separator: " ")
        if words.count == 2, let count = Int(words[1]) { cells[String(words[0])] = count }
      }
      return cells
    }
  }

  /// What a design prints under Icarus, driven by a bench of the user's own.
  static func output(of design: Design, _ dialect: VerilogDialect, bench: String) throws -> String {
    try withFiles(of: design, dialect) { folder, names in
      try bench.write(to: folder.appendingPathComponent("bench.v"), atomically: true, encoding: .utf8)
      let language = dialect == .systemVerilog ? "-g2012" : "-g2001"
      _ = try run("iverilog", [language, "-s", "bench", "-o", "bench.vvp"] + names + ["bench.v"], in: folder)
      return try run("vvp", ["-n", "bench.vvp"], in: folder)
    }
  }

  /// What Verilator, Icarus and Yosys have to say; empty when they are silent.
  ///
  /// - Parameter isSynthesis: Whether the tools are told that this is a synthesis, as Yosys always is.
  static func complaints(
    about design: Design, _ dialect: VerilogDialect, isSynthesis: Bool = false
  ) throws -> String {
    try withFiles(of: design, dialect) { folder, names in
      let top = design.top.name
      let isSystemVerilog = dialect == .systemVerilog
      let language = isSystemVerilog ? "1800-2012" : "1364-2001"
      let define = isSynthesis ? ["-DSYNTHESIS"] : []
      let verilator = define + ["--lint-only", "-Wall", "--default-language", language, "--top-module", top] + names
      let icarus = define + ["-Wall", isSystemVerilog ? "-g2012" : "-g2001", "-s", top, "-o", "ignored.vvp"] + names
      let read = "\(readCommand(dialect)) \(names.joined(separator: " "))"
      let yosys = ["-q", "-p", "\(read); hierarchy -check -top \(top); proc; check -assert"]
      return try run("verilator", verilator, in: folder) + run("iverilog", icarus, in: folder)
        + run("yosys", yosys, in: folder)
    }
  }

  private static func readCommand(_ dialect: VerilogDialect) -> String {
    dialect == .systemVerilog ? "read_verilog -sv" : "read_verilog"
  }

  /// What a tool writes; a failure when it ends with another status than 0.
  private static func run(_ tool: String, _ arguments: [String], in folder: URL) throws -> String {
    guard let path = path(of: tool) else { throw Failure(description: "\(tool) is not installed") }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(description: "\(tool): \(text)") }
    return text
  }

  private static func withFiles<Result>(
    of design: Design, _ dialect: VerilogDialect, _ body: (URL, [String]) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bitloom-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = design.verilog(dialect)
    for file in files {
      try file.text.write(to: folder.appendingPathComponent(file.name), atomically: true, encoding: .utf8)
      for image in file.images {
        try image.text.write(to: folder.appendingPathComponent(image.name), atomically: true, encoding: .utf8)
      }
    }
    return try body(folder, files.map(\.name))
  }
}
