import RTL
import Simulation

/// The last cycles of a simulation as text, with the signal marked that a failure is about.
struct FailurePicture {
  /// So many ports are shown at most.
  static let shownPorts = 16

  private let history: CycleHistory
  private let ports: [PortDefinition]
  private let run: RunDescription

  init(_ history: CycleHistory, _ ports: [PortDefinition], _ run: RunDescription) {
    self.history = history
    self.ports = ports
    self.run = run
  }

  /// The picture; a `>` stands before a marked port, and the cycle of the failure is underlined.
  func text(marking marked: Set<Int>, now cycle: Int) -> String {
    let shown = choose(marked)
    let samples = history.samples(of: shown, now: cycle)
    var wave = TextWaveform(
      signals: shown.map { port in
        let type = ports[port].type
        return (name(of: port), type, run.enumeration(ofPort: port, type))
      })
    wave.firstCycle = samples.first?.cycle ?? 0
    for sample in samples { wave.record(sample.values) }
    let lines = wave.render().split(separator: "\n").map(String.init)
    var result: [String] = []
    for (index, line) in lines.enumerated() {
      let isMarked = index > 0 && marked.contains(shown[index - 1])
      result.append((isMarked ? "> " : "  ") + line)
    }
    if let underline = underline(lines, cycle) { result.append("  " + underline) }
    let rest = visible.count - shown.count
    if rest > 0 { result.append("  (and \(rest) more ports)") }
    return result.joined(separator: "\n") + "\n"
  }

  private var visible: [Int] { ports.indices.filter { !run.hiddenPorts.contains($0) } }

  private func name(of port: Int) -> String {
    ports[port].path.isEmpty ? ports[port].name : ports[port].path
  }

  /// Stands below the last cell, which begins where the ruler has the number of the cycle.
  private func underline(_ lines: [String], _ cycle: Int) -> String? {
    guard let ruler = lines.first, let width = lines.map(\.count).max() else { return nil }
    let start = ruler.count - String(cycle).count
    // The last column is the line that ends the picture.
    let length = max(width - start - 1, 1)
    return String(repeating: " ", count: start) + String(repeating: "^", count: length)
  }

  /// The marked ports, then those of their group, then the first others; all in the order of the ports.
  private func choose(_ marked: Set<Int>) -> [Int] {
    if visible.count <= Self.shownPorts { return visible }
    let groups = Set(marked.map { Self.group(ports[$0].path) })
    let neighbours = visible.filter { !marked.contains($0) && groups.contains(Self.group(ports[$0].path)) }
    let others = visible.filter { !marked.contains($0) && !groups.contains(Self.group(ports[$0].path)) }
    let ranked = marked.sorted() + neighbours + others
    return ranked.prefix(Self.shownPorts).sorted()
  }

  /// `output` for `output.payload[2]`.
  private static func group(_ path: String) -> Substring { path.prefix { $0 != "." && $0 != "[" } }
}
