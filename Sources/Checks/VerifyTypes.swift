import RTL

/// Returns where a module breaks the rules of the intermediate representation, a sentence for each fault; empty for what the
/// language and the transforms should make.
///
/// Looks at the indexes into the arenas, at the widths and signs of all operands (by the rules written at the cases of
/// `Operation` and `BinaryOperator`), and at the statements.
public func verifyTypes(_ module: ModuleDefinition, in design: Design) -> [String] {
  var verifier = DeclarationVerifier(module, in: design)
  verifier.verify()
  // The rest is of no use when declarations are wrong: types and kinds are looked up there.
  if !verifier.faults.isEmpty { return verifier.faults }
  let expressionFaults = module.expressions.indices.compactMap { index in
    module.fault(ofExpression: ExpressionID(index)).map { "expression \(index): \($0)" }
  }
  let names = module.expressionNames.keys.sorted().filter { $0.index >= module.expressions.count }
  let faults = expressionFaults + names.map { "the name of expression \($0), which does not exist" }
  // An operand out of range could not be looked up.
  return faults.isEmpty ? StatementVerifier.faults(of: module, in: design) : faults
}

/// The ports, signals and what they refer to.
private struct DeclarationVerifier {
  let module: ModuleDefinition
  let design: Design
  private(set) var faults: [String] = []

  init(_ module: ModuleDefinition, in design: Design) {
    self.module = module
    self.design = design
  }

  mutating func verify() {
    verifyPorts()
    for (index, enumeration) in module.enumerations.enumerated() {
      expect(
        enumeration.cases.allSatisfy { $0.code.width == enumeration.width }, "enumeration \(index): width of a code")
    }
    for (index, signal) in module.signals.enumerated() { verify(signal, SignalID(index)) }
    for (index, register) in module.registers.enumerated() {
      guard register.signal.index < module.signals.count else {
        expect(false, "register \(index): no signal \(register.signal)")
        continue
      }
      let signal = module.signals[register.signal]
      expect(signal.kind == .register(index), "register \(index): signal \(register.signal) is something else")
      let width = register.resetValue?.width ?? signal.type.width
      expect(width == signal.type.width, "register \(index): reset value of \(width) bits for \(signal.type)")
    }
    for (index, use) in module.domains.enumerated() {
      guard let reset = use.resetSignal else { continue }
      let isBit = reset.index < module.signals.count && module.signals[reset].type.isBit
      expect(isBit && use.domain.reset != nil, "domain \(index): no bit \(reset) that could be its reset")
    }
    for (index, memory) in module.memories.enumerated() {
      expect(memory.depth > 0, "memory \(index): depth \(memory.depth)")
      if let contents = memory.contents {
        let fits = contents.count == memory.depth && contents.allSatisfy { $0.width == memory.type.width }
        expect(fits, "memory \(index): contents of \(contents.count) words")
      }
      if let fault = module.fault(of: memory.type) { expect(false, "memory \(index): \(fault)") }
    }
    for (index, instance) in module.instances.enumerated() { verify(instance, InstanceID(index)) }
    if let box = module.blackBox { verify(box) }
    expect(!module.blocks.isEmpty, "no body")
  }

  private mutating func verifyPorts() {
    for (index, port) in module.ports.enumerated() {
      guard index < module.signals.count, module.signals[index].kind == .port(index) else {
        expect(false, "port \(index) is not signal \(index)")
        continue
      }
      let type = module.signals[index].type
      expect(type == port.type, "port \(index) is \(port.type), its signal \(type)")
    }
  }

  private mutating func verify(_ signal: SignalDefinition, _ id: SignalID) {
    if let fault = module.fault(of: signal.type) { expect(false, "signal \(id): \(fault)") }
    switch signal.kind {
    case .port(let port): expect(port == id.index && port < module.ports.count, "signal \(id): no port \(port)")
    case .wire: break
    case .register(let index):
      let isRegister = module.registers.indices.contains(index) && module.registers[index].signal == id
      expect(isRegister, "signal \(id): register \(index) is not of this signal")
    case .instancePort(let instance, let port):
      let exists = instance.index < module.instances.count
      let isPort = exists && module.instances[instance].signal(ofPort: port) == id
      expect(isPort, "signal \(id): not port \(port) of instance \(instance)")
    }
  }

  private mutating func verify(_ instance: InstanceDefinition, _ id: InstanceID) {
    guard instance.module.index < design.modules.count else {
      expect(false, "instance \(id): no module \(instance.module)")
      return
    }
    for (index, port) in design.modules[instance.module].ports.enumerated() {
      let signal = instance.signal(ofPort: index)
      guard signal.index < module.signals.count,
        module.signals[signal].kind == .instancePort(id, port: index)
      else {
        expect(false, "instance \(id): signal \(signal) is not its port \(index)")
        continue
      }
      // The enumerations of two modules are numbered apart.
      let type = module.signals[signal].type
      let isSame = type.width == port.type.width && type.isSigned == port.type.isSigned
      expect(isSame, "instance \(id): port \(index) is \(port.type), its signal \(type)")
    }
  }

  private mutating func verify(_ box: BlackBoxDefinition) {
    expect(box.portNames.count == module.ports.count, "black box: \(box.portNames.count) names of ports")
    expect(box.clocks.allSatisfy { $0.domain.index < module.domains.count }, "black box: a domain that does not exist")
    let behaviour = box.behaviour
    let inputs = behaviour.combinationalInputs.joined()
    let domains = behaviour.domains.compactMap { $0 }
    let areInputs = inputs.allSatisfy { module.ports.indices.contains($0) && module.ports[$0].direction == .input }
    expect(areInputs, "black box: an output follows from what is no input")
    expect(domains.allSatisfy { $0.index < module.domains.count }, "black box: a domain that does not exist")
  }

  private mutating func expect(_ holds: Bool, _ fault: @autoclosure () -> String) {
    if !holds { faults.append(fault()) }
  }
}
