import Accelerators
import RTL
import Verilog

/// What `design.json` tells other programs about a generated design.
struct DesignDescription {
  /// Rises when a reader of the format would be misled.
  static let formatVersion = 1

  var design: Design
  var dialect: VerilogDialect
  /// The Verilog files, each after those it needs.
  var files: [String]
  /// The files that the Verilog reads when it starts.
  var memoryImages: [String]
  var fileList: String
  /// Files of others that are copied, each with its digest.
  var copies: [String: String] = [:]
  /// What the catalogue adds.
  var name: String
  var parameters: [String: JSONValue]
  var performance: Performance?

  var json: JSONValue {
    let top = design.top
    var members: [String: JSONValue] = [
      "generator": "Bitloom",
      "formatVersion": .integer(Self.formatVersion),
      "design": .string(name),
      "dialect": .string(dialect.rawValue),
      "top": .string(top.name),
      "files": .array(files.map { .string($0) }),
      "fileList": .string(fileList),
      "parameters": .object(parameters),
      "ports": .array(top.ports.map(\.json)),
      "clock": top.clocksJSON.first ?? nil,
      "reset": top.resetPorts.first?.json ?? nil,
      "clocks": .array(top.clocksJSON),
      "resets": .array(top.resetPorts.map(\.json)),
      "synchronisers": .array(design.synchronisers.map(\.json)),
      "hierarchy": .array(hierarchy),
    ]
    let boxes = design.blackBoxes.compactMap { design.modules[$0].blackBoxJSON }
    if !boxes.isEmpty { members["blackBoxes"] = .array(boxes) }
    if !copies.isEmpty { members["copies"] = .object(copies.mapValues { .string($0) }) }
    if !memoryImages.isEmpty { members["memoryImages"] = .array(memoryImages.map { .string($0) }) }
    if let performance {
      members["latency"] = performance.latency.json
      members["throughput"] = performance.throughput.json
    }
    return .object(members)
  }

  /// The modules that are emitted. Black boxes are instances alone.
  private var hierarchy: [JSONValue] {
    let emitted = Set(design.emittedModules)
    return design.modules.indices.filter { emitted.contains(ModuleID($0)) }.map { module(design.modules[$0]) }
  }

  /// A module and what it instantiates; the tree unfolds from the top.
  private func module(_ module: ModuleDefinition) -> JSONValue {
    let instances = module.instances.map { instance in
      let module = design.modules[instance.module].instantiatedName
      return JSONValue.object(["name": .string(instance.name), "module": .string(module)])
    }
    var members: [String: JSONValue] = [
      "module": .string(module.name), "summary": .string(module.summary), "instances": .array(instances),
    ]
    let checks = module.checks
    if !checks.isEmpty { members["checks"] = .array(checks.map { $0.json(in: module) }) }
    return .object(members)
  }
}

extension PortDefinition {
  var json: JSONValue {
    [
      "name": .string(name), "path": .string(path), "direction": .string(direction.rawValue),
      "width": .integer(type.width), "signed": .boolean(type.isSigned),
    ]
  }
}

extension CheckStatement {
  func json(in module: ModuleDefinition) -> JSONValue {
    [
      "kind": .string(kind.rawValue), "name": .string(name),
      "clock": .string(module.domains[domain].domain.clock),
    ]
  }
}

extension SynchroniserRegister {
  var json: JSONValue {
    [
      "path": .string(path), "width": .integer(width), "clock": .string(clock), "crossing": .string(crossing.rawValue),
    ]
  }
}

extension ModuleDefinition {
  /// The clock ports with their edges.
  var clocksJSON: [JSONValue] {
    clockPorts.map { ["name": .string($0.name), "edge": .string(edgeText(ofClock: $0.name))] }
  }

  /// `rising`, `falling`, or both where domains differ.
  func edgeText(ofClock name: String) -> String {
    let edges = Set(domains.filter { $0.usesClock && $0.domain.clock == name }.map(\.domain.edge))
    return edges.count == 2 ? "both" : edges.first?.rawValue ?? ClockDomain.Edge.rising.rawValue
  }
}

extension ClockDomain.Reset {
  var json: JSONValue {
    ["name": .string(name), "kind": .string(kind.rawValue), "polarity": .string(polarity.rawValue)]
  }
}

extension Performance.Figure {
  var json: JSONValue { ["value": .integer(value), "unit": .string(unit), "explanation": .string(explanation)] }
}

extension ParameterValue {
  var json: JSONValue {
    switch self {
    case .integer(let number): .integer(number)
    case .boolean(let flag): .boolean(flag)
    case .choice(let name): .string(name)
    }
  }
}

extension ParameterValues {
  /// Keys and values.
  var json: [String: JSONValue] {
    Dictionary(items.map { ($0.key, $0.value.json) }) { _, last in last }
  }
}
