/// A clock, its active edge, its reset and its enable. Two domains are the same when all of this is equal.
///
/// The names of a domain mean the same everywhere in a design: what is clocked by `pixel_clk`, however deep in the hierarchy,
/// is clocked by the port `pixel_clk` of the top module.
public struct ClockDomain: Hashable, Sendable {
  public enum Edge: String, Hashable, Sendable { case rising, falling }

  public struct Reset: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable { case synchronous, asynchronous }
    public enum Polarity: String, Hashable, Sendable { case activeHigh, activeLow }

    /// Name of the port.
    public var name: String
    public var kind: Kind
    public var polarity: Polarity

    public init(name: String = "rst", kind: Kind = .synchronous, polarity: Polarity = .activeHigh) {
      self.name = name
      self.kind = kind
      self.polarity = polarity
    }
  }

  /// Name of the clock port.
  public var clock: String
  public var edge: Edge
  /// Nil for a domain whose registers keep what they power up with.
  public var reset: Reset?
  /// Name of the enable, without which nothing in the domain advances; nil for a domain in which every edge counts. Reset is
  /// independent of it.
  ///
  /// The representation has no enables: elaboration makes them ordinary ports and conditions.
  public var enable: String?

  public init(
    clock: String = "clk", edge: Edge = .rising, reset: Reset? = Reset(), enable: String? = nil
  ) {
    self.clock = clock
    self.edge = edge
    self.reset = reset
    self.enable = enable
  }

  /// Rising edge of `clk`, synchronous active-high `rst`: what maps into the registers of DSP blocks and block memories.
  public static let standard = ClockDomain()
}
