/// A circuit on which an engine and the golden interpreter do not agree.
public struct CircuitFinding: Sendable {
  public enum Kind: String, Codable, Hashable, Sendable {
    /// An output has another value.
    case mismatch
    /// An output has unknown bits in a four-state simulator.
    case unknown
    /// The engine, or the language itself, refuses the circuit.
    case refused
    /// The language gives an expression another type than its documentation says.
    case type
  }

  public var kind: Kind
  /// The name of the engine; `language` when the circuit could not be built.
  public var engine: String
  public var recipe: CircuitRecipe
  /// What differs, in words.
  public var message: String
  /// The first cycle that differs.
  public var cycle: Int?

  static let language = "language"

  /// Whether another finding is one of the same mistake, as far as can be told.
  func isLike(_ other: CircuitFinding) -> Bool {
    guard engine == other.engine, kind == other.kind else { return false }
    // The code of a diagnostic, or a tool's first words.
    return kind != .refused || message.prefix { $0 != ":" } == other.message.prefix { $0 != ":" }
  }
}

extension CircuitFinding {
  /// The first difference between two traces of a circuit.
  init?(_ circuit: BuiltCircuit, engine: String, golden: CircuitTrace, actual: CircuitTrace) {
    if golden == actual { return nil }
    let layout = circuit.outputLayout
    for cycle in 0..<circuit.cycles {
      let rows = cycle * layout.stride..<(cycle + 1) * layout.stride
      guard rows.upperBound <= actual.words.count else {
        self.init(
          kind: .mismatch, engine: engine, recipe: circuit.recipe, message: "the engine stopped before cycle \(cycle)",
          cycle: cycle)
        return
      }
      let unknown = actual.unknown.isEmpty ? nil : actual.unknown[rows]
      guard golden.words[rows] != actual.words[rows] || unknown?.contains(where: { $0 != 0 }) == true else { continue }
      for (index, output) in circuit.plan.top.outputs.enumerated() {
        let expected = layout.words(of: index, in: golden.words[rows])
        let value = layout.words(of: index, in: actual.words[rows])
        let hidden = unknown.map { layout.words(of: index, in: $0) } ?? []
        let isUnknown = hidden.contains { $0 != 0 }
        guard expected != value || isUnknown else { continue }
        let width = output.type.width
        let text = isUnknown ? "unknown bits (\(Self.hexadecimal(hidden, width)))" : Self.hexadecimal(value, width)
        self.init(
          kind: isUnknown ? .unknown : .mismatch, engine: engine, recipe: circuit.recipe,
          message: "cycle \(cycle), output y[\(index)]: \(Self.hexadecimal(expected, width)) expected, \(text) got",
          cycle: cycle)
        return
      }
    }
    return nil
  }

  private static func hexadecimal(_ words: [UInt64], _ width: Int) -> String {
    var text = ""
    for digit in stride(from: (width - 1) / 4, through: 0, by: -1) {
      text += String(words[digit / 16] >> UInt64(digit % 16 * 4) & 15, radix: 16)
    }
    return "\(width)'h\(text)"
  }
}
