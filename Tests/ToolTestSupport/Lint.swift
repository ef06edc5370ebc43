import Bitloom
import Foundation
import RTL

/// Everything that Verilator, Icarus Verilog and Yosys say about a module in both dialects; empty when they are silent.
public func lint<M: Module>(_ module: M) throws -> String {
  let design = try elaborate(module)
  return try VerilogDialect.allCases.map { try lint(design, $0) }.joined()
}

private func lint(_ design: Design, _ dialect: VerilogDialect) throws -> String {
  let folder = FileManager.default.temporaryDirectory.appending(path: "bitloom-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let files = design.blackBoxStubs + design.verilog(dialect)
  for file in files {
    try file.text.write(to: folder.appending(path: file.name), atomically: true, encoding: .utf8)
    for image in file.images {
      try image.text.write(to: folder.appending(path: image.name), atomically: true, encoding: .utf8)
    }
  }
  let names = files.map(\.name)
  let isSystemVerilog = dialect == .systemVerilog
  let language = isSystemVerilog ? "1800-2012" : "1364-2001"
  let reading = "read_verilog \(isSystemVerilog ? "-sv " : "")\(names.joined(separator: " "))"
  let checking = "hierarchy -check -top \(design.top.name); proc; check -assert; select -assert-none t:$dlatch"
  let commands = [
    ["verilator", "--lint-only", "-Wall", "--default-language", language, "--top-module", design.top.name] + names,
    ["iverilog", "-Wall", isSystemVerilog ? "-g2012" : "-g2001", "-t", "null", "-s", design.top.name] + names,
    ["yosys", "-q", "-p", "\(reading); \(checking)"],
  ]
  return try commands.map { try output(of: $0, in: folder) }.joined()
}

private func output(of command: [String], in folder: URL) throws -> String {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["timeout", "120"] + command
  process.currentDirectoryURL = folder
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  if text.isEmpty && process.terminationStatus == 0 { return "" }
  return "\(command[0]) ended with \(process.terminationStatus):\n\(text)"
}
