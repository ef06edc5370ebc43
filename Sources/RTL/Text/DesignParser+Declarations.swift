extension DesignParser {
  mutating func parseDeclarations() throws(DesignError) {
    while try takeParameter() {}
    module.domains = []
    while try takeDomain() {}
    if module.domains.isEmpty { throw unexpected("'domain': a module has a clock domain of its own") }
    while try takeEnumeration() {}
    while try takeSignalOrInstance() {}
    while try takeMemory() {}
    try parseBlackBox()
    for (domain, name, port, token) in resetSignals {
      let signal = port.map { instanceSignals["\(name).\($0)"] } ?? signals[name]
      guard let signal else { throw error("there is no signal '\(name)\(port.map { ".\($0)" } ?? "")'", at: token) }
      module.domains[domain].resetSignal = signal
    }
  }

  private mutating func takeParameter() throws(DesignError) -> Bool {
    guard take("parameter") else { return false }
    let name = try name("the name of a parameter")
    try expect("=")
    guard case .quoted(let value) = token.kind else { throw unexpected("a value in quotes") }
    advance()
    module.parameters.append(Parameter(name: name, value: value))
    return true
  }

  private mutating func takeDomain() throws(DesignError) -> Bool {
    guard take("domain") else { return false }
    var domain = ClockDomain(clock: try name("the name of a clock"), reset: nil)
    domain.edge = try choice(ClockDomain.Edge.init(rawValue:), "'rising' or 'falling'")
    if take("reset") {
      domain.reset = ClockDomain.Reset(
        name: try name("the name of a reset"),
        kind: try choice(ClockDomain.Reset.Kind.init(rawValue:), "'synchronous' or 'asynchronous'"),
        polarity: try choice(ClockDomain.Reset.Polarity.init(rawValue:), "'activeHigh' or 'activeLow'"))
      if take("from") {
        let place = token
        let name = try name("the name of a signal")
        let port = take(".") ? try self.name("the name of a port") : nil
        // Signals are declared later.
        resetSignals.append((module.domains.count, name, port, place))
      }
    }
    let usesClock = take("clocks")
    module.domains.append(DomainUse(domain, usesClock: usesClock, usesReset: take("resets")))
    return true
  }

  /// A word that stands for a value.
  private mutating func choice<Value>(
    _ value: (String) -> Value?, _ wanted: String
  ) throws(DesignError) -> Value {
    guard case .word(let word) = token.kind, let result = value(word) else { throw unexpected(wanted) }
    advance()
    return result
  }

  private mutating func takeEnumeration() throws(DesignError) -> Bool {
    guard take("enum") else { return false }
    let name = try name("the name of an enumeration")
    let width = try number(1...SignalType.maximumWidth, "the width of an enumeration")
    var cases: [EnumerationDefinition.Case] = []
    try expect("{")
    while !isNext("}") {
      if !cases.isEmpty { try expect(",") }
      let name = try self.name("the name of a case")
      try expect("=")
      cases.append(.init(name: name, code: try bits(width, "a code")))
    }
    advance()
    guard module.enumerations.count < 65_535 else { throw error("more than 65535 enumerations in a module") }
    module.enumerations.append(EnumerationDefinition(name: name, width: width, cases: cases))
    return true
  }

  // MARK: Signals

  private mutating func takeSignalOrInstance() throws(DesignError) -> Bool {
    if take("input") {
      try parsePort(.input)
    } else if take("output") {
      try parsePort(.output)
    } else if take("wire") {
      try parseWire()
    } else if take("register") {
      try parseRegister()
    } else if take("instance") {
      try parseInstance()
    } else {
      return false
    }
    return true
  }

  private mutating func parsePort(_ direction: PortDefinition.Direction) throws(DesignError) {
    guard module.ports.count == module.signals.count else {
      throw error("a port must stand before all other signals")
    }
    let (name, type) = try typedName("the name of a port")
    var path = name
    if case .quoted(let text) = token.kind {
      path = text
      advance()
    }
    let kind = SignalDefinition.Kind.port(module.ports.count)
    module.ports.append(PortDefinition(name: name, path: path, direction: direction, type: type))
    try add(name, type, kind)
  }

  private mutating func parseWire() throws(DesignError) {
    let (name, type) = try typedName("the name of a wire")
    try add(name, type, .wire)
  }

  private mutating func parseRegister() throws(DesignError) {
    let (name, type) = try typedName("the name of a register")
    var register = RegisterDefinition(signal: SignalID(module.signals.count), resetValue: nil)
    if take("reset") { register.resetValue = try bits(type.width, "a reset value") }
    if take("domain") { register.domain = try domain() }
    if take("crossing") {
      register.crossing = try choice(
        ClockCrossing.init(rawValue:), "'synchroniser', 'resetSynchroniser' or 'heldStill'")
    }
    let kind = SignalDefinition.Kind.register(module.registers.count)
    module.registers.append(register)
    try add(name, type, kind)
  }

  private mutating func typedName(_ wanted: String) throws(DesignError) -> (String, SignalType) {
    let place = token
    let name = try name(wanted)
    guard signals[name] == nil else { throw error("there is a signal '\(name)' already", at: place) }
    try expect(":")
    return (name, try type())
  }

  private mutating func add(_ name: String, _ type: SignalType, _ kind: SignalDefinition.Kind) throws(DesignError) {
    signals[name] = SignalID(module.signals.count)
    let fraction = try binaryPoint()
    let attributes = try attributes()
    var definition = SignalDefinition(name: name, type: type, kind: kind, place: try place())
    definition.fraction = fraction
    definition.attributes = attributes
    module.signals.append(definition)
  }

  /// `point 4` or `point minus 4`, if it comes next.
  private mutating func binaryPoint() throws(DesignError) -> Int? {
    guard take("point") else { return nil }
    let isNegative = take("minus")
    let fraction = try number(0...Int.max, "the number of bits behind the point")
    return isNegative ? -fraction : fraction
  }

  /// `instance mac of multiply domain 0 { a mac_a : u8, ... }`: each port with the name of the wire that it may need.
  private mutating func parseInstance() throws(DesignError) {
    let id = InstanceID(module.instances.count)
    let name = try name("the name of an instance")
    try expect("of")
    let moduleToken = token
    instanceModules[instanceModules.count - 1].append((try self.name("the name of a module"), moduleToken))
    var domains = [DomainID.own]
    if take("domain") {
      domains = [try domain()]
      while take(",") { domains.append(try domain()) }
    }
    let first = SignalID(module.signals.count)
    var ports: [String] = []
    try expect("{")
    while !isNext("}") {
      if !ports.isEmpty { try expect(",") }
      let place = token
      let port = try self.name("the name of a port")
      let wire = try self.name("the name of the port's wire")
      try expect(":")
      let type = try type()
      let key = "\(name).\(port)"
      guard instanceSignals[key] == nil else {
        throw error("there is a port '\(port)' of an instance '\(name)' already", at: place)
      }
      instanceSignals[key] = SignalID(module.signals.count)
      let kind = SignalDefinition.Kind.instancePort(id, port: ports.count)
      module.signals.append(SignalDefinition(name: wire, type: type, kind: kind, place: .unknown))
      ports.append(port)
    }
    advance()
    instancePorts[instancePorts.count - 1].append(ports)
    let attributes = try attributes()
    let place = try place()
    for index in first.index..<module.signals.count { module.signals[index].place = place }
    var definition = InstanceDefinition(
      name: name, module: Design.topID, firstPort: first, domains: domains, place: place)
    definition.attributes = attributes
    module.instances.append(definition)
  }

  // MARK: Memories

  private mutating func takeMemory() throws(DesignError) -> Bool {
    guard take("memory") else { return false }
    let start = token
    let name = try name("the name of a memory")
    guard memories[name] == nil else { throw error("there is a memory '\(name)' already", at: start) }
    try expect(":")
    let type = try type()
    try expect("depth")
    let depth = try number(1...Int(Int32.max), "the depth of a memory")
    var definition = MemoryDefinition(name: name, depth: depth, type: type, place: .unknown)
    while take("port") {
      let latency = try number(0...2, "the latency of a read port")
      let duringWrite = try choice(ReadDuringWrite.init(rawValue:), "'old', 'new' or 'undefined'")
      definition.readPorts.append(
        MemoryReadPort(latency: latency, hasEnable: take("enabled"), duringWrite: duringWrite))
    }
    if take("contents") { definition.contents = try contents(depth: depth, width: type.width) }
    definition.attributes = try attributes()
    definition.place = try place()
    memories[name] = MemoryID(module.memories.count)
    module.memories.append(definition)
    return true
  }

  private mutating func contents(depth: Int, width: Int) throws(DesignError) -> [Bits] {
    var words: [Bits] = []
    let start = token
    try expect("{")
    while !isNext("}") {
      if !words.isEmpty { try expect(",") }
      words.append(try bits(width, "a word"))
    }
    advance()
    guard words.count == depth else {
      throw error("a memory of \(depth) words has contents of \(words.count)", at: start)
    }
    return words
  }
}
