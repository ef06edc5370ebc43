/// A clock domain of a circuit.
public struct ClockRecipe: Codable, Hashable, Sendable {
  public enum Reset: String, Codable, Hashable, Sendable, CaseIterable { case none, synchronous, asynchronous }

  public var reset = Reset.synchronous
  public var resetIsActiveLow = false
  public var usesFallingEdge = false
  /// The number of the earlier domain whose clock it shares; nil for a clock of its own.
  public var sharedWith: Int?
  /// The clock ticks once in so many steps, first in the step `phase`; nil for each step.
  public var period: Int?
  public var phase: Int?

  public init(
    reset: Reset = .synchronous, resetIsActiveLow: Bool = false, usesFallingEdge: Bool = false, sharedWith: Int? = nil,
    period: Int? = nil, phase: Int? = nil
  ) {
    self.reset = reset
    self.resetIsActiveLow = resetIsActiveLow
    self.usesFallingEdge = usesFallingEdge
    self.sharedWith = sharedWith
    self.period = period
    self.phase = phase
  }
}

/// The domains of a recipe, made possible: domains that share a clock have its schedule, and its edge where there are others.
struct RecipeDomains: Sendable {
  struct Domain: Sendable {
    var reset: ClockRecipe.Reset
    var resetIsActiveLow: Bool
    var usesFallingEdge: Bool
    /// The number of the first domain with the same clock.
    var clock: Int
  }

  let domains: [Domain]
  /// When the clocks tick, by the number of their first domain.
  private let schedules: [(period: Int, phase: Int)]

  init(_ recipe: CircuitRecipe) {
    let clocks = [recipe.clock] + recipe.furtherClocks
    var roots: [Int] = []
    for (number, clock) in clocks.enumerated() {
      let shared = clock.sharedWith ?? number
      roots.append(roots.indices.contains(shared) ? roots[shared] : number)
    }
    // Which of two edges of one step comes first matters to no other clock then.
    let mayMixEdges = Set(roots).count == 1
    domains = clocks.enumerated().map { number, clock in
      Domain(
        reset: clock.reset, resetIsActiveLow: clock.resetIsActiveLow,
        usesFallingEdge: mayMixEdges ? clock.usesFallingEdge : clocks[roots[number]].usesFallingEdge,
        clock: roots[number])
    }
    schedules = clocks.map { clock in
      let period = min(max(clock.period ?? 1, 1), 1000)
      return (period, Int((clock.phase ?? 0).magnitude % UInt(period)))
    }
  }

  subscript(number: Int) -> Domain { domains[number] }
  var count: Int { domains.count }

  /// Whether the clock of a domain ticks in a step.
  func ticks(_ domain: Int, in cycle: Int) -> Bool {
    let schedule = schedules[domains[domain].clock]
    return cycle % schedule.period == schedule.phase
  }

  /// Whether some clock rests in some step.
  var hasGaps: Bool { domains.contains { schedules[$0.clock].period > 1 } }
}
