import RTL
import Simulation

extension PortAccess {
  /// Tells a failure that concerns some ports.
  func fail(_ finding: @autoclosure () -> String, marking marked: Set<Int>, at place: SourcePosition) {
    guard failures.isOpen else { return failures.addUntold() }
    failures.add(failure(finding(), marking: marked, at: place))
  }

  /// A failure with the picture of the last cycles and how to repeat the run.
  func failure(_ finding: String, marking marked: Set<Int>, at place: SourcePosition) -> ExpectationFailure {
    var waveform = ""
    if let history {
      waveform = FailurePicture(history, ports, run).text(marking: marked, now: cycle)
    } else if RunSettings.current.history == nil {
      waveform = "  \(portValues)\n  (the last cycles of a run this long are shown with BITLOOM_HISTORY=16)\n"
    } else {
      waveform = "  \(portValues)\n"
    }
    return ExpectationFailure(
      finding: finding, context: "in cycle \(cycle) after the reset of \(run.design), \(run.engine)",
      waveform: waveform,
      seed: run.seed, trace: run.trace?.path,
      replay: RunSettings.replayCommand(seed: run.seed, test: FailureHandling.currentTest), place: place)
  }

  /// The first ports with their values.
  private var portValues: String {
    let shown = ports.indices.filter { !run.hiddenPorts.contains($0) }.prefix(FailurePicture.shownPorts)
    return shown.map { "\(ports[$0].path) = \(text(of: readBits($0), port: $0))" }.joined(separator: ", ")
  }

  /// A value of a port in words.
  func text(of bits: LogicBits, port: Int) -> String {
    let type = ports[port].type
    if bits.isKnown, let name = run.enumeration(ofPort: port, type)?.caseName(of: bits.value) { return name }
    return bits.text(of: type)
  }
}

extension LogicBits {
  /// A signed number in decimal, a wide unsigned one also in hexadecimal; `x` for unknown bits.
  func text(of type: SignalType) -> String {
    guard isKnown else { return "unknown ('b\(text(as: .binary, .bit, enumerations: [])))" }
    let number = value.decimalString(signed: type.isSigned)
    if type.isSigned || type.width <= 16 { return number }
    return "0x\(value.hexadecimalString) (\(number))"
  }
}
