import Foundation

/// The failures of a simulation's expectations: each goes to who takes it, and what nobody takes is thrown at the end.
final class FailureList {
  /// A loop whose expectation fails in every cycle tells the first ones.
  static let toldAtMost = 20

  private var kept: [ExpectationFailure] = []
  private var count = 0
  private var last: ExpectationFailure?

  /// Whether an expectation failed, whoever took the failure.
  private(set) var hasFailed = false

  /// Whether one more is told in full.
  var isOpen: Bool { count < Self.toldAtMost }

  func add(_ failure: ExpectationFailure) {
    count += 1
    hasFailed = true
    if !FailureHandling.handle(failure) { kept.append(failure) }
    last = failure
  }

  /// Counts a failure that is not told.
  func addUntold() { count += 1 }

  /// Prints what nobody has taken, where the simulation ends with another error.
  func printKept() {
    for failure in kept { FileHandle.standardError.write(Data("\(failure.place): \(failure)\n".utf8)) }
    kept = []
  }

  /// Tells how many were not told, and throws what nobody has taken.
  func finish() throws {
    defer { (kept, count, last) = ([], 0, nil) }
    if count > Self.toldAtMost, var rest = last {
      rest.finding = "and \(count - Self.toldAtMost) more expectations failed"
      rest.waveform = ""
      if !FailureHandling.handle(rest) { kept.append(rest) }
    }
    if kept.count == 1 { throw kept[0] }
    if !kept.isEmpty {
      throw TestbenchError(kept.map { "\($0.place): \($0.description)" }.joined(separator: "\n"))
    }
  }
}
