extension DesignParser {
  /// `blackbox NAME [modelled] { ... }`, if it comes next.
  mutating func parseBlackBox() throws(DesignError) {
    guard take("blackbox") else { return }
    var box = BlackBoxDefinition(verilogName: try name("the name of a Verilog module"), portNames: [])
    box.hasModel = take("modelled")
    try expect("{")
    while take("parameter") {
      let name = try name("the name of a parameter")
      try expect("=")
      box.parameters.append(BlackBoxParameter(name, try parameterValue()))
    }
    while take("clock") { box.clocks.append(try blackBoxClock()) }
    box.behaviour.combinationalInputs = Array(repeating: [], count: module.ports.count)
    box.behaviour.domains = Array(repeating: nil, count: module.ports.count)
    for port in module.ports.indices { try parsePort(port, of: &box) }
    // A black box with a model says nothing here that the model does not say.
    if box.hasModel { box.behaviour = BlackBoxBehaviour() }
    while take("file") {
      let name = try quoted("the name of a file in quotes")
      box.sources.append(BlackBoxSource(name: name, text: try quoted("the text of a file in quotes")))
    }
    try expect("}")
    box.place = try place()
    module.blackBox = box
  }

  private mutating func quoted(_ wanted: String) throws(DesignError) -> String {
    guard case .quoted(let text) = token.kind else { throw unexpected(wanted) }
    advance()
    return text
  }

  private mutating func parameterValue() throws(DesignError) -> BlackBoxParameter.Value {
    let wanted = "'integer', 'bits', 'text' or 'real' with a value"
    if take("bits") {
      guard case .bits(let bits) = token.kind else { throw unexpected(wanted) }
      advance()
      return .bits(bits)
    }
    if take("text") { return .text(try quoted(wanted)) }
    if take("integer"), case .quoted(let text) = token.kind, let number = Int(text) {
      advance()
      return .integer(number)
    }
    if take("real"), case .quoted(let text) = token.kind, let number = Double(text), number.isFinite {
      advance()
      return .real(number)
    }
    throw unexpected(wanted)
  }

  private mutating func blackBoxClock() throws(DesignError) -> BlackBoxClock {
    let name = try name("the name of a clock port")
    try expect("domain")
    var clock = BlackBoxClock(domain: try domain(), clock: name)
    guard take("reset") else { return clock }
    clock.reset = try self.name("the name of a reset port")
    guard case .word(let word) = token.kind, let polarity = ClockDomain.Reset.Polarity(rawValue: word) else {
      throw unexpected("'activeHigh' or 'activeLow'")
    }
    clock.polarity = polarity
    advance()
    return clock
  }

  /// A port of the Verilog; those of the module are listed in their order.
  private mutating func parsePort(_ port: Int, of box: inout BlackBoxDefinition) throws(DesignError) {
    try expect(
      "port", or: "'port \(module.ports[port].name)': a black box lists the ports of its module in their order")
    guard try portNumber() == port else { throw error("the next port is '\(module.ports[port].name)'") }
    try expect("named")
    box.portNames.append(try name("the name of a port in Verilog"))
    if take("follows") {
      repeat { box.behaviour.combinationalInputs[port].append(try portNumber()) } while take(",")
    }
    if take("domain") { box.behaviour.domains[port] = try domain() }
  }

  private mutating func portNumber() throws(DesignError) -> Int {
    let place = token
    let name = try name("the name of a port")
    guard let index = module.ports.firstIndex(where: { $0.name == name }) else {
      throw error("there is no port '\(name)'", at: place)
    }
    return index
  }
}
