import Dispatch
import Foundation

/// How long tools may take.
public enum ToolTimeLimit {
  /// Seconds after which a tool that builds or runs a model is ended, which is an error of reason `timeOut`; nil for no limit.
  @TaskLocal public static var seconds: Double?
}

/// A run of a program that writes what it has to say into a file.
struct ToolRun {
  var executable: String
  var arguments: [String]
  var environment: [String: String] = [:]
  var directory: String?
  /// What the program reads; nothing by default.
  var inputPath: String?
  /// Where standard output and standard error go; appended to.
  var logPath: String
  /// Seconds after which a program that writes nothing more is killed.
  var silenceLimit: Double?

  /// Runs the program to its end and returns its exit status; a signal counts as 128 and more.
  ///
  /// - Throws: When the program cannot be started, or does not end within `ToolTimeLimit.seconds`.
  ///
  /// The end is awaited through the termination handler: `waitUntilExit` looks for it only every 50 ms on Linux.
  func run() throws(CosimulationError) -> Int32 {
    let descriptor = open(logPath, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw CosimulationError(.fileSystem, "cannot write the file '\(logPath)'") }
    let log = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    var variables = ProcessInfo.processInfo.environment
    variables["LC_ALL"] = "C"
    process.environment = variables.merging(environment) { $1 }
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    process.standardInput = inputPath.flatMap { FileHandle(forReadingAtPath: $0) } ?? FileHandle.nullDevice
    process.standardOutput = log
    process.standardError = log
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    do {
      try process.run()
    } catch {
      throw CosimulationError(.unstartableTool, "cannot start '\(executable)': \(error.localizedDescription)")
    }
    // Returns at once when the process has ended, and breaks the cycle of references that starting it has made.
    defer { process.waitUntilExit() }
    let deadline = ToolTimeLimit.seconds.map { DispatchTime.now() + $0 } ?? .distantFuture
    guard waitForEnd(process, ended, until: deadline) else {
      let name = URL(fileURLWithPath: executable).lastPathComponent
      let limit = String(format: "%g", ToolTimeLimit.seconds ?? 0)
      throw CosimulationError(.timeOut, "'\(name)' was ended after \(limit) s")
    }
    return process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
  }

  /// Waits for the end of a program whose log has to grow, and ends it at the deadline.
  ///
  /// - Returns: Whether it ended before the deadline, by itself or for its silence.
  private func waitForEnd(_ process: Process, _ ended: DispatchSemaphore, until deadline: DispatchTime) -> Bool {
    var size = -1
    while true {
      let nextLook = silenceLimit.map { DispatchTime.now() + $0 } ?? .distantFuture
      if ended.wait(timeout: min(nextLook, deadline)) == .success { return true }
      guard DispatchTime.now() < deadline else {
        kill(process.processIdentifier, SIGKILL)
        ended.wait()
        return false
      }
      let attributes = try? FileManager.default.attributesOfItem(atPath: logPath)
      let newSize = attributes?[.size] as? Int ?? 0
      if newSize == size { kill(process.processIdentifier, SIGKILL) }
      size = newSize
    }
  }

  /// The first lines of a log that name an error, or its first lines when none does.
  static func errorLines(ofLog path: String) -> [String] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    let lines = String(decoding: data.prefix(1 << 16), as: UTF8.self).split(separator: "\n").map(String.init)
    let errors = lines.filter { $0.lowercased().contains("error") }
    return Array((errors.isEmpty ? lines : errors).prefix(5))
  }
}
