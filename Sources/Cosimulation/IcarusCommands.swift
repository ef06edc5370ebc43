import RTL
import Simulation

/// A command of a stimulus.
public enum StimulusCommand: Hashable, Sendable {
  /// Sets input `port`; the value has the width of the port.
  case write(port: Int, Bits)
  case setReset(Bool, PortSet = .all)
  case step(Int, PortSet = .all)
  /// Takes the values of all outputs.
  case sample
}

/// Commands in the form the Icarus bench reads them.
struct IcarusCommands {
  /// What a command for one run of cycles can count to.
  private static let mostCycles = 1_000_000_000

  private(set) var bytes: [UInt8] = []

  mutating func append(_ command: StimulusCommand) {
    switch command {
    case .write(let port, let value): append("w\(port) \(value.hexadecimalString)\n")
    case .setReset(let isActive, let resets): append("x\(isActive ? 1 : 0) \(hexadecimal(resets))\n")
    case .step(let cycles, let clocks):
      for start in stride(from: 0, to: cycles, by: Self.mostCycles) {
        append("s\(min(cycles - start, Self.mostCycles)) \(hexadecimal(clocks))\n")
      }
    case .sample: append("r\n")
    }
  }

  mutating func appendMemoryWrite(_ memory: Int, word: Int, _ value: Bits) {
    append("m\(memory) \(word) \(value.hexadecimalString)\n")
  }

  mutating func appendMemoryRead(_ memory: Int, word: Int) { append("n\(memory) \(word)\n") }

  private func hexadecimal(_ ports: PortSet) -> String { String(ports.rawValue, radix: 16) }

  /// The start of a run of rows; `appendRow` has to follow as many times as there are cycles.
  mutating func appendRun(_ cycles: Int, clocks: PortSet, moment: BulkStimulus.Moment) {
    append("b\(cycles) \(hexadecimal(clocks)) \(moment == .beforeEdge ? 1 : 0)\n")
  }

  /// The values of all inputs, the first one highest, each in whole digits.
  mutating func appendRow(_ values: [Bits]) {
    for value in values { append(value.hexadecimalString) }
    append("\n")
  }

  mutating func appendEnd() { append("q\n") }

  mutating func append(_ commands: IcarusCommands) { bytes += commands.bytes }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
