import Foundation
import Testing

/// The program itself: what only a process has is an exit status and its own streams.
@Suite struct BinaryTests {
  /// The program beside the tests' own bundle.
  static var path: String? {
    var folder = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
    if let bundle = Bundle.allBundles.first(where: { $0.bundlePath.hasSuffix(".xctest") }) {
      folder = bundle.bundleURL.deletingLastPathComponent()
    }
    while folder.path != "/" {
      let program = folder.appendingPathComponent("bitloom").path
      var isDirectory: ObjCBool = false
      if FileManager.default.fileExists(atPath: program, isDirectory: &isDirectory), !isDirectory.boolValue {
        return program
      }
      folder = folder.deletingLastPathComponent()
    }
    return nil
  }

  static func run(_ arguments: [String], in directory: String) throws -> (status: Int32, output: String, errors: String)
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(path))
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // What is written fits into the pipes' buffers.
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self),
      String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    )
  }

  @Test func statusOfSuccess() throws {
    let folder = try TemporaryFolder()
    let list = try Self.run(["list"], in: folder.path)
    #expect(list.status == 0)
    #expect(list.output.hasPrefix("systolic-array  "))
    let generate = try Self.run(["generate", "systolic-array", "--preset", "small"], in: folder.path)
    #expect(generate.status == 0)
    let expectedNames: [String] = ["systolic-array"]
    #expect(folder.names() == expectedNames)
  }

  @Test func statusOfAWrongCommandLine() throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(["generate", "systolic-array", "--set", "rows=0"], in: folder.path)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors == "error: rows cannot be 0; it must be an integer from 1 to 1024\n")
    #expect(try Self.run(["nothing"], in: folder.path).status == 64)
    #expect(try Self.run(["list", "--nothing"], in: folder.path).status == 64)
  }

  @Test func statusOfAFailure() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "systolic-array")
    let run = try Self.run(["generate", "systolic-array", "--preset", "small"], in: folder.path)
    #expect(run.status == 1)
    #expect(run.errors == "error: cannot write to './systolic-array': it is a file, not a directory\n")
  }
}
