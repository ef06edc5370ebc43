import RTL

/// A message of `assert`, `assume`, `cover` or `display`: text with signals in it.
///
/// ```swift
/// "count is \(count), mask \(mask, .binary), state \(state), address 0x\(address, .hexadecimal)"
/// ```
/// A number is decimal, with the sign of its signal; `.hexadecimal` and `.binary` show all digits, with zeros in front. A code
/// of an enumeration is shown by the name of its case, a number with a binary point as a decimal fraction, a bundle or
/// array by all its numbers with their names. Numbers and text of Swift are taken as they are while the module is built.
public struct CheckMessage: ExpressibleByStringInterpolation, Sendable {
  /// How the bits of a signal are shown.
  public enum Format: Sendable {
    case decimal, hexadecimal, binary
  }

  enum Part {
    case text(String)
    case signal(Signal, ValueFormat)
  }

  public struct StringInterpolation: StringInterpolationProtocol {
    var parts: [Part] = []

    public init(literalCapacity: Int, interpolationCount: Int) {
      parts.reserveCapacity(2 * interpolationCount + 1)
    }

    public mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { parts.append(.text(literal)) }
    }

    /// The value of a signal.
    public mutating func appendInterpolation(_ signal: Signal, _ format: Format = .decimal) {
      switch format {
      case .decimal: parts.append(.signal(signal, .decimal))
      case .hexadecimal: parts.append(.signal(signal, .hexadecimal))
      case .binary: parts.append(.signal(signal, .binary))
      }
    }

    /// The name of a case, the number with its point, or all numbers of a bundle.
    public mutating func appendInterpolation<B: Bundle>(_ bundle: B) {
      let leaves = LeafVisitor.leaves(of: bundle)
      for (index, leaf) in leaves.enumerated() {
        if index > 0 { parts.append(.text(", ")) }
        if !leaf.path.isEmpty { parts.append(.text("\(leaf.path) = ")) }
        parts.append(.signal(leaf.signal, leaf.format.map { .fixed(fraction: $0.fractionBits) } ?? .decimal))
      }
    }

    public mutating func appendInterpolation(_ number: Int) { parts.append(.text("\(number)")) }
    public mutating func appendInterpolation(_ number: Double) { parts.append(.text("\(number)")) }
    public mutating func appendInterpolation(_ text: String) { parts.append(.text(text)) }
  }

  var parts: [Part]

  public init(stringLiteral text: String) {
    parts = text.isEmpty ? [] : [.text(text)]
  }

  public init(stringInterpolation: StringInterpolation) {
    parts = stringInterpolation.parts
  }

  /// What of the message is the same in all cycles.
  var plainText: String {
    parts.map { if case .text(let text) = $0 { text } else { "" } }.joined()
  }
}

extension CheckMessage.Part: Sendable {}
