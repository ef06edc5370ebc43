import Testbench

#if canImport(Testing)
  import Testing

  /// Records the failures of test benches as issues of the running test, at the line of the expectation.
  ///
  /// A test target that depends on this module needs nothing else: the test bench finds this type by its name. Without it, or
  /// where no test is running, failures are thrown when the simulation is completed.
  public final class IssueRecorder: FailureRecorder {
    /// The running test as `swift test --filter` takes it, such as `CounterTests/counts`.
    public static var currentTest: String? {
      guard let test = Test.current else { return nil }
      // `Module.Suite/test(_:)/File.swift:3:4`
      let parts = "\(test.id)".split(separator: "/").map(String.init)
      let names = parts.filter { !$0.contains(".swift:") }.map { String($0.prefix { $0 != "(" }) }
      return names.isEmpty ? nil : names.joined(separator: "/")
    }

    public static func record(_ text: String, at place: SourcePosition) -> Bool {
      guard Test.current != nil else { return false }
      let location = SourceLocation(
        fileID: place.fileID, filePath: place.filePath, line: max(place.line, 1), column: max(place.column, 1))
      Issue.record(Comment(rawValue: text), sourceLocation: location)
      return true
    }
  }
#endif
