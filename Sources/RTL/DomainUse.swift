/// A clock domain as a module uses it.
public struct DomainUse: Hashable, Sendable {
  public var domain: ClockDomain
  /// Whether the module or an instance within needs the clock, which then is a port, and the reset.
  public var usesClock: Bool
  public var usesReset: Bool
  /// The signal of the module that is the reset, for the module and all within; nil where the reset is a port.
  public var resetSignal: SignalID?

  public init(
    _ domain: ClockDomain, usesClock: Bool = false, usesReset: Bool = false, resetSignal: SignalID? = nil
  ) {
    self.domain = domain
    self.usesClock = usesClock
    self.usesReset = usesReset
    self.resetSignal = resetSignal
  }

  /// The reset as a port of the module; nil where the module needs none or makes it itself.
  public var resetPort: ClockDomain.Reset? { usesReset && resetSignal == nil ? domain.reset : nil }
}

extension ModuleDefinition {
  /// The domain of everything that names no other.
  public var domain: ClockDomain {
    get { domains[DomainID.own].domain }
    set { domains[DomainID.own].domain = newValue }
  }

  /// The domain of a register.
  public func domain(of register: RegisterDefinition) -> ClockDomain { domains[register.domain].domain }

  /// The clocks that are ports, each once, in the order of the ports: domains may share a clock and differ in their resets.
  public var clockPorts: [ClockPort] {
    var result: [ClockPort] = []
    for use in domains where use.usesClock {
      let isFalling = use.domain.edge == .falling
      if let known = result.firstIndex(where: { $0.name == use.domain.clock }) {
        result[known].restsHigh = result[known].restsHigh && isFalling
      } else {
        result.append(ClockPort(name: use.domain.clock, restsHigh: isFalling))
      }
    }
    return result
  }

  /// The resets that are ports, each once, in the order of the ports.
  public var resetPorts: [ClockDomain.Reset] {
    var seen: Set<String> = []
    return domains.compactMap { use in
      guard let reset = use.resetPort, seen.insert(reset.name).inserted else { return nil }
      return reset
    }
  }

  public var usesClock: Bool { domains.contains(where: \.usesClock) }
  /// Whether a reset is a port.
  public var usesReset: Bool { domains.contains { $0.resetPort != nil } }

  /// Whether something in the module, not counting its instances, is clocked in a domain: a register, a memory by its
  /// writes, or a check.
  public func isClockedHere(_ domain: DomainID) -> Bool {
    registers.contains { $0.domain == domain } || writeDomains.contains(domain) || checkDomains.contains(domain)
  }

  /// The domains in which memories are written.
  public var writeDomains: Set<DomainID> {
    var result: Set<DomainID> = []
    for block in blocks {
      for case .writeMemory(let write) in block.statements { result.insert(write.domain) }
    }
    return result
  }
}

/// A clock as a port of a module.
public struct ClockPort: Hashable, Sendable {
  public var name: String
  /// Whether every domain of the clock has the falling edge: the level between two cycles is such that the first edge of a
  /// cycle is an active one.
  public var restsHigh: Bool

  public init(name: String, restsHigh: Bool) {
    self.name = name
    self.restsHigh = restsHigh
  }
}

/// Why a register may take what another clock has made.
public enum ClockCrossing: String, Hashable, Sendable, CaseIterable {
  /// A stage of a chain of registers that releases a reset with the clock: the reset that sets it may come and go at any time.
  case resetSynchroniser
  /// A stage of a chain of registers: its input may change at any time. What comes from another clock must come straight
  /// from a register, without logic between, of which a glitch could be caught.
  case synchroniser
  /// A protocol holds the input still while the register takes it, so that any logic may be between.
  case heldStill
}
