import RTL
import Simulation

/// Inputs that contradict a claim, run once more in the native simulator.
public struct Counterexample: Sendable, CustomStringConvertible {
  /// The assertions that do not hold, as the solver calls them.
  public let claims: [String]
  /// What the simulator says of them; empty when registers without a reset have to begin with values that it does not give them.
  public let violations: [SimulationViolation]
  /// The ports from the first cycle after the reset on.
  public let waveform: TextWaveform

  /// - Parameter trace: The inputs cycle by cycle, as `yosys-smtbmc` writes them.
  init(_ trace: String, of design: Design, claims: [String]) throws {
    self.claims = claims
    let simulator = try NativeSimulator(design)
    var waveform = TextWaveform(signals: design.top.ports.map { ($0.path, $0.type, nil) })
    var violations: [SimulationViolation] = []
    var isReset = true
    for inputs in Self.inputs(trace).dropLast() {
      for (number, port) in design.top.ports.enumerated() where port.direction == .input {
        guard let text = inputs[port.name], let value = Bits(binary: text) else { continue }
        simulator.write(number, value.resized(to: port.type.width, signed: false))
      }
      simulator.setReset(isReset)
      if !isReset { waveform.record(design.top.ports.indices.map { simulator.read($0) }) }
      simulator.step(1)
      violations += simulator.takeViolations()
      isReset = false
    }
    simulator.finish()
    self.waveform = waveform
    self.violations = violations
  }

  public var description: String {
    let told = violations.map(\.description)
    let lines = told.isEmpty ? claims.map { "does not hold: \($0)" } : told
    return lines.joined(separator: "\n") + "\n" + waveform.render()
  }

  /// Name and binary digits of each input for each cycle: `assume (= [name] #b01)` in sections `state N`.
  private static func inputs(_ trace: String) -> [[String: String]] {
    var cycles: [[String: String]] = []
    var isState = false
    for line in trace.split(separator: "\n") {
      if line.hasPrefix("state ") {
        cycles.append([:])
        isState = true
      } else if line.hasPrefix("initial") {
        isState = false
      }
      guard isState, let start = line.firstIndex(of: "["), let end = line.firstIndex(of: "]") else { continue }
      let name = String(line[line.index(after: start)..<end])
      let value = line[line.index(after: end)...].dropLast().trimmingPrefix(" ")
      cycles[cycles.count - 1][name] = digits(value)
    }
    return cycles
  }

  private static func digits(_ value: Substring) -> String {
    switch value {
    case "true": return "1"
    case "false": return "0"
    default: break
    }
    if value.hasPrefix("#b") { return String(value.dropFirst(2)) }
    return value.dropFirst(2).map { digit in
      let binary = String(digit.hexDigitValue ?? 0, radix: 2)
      return String(repeating: "0", count: 4 - binary.count) + binary
    }.joined()
  }
}
