extension DesignWriter {
  /// The lines that say what a module is in Verilog.
  func text(of box: BlackBoxDefinition, _ module: ModuleDefinition) -> String {
    var text = "  blackbox \(Self.name(box.verilogName))\(box.hasModel ? " modelled" : "") {\n"
    for parameter in box.parameters {
      text += "    parameter \(Self.name(parameter.name)) = \(Self.text(of: parameter.value))\n"
    }
    for clock in box.clocks {
      text += "    clock \(Self.name(clock.clock)) domain \(clock.domain.index)"
      if let reset = clock.reset { text += " reset \(Self.name(reset)) \(clock.polarity.rawValue)" }
      text += "\n"
    }
    for (index, (port, name)) in zip(module.ports, box.portNames).enumerated() {
      text += "    port \(Self.name(port.name)) named \(Self.name(name))"
      let inputs = module.declaredInputs(ofOutput: index).map { Self.name(module.ports[$0].name) }
      if !inputs.isEmpty { text += " follows \(inputs.joined(separator: ", "))" }
      if box.behaviour.domains.indices.contains(index), let domain = box.behaviour.domains[index] {
        text += " domain \(domain.index)"
      }
      text += "\n"
    }
    for source in box.sources { text += "    file \(Self.quoted(source.name)) \(Self.quoted(source.text))\n" }
    return text + "  }"
  }

  private static func text(of value: BlackBoxParameter.Value) -> String {
    switch value {
    case .integer(let number): "integer \(quoted(String(number)))"
    case .bits(let bits): "bits \(bits)"
    case .text(let text): "text \(quoted(text))"
    case .real(let number): "real \(quoted("\(number)"))"
    }
  }
}
