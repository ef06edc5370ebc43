import Accelerators
import ArgumentParser
import RTL

/// `bitloom describe`.
struct DescribeCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe", abstract: "Describes a design: parameters, presets, ports, latency, throughput.",
    discussion: "Ports, latency and throughput are those of the parameters given.")

  @OptionGroup var parameters: ParameterOptions

  @Flag(help: "Prints one object.")
  var json = false

  func run(in context: CommandContext) throws {
    let (entry, values) = try parameters.resolve(in: context)
    let top = try entry.elaborate(values).top
    if json {
      context.output.writeLine(document(entry, values, top).text)
    } else {
      writeText(entry, values, top, to: context.output)
    }
  }

  // MARK: Text

  private func writeText(
    _ entry: any CatalogueEntry, _ values: ParameterValues, _ top: ModuleDefinition, to output: any TextOutput
  ) {
    output.writeLine("\(entry.name): \(entry.summary)")
    output.writeLine("\nParameters (key, value, default, range)")
    var table = TextTable(indent: 2)
    for parameter in entry.parameterDescriptions {
      table.add(
        parameter.key, values[parameter.key].map { "\($0)" } ?? "", "\(parameter.standardValue)",
        parameter.domain.shortText, parameter.summary)
    }
    output.write(table)
    output.writeLine("\nPresets")
    table = TextTable(indent: 2)
    for preset in entry.presets { table.add(preset.name, preset.summary) }
    output.write(table)
    output.writeLine("\nPorts of \(top.name)")
    output.write(ports(of: top))
    let performance = entry.performance(values)
    for (title, figure) in [("Latency", performance.latency), ("Throughput", performance.throughput)] {
      output.writeLine("\n\(title)\n  \(figure.value) \(figure.unit): \(figure.explanation)")
    }
  }

  private func ports(of top: ModuleDefinition) -> TextTable {
    var table = TextTable(indent: 2)
    for clock in top.clockPorts {
      table.add("input", "bit", clock.name, "clock, \(top.edgeText(ofClock: clock.name)) edge")
    }
    for reset in top.resetPorts {
      let level = reset.polarity == .activeHigh ? "active high" : "active low"
      table.add("input", "bit", reset.name, "reset, \(reset.kind.rawValue), \(level)")
    }
    for port in top.ports { table.add(port.direction.rawValue, "\(port.type)", port.name, port.path) }
    return table
  }

  // MARK: JSON

  private func document(_ entry: any CatalogueEntry, _ values: ParameterValues, _ top: ModuleDefinition) -> JSONValue {
    let performance = entry.performance(values)
    return .object([
      "name": .string(entry.name),
      "summary": .string(entry.summary),
      "parameters": .array(entry.parameterDescriptions.map { description(of: $0, values) }),
      "presets": .array(
        entry.presets.map { preset in
          [
            "name": .string(preset.name), "summary": .string(preset.summary),
            "parameters": .object(entry.values(of: preset).json),
          ]
        }),
      "top": .string(top.name),
      "ports": .array(top.ports.map(\.json)),
      "clock": top.clocksJSON.first ?? nil,
      "reset": top.resetPorts.first?.json ?? nil,
      "clocks": .array(top.clocksJSON),
      "resets": .array(top.resetPorts.map(\.json)),
      "latency": performance.latency.json,
      "throughput": performance.throughput.json,
    ])
  }

  private func description(of parameter: ParameterDescription, _ values: ParameterValues) -> JSONValue {
    var members: [String: JSONValue] = [
      "key": .string(parameter.key), "type": .string(parameter.domain.typeName),
      "default": parameter.standardValue.json, "value": (values[parameter.key] ?? parameter.standardValue).json,
      "summary": .string(parameter.summary),
    ]
    switch parameter.domain {
    case .integer(let range):
      members["minimum"] = .integer(range.lowerBound)
      members["maximum"] = .integer(range.upperBound)
    case .choice(let names): members["choices"] = .array(names.map { .string($0) })
    case .boolean: break
    }
    return .object(members)
  }
}
