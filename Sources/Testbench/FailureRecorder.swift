import Foundation
import Synchronization

/// Where a test bench was told what to expect.
public struct SourcePosition: Hashable, Sendable, CustomStringConvertible {
  /// `Module/File.swift`.
  public var fileID: String
  public var filePath: String
  public var line: Int
  public var column: Int

  public init(fileID: String, filePath: String, line: Int, column: Int) {
    self.fileID = fileID
    self.filePath = filePath
    self.line = line
    self.column = column
  }

  public var description: String { "\(fileID):\(line):\(column)" }
}

/// What takes the failures of test benches while tests run. `BitloomTesting.IssueRecorder` is the one for Swift Testing, and is
/// found by its name; this module links no test library.
public protocol FailureRecorder: AnyObject, Sendable {
  /// The running test, as the command that repeats it names it; nil when none is running.
  static var currentTest: String? { get }

  /// Records a failure; false when no test is running that it could belong to.
  static func record(_ text: String, at place: SourcePosition) -> Bool
}

/// Where failures of expectations go: to the handler of the task, else to the test library, else they are kept until the
/// simulation is completed and thrown then.
public enum FailureHandling {
  /// Takes the failures of the test benches of a task, instead of the test library.
  @TaskLocal public static var handler: (@Sendable (ExpectationFailure) -> Void)?

  /// Looked for once: a test library is there from the start.
  private static let recorder: (any FailureRecorder.Type)? =
    NSClassFromString("BitloomTesting.IssueRecorder") as? any FailureRecorder.Type

  static var currentTest: String? { recorder?.currentTest }

  /// Hands a failure on; false when nobody takes it.
  static func handle(_ failure: ExpectationFailure) -> Bool {
    if let handler {
      handler(failure)
      return true
    }
    return recorder?.record(failure.description, at: failure.place) ?? false
  }
}
