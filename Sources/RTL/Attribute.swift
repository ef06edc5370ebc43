/// A word to the tools behind the Verilog about a module, signal, memory or instance: `(* ram_style = "block" *)`.
public struct Attribute: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    /// The key alone.
    case flag
    case text(String)
    case number(Int)
  }

  public var key: String
  public var value: Value

  public init(_ key: String, _ value: Value) {
    self.key = key
    self.value = value
  }
}

extension Attribute.Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  public init(stringLiteral text: String) { self = .text(text) }
  public init(integerLiteral number: Int) { self = .number(number) }
}

extension Attribute: CustomStringConvertible {
  /// `key = "value"`, as it stands in Verilog.
  public var description: String {
    switch value {
    case .flag: key
    case .text(let text): "\(key) = \"\(text)\""
    case .number(let number): "\(key) = \(number)"
    }
  }
}
