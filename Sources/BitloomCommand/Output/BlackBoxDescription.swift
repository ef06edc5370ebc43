import RTL
import Verilog

extension ModuleDefinition {
  /// What `design.json` tells of a black box: the Verilog module with its parameters and ports, and the files it is in; without
  /// files it is for the tools behind to know. Nil for any other module.
  var blackBoxJSON: JSONValue? {
    guard let box = blackBox else { return nil }
    let parameters = box.parameters.map { JSONValue.object(["name": .string($0.name), "value": $0.value.json]) }
    let clocks = box.clocks.map { clock in
      JSONValue.object([
        "clock": .string(clock.clock), "reset": clock.reset.map { .string($0) } ?? .null,
        "resetPolarity": clock.reset == nil ? .null : .string(clock.polarity.rawValue),
      ])
    }
    let ports = zip(self.ports, box.portNames).map { port, name in
      JSONValue.object([
        "name": .string(name), "direction": .string(port.direction.rawValue), "width": .integer(port.type.width),
        "signed": .boolean(port.type.isSigned),
      ])
    }
    return .object([
      "module": .string(box.verilogName), "parameters": .array(parameters), "clocks": .array(clocks),
      "ports": .array(ports), "files": .array(box.sources.map { .string($0.name) }), "hasModel": .boolean(box.hasModel),
    ])
  }
}

extension BlackBoxParameter.Value {
  var json: JSONValue {
    switch self {
    case .integer(let number): .integer(number)
    case .bits: .string(verilog)
    case .text(let text): .string(text)
    case .real(let number): .real(number)
    }
  }
}
