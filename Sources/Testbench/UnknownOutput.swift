import RTL

/// An output that had unknown bits after the reset, and the state they come from.
public struct UnknownOutput: Hashable, Sendable, CustomStringConvertible {
  /// A register or memory whose value was unknown to begin with.
  public struct Source: Hashable, Sendable, CustomStringConvertible {
    public enum Kind: String, Hashable, Sendable {
      case register, memory
    }

    public var kind: Kind
    /// The instances around it without the top module, and its name: `core.accumulator`.
    public var path: String
    /// Where it is declared; nil when that is not known.
    public var place: SourceLocation?

    public var description: String {
      let reason = kind == .register ? "which reset leaves alone" : "which was read where nothing had been written"
      return "\(kind.rawValue) '\(path)', \(reason)" + (place.map { ", declared at \($0)" } ?? "")
    }
  }

  /// The output as the designer reaches it.
  public var port: String
  /// The first cycle in which it was unknown, counted from the reset with this number, from 1 up.
  public var cycle: Int
  public var reset: Int
  /// In the order of the design.
  public var sources: [Source]

  public var description: String {
    (["output '\(port)' is unknown in cycle \(cycle) after reset \(reset)"] + sources.map { "  from \($0)" })
      .joined(separator: "\n")
  }
}
