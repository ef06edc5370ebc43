/// A register or wire that statements may drive, by the number of its step.
struct DrivenStep {
  var id: Int
  var type: NumberType
  var domain: Int?
  var clock: Int
}

/// An array of registers.
struct DrivenArray {
  var id: Int
  var type: NumberType
  var count: Int
  var domain: Int?
  var clock: Int
}

struct DrivenState {
  var id: Int
  var kind: StateKind
  var domain: Int?
  var clock: Int
}

struct DrivenMemory {
  var id: Int
  var type: NumberType
  var depth: Int
  var hasContents: Bool
  /// That of its writes.
  var domain: Int?
  var clock: Int
}

/// A value that steps may read.
struct PooledValue {
  var operand: Operand
  var type: NumberType
  var clock: Int
  /// Whether no input and no register has a part in it.
  var isConstant = false
  /// Whether it is constant, or 0 whatever has a part in it: the language may know its value.
  var isKnown = false
  var useCount = 0
}

/// The clock domains that a module knows.
struct ModuleClocks {
  /// What stands for the clock of a module's own domain where that is another one in each instance.
  static let own = -1

  /// The numbers of its domains; nil, for its own one, comes first.
  let domains: [Int?]
  private let clockOfDomain: [Int]
  private let ownClock: Int

  /// - Parameters:
  ///   - domains: The numbers of the domains beside the module's own one.
  ///   - clockOfDomain: The numbers of the clocks of all domains of the circuit.
  init(_ domains: some Sequence<Int>, clockOfDomain: [Int], isTop: Bool) {
    self.domains = [nil] + domains.map { $0 }
    self.clockOfDomain = clockOfDomain
    ownClock = isTop ? 0 : Self.own
  }

  func clock(of domain: Int?) -> Int { domain.map { clockOfDomain[$0] } ?? ownClock }

  /// One domain of each clock.
  var firstDomains: [Int?] {
    var seen: Set<Int> = []
    return domains.filter { seen.insert(clock(of: $0)).inserted }
  }
}

/// The ports of a module that was generated.
struct ModuleInterface {
  struct Port {
    var type: NumberType
    /// Nil for the clock of the module's own domain.
    var clock: Int?

    init(type: NumberType, clock: Int) {
      self.type = type
      self.clock = clock == ModuleClocks.own ? nil : clock
    }
  }

  var inputs: [Port] = []
  var outputs: [Port] = []
  /// The domains that the module knows beside its own one.
  var domains: [Int] = []
  /// Whether its own domain may have a clock enable: a synchroniser that waits has logic before it.
  var mayWait = true
}
