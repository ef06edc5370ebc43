import RTL

/// A design without hierarchy: word-level operations between inputs, registers, memories and outputs.
///
/// Every operation stands after its operands, so that one pass over `nodes` evaluates the design; equal operations are one node,
/// and what is constant is folded. Each signal of each instance is kept by its node, with its name and type.
public struct Netlist: Sendable {
  /// A register of an instance.
  public struct Register: Sendable {
    /// The instance, an index into `scopes`, and the register's signal there.
    public var scope: Int
    public var signal: SignalID
    /// The node of its value.
    public var node: NodeID
    /// What it takes at the active edge.
    public var next: NodeID
    /// Nil for a register that reset leaves alone, and for one whose reset the design makes: that is a part of `next`.
    public var resetValue: Bits?
    /// What it starts with in a domain without reset; nil for 0.
    public var powerUpValue: Bits?
    /// An index into the netlist's domains.
    public var domain: Int
    /// What sets the register at any time, beside the clock.
    public var asynchronousReset: AsynchronousReset?
  }

  /// An asynchronous reset that the design makes.
  public struct AsynchronousReset: Sendable {
    /// The register has `value` while this is 1.
    public var isActive: NodeID
    public var value: Bits
  }

  /// A memory of an instance.
  public struct Memory: Sendable {
    public var scope: Int
    public var memory: MemoryID
    public var depth: Int
    public var width: Int
    /// What the words hold before the first edge; nil when that does not matter.
    public var contents: [Bits]?
  }

  /// A word, or bits of one, written at the active edge when `enable` is 1. An address beyond the depth writes nothing.
  public struct MemoryWrite: Sendable {
    public var memory: Int
    /// An index into the netlist's domains.
    public var domain: Int
    public var enable: NodeID
    public var address: NodeID
    public var value: NodeID
    /// The lowest bit of the word that is written.
    public var low: Int
  }

  /// Something that is looked at at the active edge when `enable` is 1.
  public struct Check: Sendable {
    public var scope: Int
    /// The name of the statement in its module.
    public var name: String
    public var kind: CheckStatement.Kind
    /// An index into the netlist's domains.
    public var domain: Int
    public var enable: NodeID
    public var condition: NodeID?
    /// The values of the message.
    public var values: [NodeID]
  }

  /// An instance. Scope 0 is the top module.
  public struct Scope: Sendable {
    public var module: ModuleID
    /// Nil for the top.
    public var parent: Int?
    /// The instance in the parent that this is.
    public var instance: InstanceID?
    /// The domain of the top module that each of the module's domains is.
    public var domains: [Int]
    /// The node of each domain's reset where the design makes it, as it is for the domain's polarity.
    public var resets: [NodeID?]
    /// The scope of instance `i` of the module is `firstChild + i`.
    public var firstChild: Int
    /// The node of signal `i` of the module is `signalNodes[firstSignal + i]`.
    public var firstSignal: Int
  }

  /// The design this was made from: it holds the names and types.
  public let design: Design
  /// The clock domains of the top module, which all others are one of.
  public var domains: [ClockDomain] { design.top.domains.map(\.domain) }

  /// In an order in which they can be evaluated.
  public internal(set) var nodes: [Node] = []
  public internal(set) var constants: [Bits] = []
  public internal(set) var registers: [Register] = []
  public internal(set) var memories: [Memory] = []
  /// Of two writes to one bit of a memory the later one holds.
  public internal(set) var memoryWrites: [MemoryWrite] = []
  public internal(set) var checks: [Check] = []
  public internal(set) var scopes: [Scope] = []
  public internal(set) var signalNodes: [NodeID] = []

  /// Flattens a design that was checked. Throws a `DesignError` for a combinational loop.
  public init(_ design: Design) throws {
    self.design = design
    var flattening = try Flattening(design)
    do {
      try flattening.run()
    } catch {
      // Word by word there is a loop; there may be none bit by bit.
      flattening = try Flattening(design)
      flattening.distributesSlices = true
      do { try flattening.run() } catch { throw error.designError(flattening) }
    }
    flattening.move(to: &self)
  }

  /// The node of a data port of the top module.
  public func node(ofPort port: Int) -> NodeID { signalNodes[port] }

  /// The node of a signal of an instance.
  public func node(of signal: SignalID, in scope: Int) -> NodeID {
    signalNodes[scopes[scope].firstSignal + signal.index]
  }

  /// The value of a node that is constant.
  public func constantValue(of node: NodeID) -> Bits? {
    nodes[node].kind == .constant ? constants[Int(nodes[node].parameter)] : nil
  }
}
