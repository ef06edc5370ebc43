import RTL

/// The drawing of a part of a `TextWaveform`: cells of one width, as narrow as the values allow.
struct WaveformPicture {
  private let waveform: TextWaveform
  private let window: Range<Int>
  /// Number of columns of a cycle.
  private let cellWidth: Int

  private static let narrowestCell = 4
  private static let widestCell = 24

  init(_ waveform: TextWaveform, _ window: Range<Int>) {
    self.waveform = waveform
    self.window = window
    var width = Self.narrowestCell
    if let last = window.last { width = max(width, String(last + waveform.firstCycle).count + 1) }
    for (index, signal) in waveform.signals.enumerated() where signal.type.width > 1 || signal.enumeration != nil {
      for run in waveform.runs(of: index, in: window) {
        // A bar and a space before, a space after the value.
        let needed = waveform.text(of: run.value, signal: signal).count + 3
        width = max(width, (needed + run.cycles - 1) / run.cycles)
      }
    }
    cellWidth = min(width, Self.widestCell)
  }

  /// The number of each cycle over its first column.
  var ruler: String {
    window.map { cycle in
      let number = String(cycle + waveform.firstCycle)
      return number + String(repeating: " ", count: max(0, cellWidth - number.count))
    }.joined()
  }

  func drawing(of index: Int) -> String {
    let signal = waveform.signals[index]
    let runs = waveform.runs(of: index, in: window)
    if runs.isEmpty { return "" }
    if signal.type.width == 1, signal.enumeration == nil { return runs.indices.map { level(runs, $0) }.joined() }
    return runs.map { value($0.value, cycles: $0.cycles, signal: signal) }.joined() + "┃"
  }

  /// A bit as a line, with a slope where it changes.
  private func level(_ runs: [(value: LogicBits, cycles: Int)], _ index: Int) -> String {
    let (value, cycles) = runs[index]
    let isHigh = !value.value.isZero
    let character = !value.isKnown ? "x" : isHigh ? "▔" : "▁"
    let columns = cycles * cellWidth
    guard value.isKnown, index > 0, runs[index - 1].value.isKnown else {
      return String(repeating: character, count: columns)
    }
    return (isHigh ? "╱" : "╲") + String(repeating: character, count: columns - 1)
  }

  private func value(_ value: LogicBits, cycles: Int, signal: TextWaveform.Signal) -> String {
    let columns = cycles * cellWidth - 2
    var text = waveform.text(of: value, signal: signal)
    if text.count > columns { text = text.prefix(columns - 1) + "…" }
    return "┃ " + text + String(repeating: " ", count: columns - text.count)
  }
}
