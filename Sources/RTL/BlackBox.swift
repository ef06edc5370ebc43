/// Verilog that the language has not made, as a module of a design stands for it: the ports are those of the module, its body
/// is the behavioural model.
public struct BlackBoxDefinition: Hashable, Sendable {
  /// The name of the Verilog module.
  public var verilogName: String
  /// In the order in which they are emitted.
  public var parameters: [BlackBoxParameter] = []
  /// The names of the ports in Verilog, by port.
  public var portNames: [String]
  /// The clock and reset ports of the Verilog module.
  public var clocks: [BlackBoxClock] = []
  /// The Verilog; empty for a primitive that the tools behind know themselves.
  public var sources: [BlackBoxSource] = []
  /// Whether the body of the module says what the Verilog does.
  public var hasModel = true
  /// Of a black box without a model: what its outputs and clocks are known to do.
  public var behaviour = BlackBoxBehaviour()
  public var place = Place.unknown

  public init(verilogName: String, portNames: [String]) {
    self.verilogName = verilogName
    self.portNames = portNames
  }
}

/// A parameter of a Verilog module and its value.
public struct BlackBoxParameter: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    /// A number without a width, of 32 bits in Verilog.
    case integer(Int)
    case bits(Bits)
    case text(String)
    case real(Double)
  }

  public var name: String
  public var value: Value

  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}

/// A clock port of a Verilog module and the reset port that belongs to it.
public struct BlackBoxClock: Hashable, Sendable {
  /// One of the module's domains.
  public var domain: DomainID
  /// The port's name in Verilog.
  public var clock: String
  /// The port's name in Verilog, and the level at which it resets there.
  public var reset: String?
  public var polarity: ClockDomain.Reset.Polarity

  public init(
    domain: DomainID, clock: String, reset: String? = nil, polarity: ClockDomain.Reset.Polarity = .activeHigh
  ) {
    self.domain = domain
    self.clock = clock
    self.reset = reset
    self.polarity = polarity
  }
}

/// A file of Verilog that belongs to a design as it is.
public struct BlackBoxSource: Hashable, Sendable {
  /// Without a folder.
  public var name: String
  public var text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// Whether tools are given the file; others are included or read by it.
  public var isCompiled: Bool { name.hasSuffix(".v") || name.hasSuffix(".sv") }
}

/// What is known of a black box without looking into it.
public struct BlackBoxBehaviour: Hashable, Sendable {
  /// The inputs that an output follows from without a clock between, by port; empty for inputs.
  public var combinationalInputs: [[Int]] = []
  /// The domain whose clock samples an input or makes an output, by port; nil where there is none.
  public var domains: [DomainID?] = []

  public init() {}
}

extension ModuleDefinition {
  /// Whether nothing is known of the module but what is declared: a black box without a model.
  public var isOpaque: Bool { blackBox.map { !$0.hasModel } ?? false }

  /// The name by which the emitted Verilog instantiates the module.
  public var instantiatedName: String { blackBox?.verilogName ?? name }

  /// The inputs that an output of a black box without a model follows from.
  public func declaredInputs(ofOutput port: Int) -> [Int] {
    let all = blackBox?.behaviour.combinationalInputs ?? []
    return all.indices.contains(port) ? all[port] : []
  }

  /// The clock of a port of a black box without a model, by its name in the module.
  public func declaredClock(ofPort port: Int) -> String? {
    let all = blackBox?.behaviour.domains ?? []
    guard all.indices.contains(port), let domain = all[port] else { return nil }
    return domains[domain].domain.clock
  }
}

extension Design {
  /// The modules that are emitted, each after those it instantiates: neither black boxes nor what only their models use.
  public var emittedModules: [ModuleID] {
    var isNeeded = [Bool](repeating: false, count: modules.count)
    var pending = [Self.topID]
    isNeeded[0] = true
    while let id = pending.popLast() {
      if modules[id].blackBox != nil { continue }
      for instance in modules[id].instances where !isNeeded[instance.module.index] {
        isNeeded[instance.module.index] = true
        pending.append(instance.module)
      }
    }
    return modulesChildrenFirst.filter { isNeeded[$0.index] && modules[$0].blackBox == nil }
  }

  /// The black boxes that emitted modules instantiate, in the order of the modules.
  public var blackBoxes: [ModuleID] {
    var found: Set<ModuleID> = []
    for id in emittedModules { found.formUnion(modules[id].instances.map(\.module)) }
    return found.filter { modules[$0].blackBox != nil }.sorted()
  }

  /// The design as a simulator of Verilog takes it: models stand for black boxes that come without Verilog.
  public var modelsForMissingSources: Design {
    var result = self
    for index in modules.indices {
      if let box = modules[index].blackBox, box.sources.isEmpty, box.hasModel { result.modules[index].blackBox = nil }
    }
    return result
  }
}
