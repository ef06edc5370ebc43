import Foundation

/// A run of a tool on the way to a cache entry. When it fails, its log is kept and told.
struct BuildStep: Sendable {
  /// As in "Verilator could not read the design".
  var tool: String
  var verb: String
  var cache: CosimulationCache
  /// Where the tool runs.
  var folder: String

  func run(
    _ executable: String, _ arguments: [String], environment: [String: String] = [:]
  ) throws(CosimulationError) {
    let log = cache.temporaryPath()
    defer { unlink(log) }
    let run = ToolRun(
      executable: executable, arguments: arguments, environment: environment, directory: folder, logPath: log)
    var failure: CosimulationError
    do throws(CosimulationError) {
      let status = try run.run()
      guard status != 0 else { return }
      failure = CosimulationError(.toolFailure, "\(tool) could not \(verb) (exit status \(status))")
    } catch {
      failure = error
    }
    failure.toolOutput = ToolRun.errorLines(ofLog: log)
    let kept = cache.logPath(UUID().uuidString)
    if rename(log, kept) == 0 { failure.logPath = kept }
    throw failure
  }

  static func write(_ text: String, to path: String) throws(CosimulationError) {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    } catch {
      throw CosimulationError(.fileSystem, "cannot write '\(path)': \(error.localizedDescription)")
    }
  }
}
