import Bitloom
import Foundation

/// Runs Yosys on the Verilog of a design.
enum YosysRun {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  static var path: String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/yosys" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// The number of cells of each type after `commands`, which find the design read in.
  static func cells(of design: Design, _ dialect: VerilogDialect, _ commands: String) throws -> [String: Int] {
    guard let yosys = path else { throw Failure(description: "yosys is not installed") }
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
    let read = dialect == .systemVerilog ? "read_verilog -sv" : "read_verilog"
    let names = files.map(\.name).joined(separator: " ")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: yosys)
    process.arguments = [
      "-q", "-p", "\(read) \(names); hierarchy -top \(design.top.name); \(commands); tee -q -o cells.txt stat",
    ]
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0, text.isEmpty else { throw Failure(description: text) }
    let report = try String(contentsOf: folder.appendingPathComponent("cells.txt"), encoding: .utf8)
    var cells: [String: Int] = [:]
    for line in report.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2, let count = Int(words[1]) { cells[String(words[0])] = count }
    }
    return cells
  }
}
