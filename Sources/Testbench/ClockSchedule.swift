import Bitloom

/// When the clocks of several domains tick: a sequence of the domains whose clocks have a cycle at one time.
///
/// ```swift
/// for tick in ClockSchedule([(.standard, period: 10), (pixel, period: 7)]).prefix(1_000) {
///   try dut.step(clocks: tick.domains)
/// }
/// ```
/// Edges that fall on one moment come at once. Where one of two clocks is to come first, give it another `phase`.
public struct ClockSchedule: Sequence, IteratorProtocol, Sendable {
  public struct Tick: Sendable {
    /// In the unit of the periods.
    public var time: Int
    public var domains: [ClockDomain]
  }

  private struct Clock {
    var domain: ClockDomain
    var period: Int
    var next: Int
  }

  private var clocks: [Clock]

  /// - Parameter clocks: The domains, their periods and, in the same unit, when they tick first. A period below 1 counts as 1.
  public init(_ clocks: [(domain: ClockDomain, period: Int, phase: Int)]) {
    self.clocks = clocks.map { Clock(domain: $0.domain, period: Swift.max($0.period, 1), next: $0.phase) }
  }

  /// All clocks tick first at time 0.
  public init(_ clocks: [(ClockDomain, period: Int)]) {
    self.init(clocks.map { (domain: $0.0, period: $0.period, phase: 0) })
  }

  public mutating func next() -> Tick? {
    guard let time = clocks.map(\.next).min() else { return nil }
    var domains: [ClockDomain] = []
    for index in clocks.indices where clocks[index].next == time {
      domains.append(clocks[index].domain)
      clocks[index].next += clocks[index].period
    }
    return Tick(time: time, domains: domains)
  }
}
