import RTL

extension Design {
  /// The design with a register for each output of a black box whose Verilog is simulated: what is unknown there begins there,
  /// as far as this design tells.
  var withBlackBoxOutputsAsRegisters: Design {
    var result = modelsForMissingSources
    for index in result.modules.indices where result.modules[index].blackBox != nil {
      result.modules[index].replaceBodyByRegisters()
    }
    return result
  }
}

extension ModuleDefinition {
  fileprivate mutating func replaceBodyByRegisters() {
    let ports = self.ports
    signals.removeSubrange(ports.count...)
    (registers, memories, instances, expressions) = ([], [], [], [])
    (operandPool, constants, expressionNames) = ([], [], [:])
    var body = Block()
    for (index, port) in ports.enumerated() where port.direction == .output {
      let signal = SignalID(signals.count)
      // In the Verilog it is the port that has the value.
      let name = blackBox?.portNames[index] ?? port.name
      signals.append(
        SignalDefinition(
          name: name, type: port.type, kind: .register(registers.count), place: blackBox?.place ?? .unknown))
      registers.append(RegisterDefinition(signal: signal, resetValue: nil))
      expressions.append(Expression(.signal(signal), port.type))
      let target = AssignmentTarget(signal: SignalID(index), low: 0, width: port.type.width)
      body.statements.append(
        .assign(Assignment(target: target, value: ExpressionID(expressions.count - 1), place: .unknown)))
    }
    blocks = [body]
  }
}
