import RTL

extension ModuleBuilder {
  /// Notes what stands for the module that is being built in Verilog.
  func describeBlackBox<IO: Interface>(_ verilog: ExternalVerilog<IO>, _ io: IO) {
    var box = BlackBoxDefinition(verilogName: verilog.module, portNames: portNames(verilog, io))
    box.place = verilog.place
    box.parameters = verilog.parameters
    box.clocks = verilog.clocks.map { ports in
      let domain = ports.domain.map { definition.addDomain($0, near: .own).id } ?? .own
      return BlackBoxClock(domain: domain, clock: ports.clock, reset: ports.reset, polarity: ports.polarity)
    }
    box.sources = sources(of: verilog.source, module: verilog.module)
    definition.blackBox = box
    checkNames(of: box)
    for parameter in box.parameters { checkValue(of: parameter, box) }
    for clock in box.clocks where clock.reset != nil && definition.domains[clock.domain].domain.reset == nil {
      let domain = definition.domains[clock.domain].domain
      report(BlackBoxDiagnostics.domainWithoutReset(clock.reset ?? "", domain.clock, of: box))
    }
    for domain in Set(box.clocks.map(\.domain)).sorted(by: { $0.index < $1.index }) {
      let waiting = definition.domains[domain].domain
      guard let enable = waiting.enable else { continue }
      report(BlackBoxDiagnostics.domainWithEnable(enable, waiting.clock, of: box))
    }
  }

  /// The names of the ports in Verilog, by port.
  private func portNames<IO: Interface>(_ verilog: ExternalVerilog<IO>, _ io: IO) -> [String] {
    var names = definition.ports.map { port in
      switch verilog.naming {
      case .snakeCase: port.name
      case .uppercase: port.name.uppercased()
      case .asWritten: port.path.split { $0 == "." || $0 == "[" || $0 == "]" }.joined(separator: "_")
      }
    }
    for (path, name) in verilog.ports.sorted(by: { $0.value < $1.value }) {
      let ports = ports(at: path, of: io)
      if ports.count == 1, let port = ports.first {
        names[port] = name
      } else {
        let paths = ports.map { definition.ports[$0].path }
        report(BlackBoxDiagnostics.nameOfSeveralPorts(name, paths, module: verilog.module, at: verilog.place))
      }
    }
    return names
  }

  /// The ports of a part of the module's interface, in order.
  private func ports<IO: Interface>(at path: PartialKeyPath<IO>, of io: IO) -> [Int] {
    guard let bundle = io[keyPath: path] as? any Bundle else { return [] }
    return LeafVisitor.leaves(of: bundle).compactMap { leaf in
      guard leaf.signal.owner == owner, case .signal(let id) = operation(of: leaf.signal),
        case .port(let port) = definition.signals[id].kind
      else { return nil }
      return port
    }
  }

  // MARK: Names and values

  private func checkNames(of box: BlackBoxDefinition) {
    var names: [(kind: String, name: String)] = []
    for clock in box.clocks {
      if !names.contains(where: { $0.name == clock.clock }) { names.append(("clock", clock.clock)) }
      if let reset = clock.reset, !names.contains(where: { $0.kind == "reset" && $0.name == reset }) {
        names.append(("reset", reset))
      }
    }
    names += zip(definition.ports, box.portNames).map { ($0.direction.rawValue, $1) }
    check([("module", box.verilogName)], of: box)
    check(names, of: box)
    check(box.parameters.map { ("parameter", $0.name) }, of: box)
  }

  private func check(_ names: [(kind: String, name: String)], of box: BlackBoxDefinition) {
    var first: [String: String] = [:]
    for (kind, name) in names {
      if !EmittedName.isIdentifier(name) || EmittedName.reserver(of: name) == .verilog {
        report(BlackBoxDiagnostics.impossibleName(kind, name, of: box))
      } else if let other = first[name] {
        report(BlackBoxDiagnostics.nameUsedTwice(name, other, kind, of: box))
      } else {
        first[name] = kind
      }
    }
  }

  private func checkValue(of parameter: BlackBoxParameter, _ box: BlackBoxDefinition) {
    switch parameter.value {
    case .real(let number) where !number.isFinite:
      report(BlackBoxDiagnostics.impossibleValue(parameter.name, "\(number) is no number of Verilog", of: box))
    case .text(let text) where !text.unicodeScalars.allSatisfy { (" "..."~").contains($0) }:
      report(
        BlackBoxDiagnostics.impossibleValue(parameter.name, "its text has characters that are not printable", of: box))
    case .integer, .bits, .text, .real: break
    }
  }

  // MARK: Without a model

  /// Notes what is known of a black box that has no model.
  func declareBehaviour<IO: Interface>(_ verilog: ExternalVerilog<IO>, _ io: IO) {
    guard let box = definition.blackBox else { return }
    var behaviour = BlackBoxBehaviour()
    let inputs = definition.ports.indices.filter { definition.ports[$0].direction == .input }
    behaviour.combinationalInputs = definition.ports.map { $0.direction == .output ? inputs : [] }
    if let declared = verilog.combinational {
      behaviour.combinationalInputs = Array(repeating: [], count: definition.ports.count)
      for (output, sources) in declared {
        let from = sources.flatMap { ports(at: $0, of: io) }
        for port in ports(at: output, of: io) { behaviour.combinationalInputs[port] = Set(from).sorted() }
      }
      checkDirections(behaviour.combinationalInputs, box)
    }
    behaviour.domains = domains(verilog, io, box)
    definition.blackBox?.behaviour = behaviour
  }

  private func checkDirections(_ inputs: [[Int]], _ box: BlackBoxDefinition) {
    for (output, sources) in inputs.enumerated() where !sources.isEmpty {
      let wrong = sources.filter { definition.ports[$0].direction == .output }
      if let source = wrong.first {
        report(BlackBoxDiagnostics.wrongDirection(definition.ports[source].path, "input", of: box))
      } else if definition.ports[output].direction == .input {
        report(BlackBoxDiagnostics.wrongDirection(definition.ports[output].path, "output", of: box))
      }
    }
  }

  private func domains<IO: Interface>(
    _ verilog: ExternalVerilog<IO>, _ io: IO, _ box: BlackBoxDefinition
  ) -> [DomainID?] {
    let clocks = Set(box.clocks.map(\.domain))
    var result = [DomainID?](repeating: clocks.count == 1 ? clocks.first : nil, count: definition.ports.count)
    for (path, domain) in verilog.domains.sorted(by: { $0.value.clock < $1.value.clock }) {
      guard let id = definition.domains.firstIndex(where: { $0.domain == domain }), clocks.contains(DomainID(id)) else {
        report(BlackBoxDiagnostics.unknownDomain(domain.clock, of: box))
        continue
      }
      for port in ports(at: path, of: io) { result[port] = DomainID(id) }
    }
    guard clocks.count > 1,
      verilog.domains.values.allSatisfy({ domain in
        definition.domains.contains { $0.domain == domain }
      })
    else { return result }
    let missing = result.indices.filter { result[$0] == nil }.map { definition.ports[$0].path }
    if !missing.isEmpty { report(BlackBoxDiagnostics.portsWithoutDomain(missing, clocks: clocks.count, of: box)) }
    return result
  }
}
