import Checks
import RTL
import Simulation

/// Writes each design in its text form, reads it back and writes it again: the same text. What was read runs in Bitloom's own
/// simulator.
public struct TextCircuitEngine: CircuitEngine {
  public init() {}

  public func run(_ circuits: [BuiltCircuit]) throws -> [CircuitTrace] {
    try circuits.map { circuit in
      let text = circuit.design.text()
      let design = try readDesign(text)
      let second = design.text()
      guard second == text else { throw TextDifference(text, second) }
      return NativeCircuitEngine.run(circuit, on: try NativeSimulator(design))
    }
  }
}

/// The first line that is another one after writing, reading and writing.
struct TextDifference: Error, CustomStringConvertible {
  let description: String

  init(_ first: String, _ second: String) {
    let (old, new) = (first.split(separator: "\n"), second.split(separator: "\n"))
    let line = zip(old, new).enumerated().first { $1.0 != $1.1 }
    let number = line?.offset ?? min(old.count, new.count)
    let shown = [old, new].map { $0.indices.contains(number) ? "'\($0[number])'" : "nothing" }
    description = "the text form changes: line \(number + 1) is \(shown[0]), and \(shown[1]) after reading"
  }
}
