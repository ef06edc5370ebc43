import Foundation
import Synchronization

/// What the environment says about runs of test benches. It is read once, when the first test bench starts.
///
/// | variable | |
/// |---|---|
/// | `BITLOOM_SEED` | what the random numbers of every test bench are made from: a number, or `random` for a new one in each process |
/// | `BITLOOM_TRACE` | a waveform file for each simulation: `run.vcd`, then `run-2.vcd`... |
/// | `BITLOOM_HISTORY` | how many of the last cycles a failure shows, however long the run is; 0 for none |
struct RunSettings: Sendable {
  static let standardSeed: UInt64 = 1
  static let standardHistory = 16
  /// Without a wish, the last cycles are recorded up to this one: longer runs are there for their speed. In a four-state engine,
  /// where a cycle that is looked at costs an exchange with another process, it is a tenth of that.
  static let recordedCycles = 10_000

  static func recordedCycles(isTwoState: Bool) -> Int { isTwoState ? recordedCycles : recordedCycles / 10 }

  var seed: UInt64?
  var trace: String?
  var history: Int?

  static let current = RunSettings(ProcessInfo.processInfo.environment)
  private static let traceCount = Mutex(0)

  init(_ environment: [String: String]) {
    if let text = environment["BITLOOM_SEED"] {
      seed = text == "random" ? UInt64.random(in: 0...999_999) : UInt64(text)
      if seed == nil {
        let message = "BITLOOM_SEED is '\(text)', which is neither a number nor 'random', and is not used\n"
        FileHandle.standardError.write(Data(message.utf8))
      }
    }
    if let text = environment["BITLOOM_TRACE"], !text.isEmpty { trace = text }
    history = environment["BITLOOM_HISTORY"].flatMap(Int.init).map { min(max($0, 0), 1000) }
  }

  /// The next waveform file that the environment asks for: each simulation of a process has its own.
  func nextTrace() -> String? {
    guard let trace else { return nil }
    let number = Self.traceCount.withLock { count in
      count += 1
      return count
    }
    return Self.numbered(trace, number)
  }

  static func numbered(_ path: String, _ number: Int) -> String {
    if number == 1 { return path }
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "\(path)-\(number)" }
    let ending = name[dot...]
    return "\(path.dropLast(ending.count))-\(number)\(ending)"
  }

  /// The command that repeats the run of a test bench and writes its waveform.
  static func replayCommand(seed: UInt64, test: String?) -> String {
    let variables = "BITLOOM_SEED=\(seed) BITLOOM_TRACE=run.vcd"
    if let test { return "\(variables) swift test --filter '\(filter(test))'" }
    let arguments = CommandLine.arguments.map { $0.contains(" ") ? "'\($0)'" : $0 }
    return "\(variables) \(arguments.joined(separator: " "))"
  }

  /// The name of a test as a regular expression.
  private static func filter(_ test: String) -> String {
    test.replacingOccurrences(of: ".", with: "\\.")
  }
}
