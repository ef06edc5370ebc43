import Bitloom
import Simulation
import Testbench
import Testing

/// All engines that are installed, in lockstep. What is missing is told in the test's output.
func everyEngine(_ engines: [Engine] = Engine.allCases) -> Lockstep {
  let lockstep = Lockstep(engines)
  for sentence in lockstep.skipped { print(sentence) }
  return lockstep
}

/// A value that a golden model expected and did not find.
struct GoldenDifference: Error, CustomStringConvertible {
  var description: String
}

/// Compares without the cost of an expectation in every cycle.
func require<Value: Equatable>(
  _ found: Value, _ expected: Value, _ what: @autoclosure () -> String
) throws {
  if found != expected { throw GoldenDifference(description: "\(what()) is \(found), expected \(expected)") }
}

extension Bits {
  static func random(width: Int, using random: inout SeededGenerator) -> Bits {
    Bits(words: (0..<(width + 63) / 64).map { _ in random.next() }, width: width)
  }
}

extension SeededGenerator {
  /// True in this fraction of all cases.
  mutating func chance(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &self) < probability }
}
