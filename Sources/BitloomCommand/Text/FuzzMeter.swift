import Synchronization

/// One line on a terminal that tells how many circuits are done, and is wiped out at the end.
final class FuzzMeter: Sendable {
  // The calls come from several threads, one at a time; the output is used by nobody else meanwhile.
  private nonisolated(unsafe) let output: any TextOutput
  private let isShown = Mutex(false)
  private let total: Int
  private let start = ContinuousClock.now

  init(_ output: any TextOutput, total: Int) {
    self.output = output
    self.total = total
  }

  func show(_ finished: Int, _ findings: Int) {
    guard output.isTerminal else { return }
    isShown.withLock { isShown in
      isShown = true
      let seconds = max((ContinuousClock.now - start) / .seconds(1), 0.001)
      let speed = Int(Double(finished) / seconds)
      output.write("\r\(finished) of \(total) circuits, \(speed) a second, \(findings) differences\u{1b}[K")
    }
  }

  func finish() {
    isShown.withLock { isShown in
      if isShown { output.write("\r\u{1b}[K") }
      isShown = false
    }
  }
}
