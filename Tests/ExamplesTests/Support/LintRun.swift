import Bitloom
import Foundation

/// Files in a folder of their own, and tools that read them.
struct LintRun {
  let folder: URL

  static func with<Result>(_ files: [VerilogFile], _ body: (LintRun) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "bitloom-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for file in files { try Data(file.text.utf8).write(to: folder.appending(path: file.name)) }
    return try body(LintRun(folder: folder))
  }

  /// What a tool says; nothing when it is content. A tool that is missing says so through `env`.
  func complaints(_ tool: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["timeout", "120", tool] + arguments
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? text : "\(text)\(tool) ended with \(process.terminationStatus)"
  }
}
