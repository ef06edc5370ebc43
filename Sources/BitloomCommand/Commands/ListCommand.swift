import Accelerators
import ArgumentParser

/// `bitloom list`.
struct ListCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the designs of the catalogue, a line each.")

  @Flag(help: "Prints an array of objects with name, summary, parameters and presets.")
  var json = false

  func run(in context: CommandContext) {
    if json {
      let designs = context.catalogue.entries.map { entry in
        JSONValue.object([
          "name": .string(entry.name), "summary": .string(entry.summary),
          "parameters": .array(entry.parameterDescriptions.map { .string($0.key) }),
          "presets": .array(entry.presets.map { .string($0.name) }),
        ])
      }
      return context.output.writeLine(JSONValue.array(designs).text)
    }
    var table = TextTable()
    for entry in context.catalogue.entries { table.add(entry.name, entry.summary) }
    context.output.write(table)
  }
}
