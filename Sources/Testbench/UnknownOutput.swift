import RTL

/// An output that had unknown bits after the reset, and the state they come from; or a value that only seems to be known.
public struct UnknownOutput: Hashable, Sendable, CustomStringConvertible {
  /// A register or memory whose value was unknown to begin with, or an output of a black box.
  public struct Source: Hashable, Sendable, CustomStringConvertible {
    public enum Kind: String, Hashable, Sendable {
      case register, memory
      /// An output of Verilog that is not looked into.
      case blackBox = "black box output"
    }

    public var kind: Kind
    /// The instances around it without the top module, and its name: `core.accumulator`.
    public var path: String
    /// Where it is declared; nil when that is not known.
    public var place: SourceLocation?
    /// The wires and registers by which the bits came to the output, in their order; without the output.
    public var through: [String] = []

    public var description: String {
      let reason =
        switch kind {
        case .register: "which reset leaves alone"
        case .memory: "which was read where nothing had been written"
        case .blackBox: "which its Verilog makes"
        }
      let way = through.isEmpty ? "" : ", through \(through.map { "'\($0)'" }.joined(separator: ", "))"
      return "\(kind.rawValue) '\(path)', \(reason)" + (place.map { ", declared at \($0)" } ?? "") + way
    }
  }

  public enum Kind: Hashable, Sendable {
    /// An output with unknown bits.
    case output
    /// An output that is known only because Verilog's `if` takes an unknown condition for 0.
    case hiddenOutput
    /// A register that is.
    case hiddenRegister
  }

  public var kind: Kind
  /// The output as the designer reaches it, or the path of the register.
  public var name: String
  /// The first cycle in which it was so, counted from the reset with this number, from 1 up.
  public var cycle: Int
  public var reset: Int
  /// In the order of the design.
  public var sources: [Source]

  public var description: String {
    let time = "in cycle \(cycle) after reset \(reset)"
    let finding =
      switch kind {
      case .output: "output '\(name)' is unknown \(time)"
      case .hiddenOutput: "output '\(name)' is decided by an unknown value \(time), which Verilog takes for 0"
      case .hiddenRegister: "register '\(name)' is decided by an unknown value \(time), which Verilog takes for 0"
      }
    return ([finding] + sources.map { "  from \($0)" }).joined(separator: "\n")
  }
}
