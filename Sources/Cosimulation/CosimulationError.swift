/// What kept an external simulator from being built or from running.
public struct CosimulationError: Error, Hashable, Sendable {
  public enum Reason: String, Hashable, Sendable {
    /// A program was not found.
    case missingTool
    /// A program is older than what is needed.
    case outdatedTool
    /// A program was found but could not be started.
    case unstartableTool
    /// A program refused its input.
    case toolFailure
    /// The emitted top module has not the ports of the design.
    case portMismatch
    /// Files could not be written or read.
    case fileSystem
    /// The simulation ended by itself: the design called `$finish` or `$stop`, an assertion failed, or it did not settle.
    case simulationEnded
    /// The simulator did not answer.
    case timeOut
  }

  public var reason: Reason
  /// One sentence that says what happened.
  public var message: String
  /// The tool's own words: the first lines that name an error.
  public var toolOutput: [String]
  /// The file that holds all the tool said.
  public var logPath: String?

  public init(_ reason: Reason, _ message: String, toolOutput: [String] = [], logPath: String? = nil) {
    self.reason = reason
    self.message = message
    self.toolOutput = toolOutput
    self.logPath = logPath
  }
}

extension CosimulationError: CustomStringConvertible {
  public var description: String {
    var lines = [message]
    lines += toolOutput.map { "  " + $0 }
    if let logPath { lines.append("  log: \(logPath)") }
    return lines.joined(separator: "\n")
  }
}
