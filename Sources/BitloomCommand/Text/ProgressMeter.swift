import Accelerators

/// One line on a terminal that tells how far a long run has come, and is wiped out at its end.
final class ProgressMeter {
  private let output: any TextOutput
  private let total: Int
  private let noun: String
  private let delay: Duration
  private let start = ContinuousClock.now
  private var lastShown: ContinuousClock.Instant?

  /// - Parameter delay: How long a run must take to show anything.
  init(_ output: any TextOutput, total: Int, noun: String, delay: Duration = .seconds(1)) {
    self.delay = delay
    self.output = output
    self.total = total
    self.noun = noun
  }

  /// Shows the progress of a run that takes long, ten times a second.
  func show(_ progress: VerificationProgress) {
    guard output.isTerminal else { return }
    let now = ContinuousClock.now
    guard now - start > delay, lastShown.map({ now - $0 > .milliseconds(100) }) ?? true else { return }
    lastShown = now
    output.write("\r\(progress.vectors) of \(total) \(noun), \(progress.cycles) cycles\u{1b}[K")
  }

  func finish() {
    if lastShown != nil { output.write("\r\u{1b}[K") }
    lastShown = nil
  }
}
