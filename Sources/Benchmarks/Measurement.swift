import Foundation

/// Time and memory of this process.
enum Measurement {
  /// The fastest of `repetitions` runs, in milliseconds, and what the last one returned.
  static func fastest<Result>(of repetitions: Int, _ body: () throws -> Result) rethrows -> (ms: Double, result: Result)
  {
    var best = Double.infinity
    var last: Result?
    for _ in 0..<max(repetitions, 1) {
      let started = ContinuousClock.now
      let result = try body()
      best = min(best, milliseconds(ContinuousClock.now - started))
      last = result
    }
    if let last { return (best, last) }
    return (best, try body())
  }

  /// What `body` returns, and the processor time it took in milliseconds: what else the machine does counts less than in the
  /// time that passes.
  static func processorTime<Result>(_ body: () throws -> Result) rethrows -> (ms: Double, result: Result) {
    let started = processorMilliseconds
    let result = try body()
    return (processorMilliseconds - started, result)
  }

  private static var processorMilliseconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return 1e3 * Double(time.tv_sec) + Double(time.tv_nsec) / 1e6
  }

  static func milliseconds(_ duration: Duration) -> Double {
    let (seconds, attoseconds) = duration.components
    return Double(seconds) * 1e3 + Double(attoseconds) / 1e15
  }

  /// The most memory the process has had, in MiB; 0 where the system does not tell.
  static var peakMemory: Double {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return 0 }
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let number = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
    return (number.flatMap { Double($0) } ?? 0) / 1024
  }

  static func column(_ value: Double, _ digits: Int, _ width: Int) -> String {
    let text = String(format: "%.\(digits)f", value)
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
