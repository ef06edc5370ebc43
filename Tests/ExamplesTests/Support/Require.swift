/// A value that a golden model expected and did not find.
struct GoldenDifference: Error, CustomStringConvertible {
  var description: String
}

/// Compares without what an expectation costs, for tests of many cycles.
func require<Value: Equatable>(_ found: Value, _ expected: Value, _ what: @autoclosure () -> String) throws {
  if found != expected { throw GoldenDifference(description: "\(what()) is \(found), expected \(expected)") }
}
