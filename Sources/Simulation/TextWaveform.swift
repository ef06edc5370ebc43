import RTL

/// The values of some signals over some cycles, and their picture in text.
/// ```
/// cycle  0     1     2     3     4     5
/// valid  ▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁
/// count  ┃ 0         ┃ 1   ┃ 2         ┃
/// state  ┃ idle      ┃ run       ┃ idle┃
/// ```
/// A cell is a cycle: what the signal was from one active edge to the next. A bar or slope marks a change, `x` an unknown bit.
public struct TextWaveform: Sendable, Hashable {
  /// How numbers are written.
  public enum Radix: Sendable, Hashable {
    /// Decimal, but hexadecimal for unsigned numbers of more than 16 bits.
    case automatic
    case decimal, hexadecimal, binary
  }

  /// A signal that is drawn.
  public struct Signal: Sendable, Hashable {
    public var name: String
    public var type: SignalType
    /// Gives the values their names.
    public var enumeration: EnumerationDefinition?

    public init(name: String, type: SignalType, enumeration: EnumerationDefinition? = nil) {
      self.name = name
      self.type = type
      self.enumeration = enumeration
    }
  }

  public let signals: [Signal]
  public var radix: Radix
  /// The number of the first cycle in the picture.
  public var firstCycle = 0
  private var samples: [[LogicBits]] = []

  /// A waveform without cycles.
  public init(
    signals: [(name: String, type: SignalType, enumeration: EnumerationDefinition?)], radix: Radix = .automatic
  ) {
    self.signals = signals.map { Signal(name: $0.name, type: $0.type, enumeration: $0.enumeration) }
    self.radix = radix
  }

  /// Number of cycles recorded.
  public var cycleCount: Int { samples.count }

  /// Adds a cycle: a value for each signal, in their order. A missing value counts as unknown.
  public mutating func record(_ values: [LogicBits]) {
    samples.append(
      signals.enumerated().map { index, signal in
        if index < values.count { return values[index] }
        let width = signal.type.width
        return LogicBits(value: Bits(zeroOfWidth: width), unknown: Bits(onesOfWidth: width))
      })
  }

  /// The picture of some cycles, all of them by default; each line ends with a line break.
  public func render(cycles: Range<Int>? = nil) -> String {
    let window = (cycles ?? 0..<samples.count).clamped(to: 0..<samples.count)
    let picture = WaveformPicture(self, window)
    let nameWidth = (signals.map(\.name.count) + [Self.ruler.count]).max() ?? 0
    func line(_ name: String, _ drawing: String) -> String {
      let padding = String(repeating: " ", count: nameWidth - name.count + 2)
      var line = name + padding + drawing
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }
    var text = line(Self.ruler, picture.ruler)
    for (index, signal) in signals.enumerated() { text += line(signal.name, picture.drawing(of: index)) }
    return text
  }

  private static let ruler = "cycle"

  /// The runs of equal values of a signal.
  func runs(of signal: Int, in window: Range<Int>) -> [(value: LogicBits, cycles: Int)] {
    var runs: [(value: LogicBits, cycles: Int)] = []
    for cycle in window {
      let value = samples[cycle][signal]
      if let last = runs.last, last.value == value {
        runs[runs.count - 1].cycles += 1
      } else {
        runs.append((value, 1))
      }
    }
    return runs
  }

  // MARK: Values

  /// A value as it is written into its run.
  func text(of value: LogicBits, signal: Signal) -> String {
    guard value.isKnown else { return textOfUnknown(value) }
    let bits = value.value
    if let enumeration = signal.enumeration {
      return enumeration.caseName(of: bits) ?? "?" + bits.decimalString(signed: false)
    }
    switch radix {
    case .automatic where !signal.type.isSigned && bits.width > 16, .hexadecimal: return "0x" + bits.hexadecimalString
    case .binary: return "0b" + bits.binaryString
    case .automatic, .decimal: return bits.decimalString(signed: signal.type.isSigned)
    }
  }

  /// The digits with an `x` for each that has an unknown bit; a single `x` when nothing is known.
  private func textOfUnknown(_ value: LogicBits) -> String {
    if value.unknown.isAllOnes { return "x" }
    let isBinary = radix == .binary
    let digits = isBinary ? value.value.binaryString : value.value.hexadecimalString
    let unknown = isBinary ? value.unknown.binaryString : value.unknown.hexadecimalString
    return (isBinary ? "0b" : "0x") + String(zip(digits, unknown).map { $1 == "0" ? $0 : "x" })
  }
}
