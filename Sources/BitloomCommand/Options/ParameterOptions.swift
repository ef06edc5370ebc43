import Accelerators
import ArgumentParser

/// The design of the catalogue and its parameters.
struct ParameterOptions: ParsableArguments {
  @Argument(help: "The name of a design; 'bitloom list' shows them.")
  var design: String

  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Sets a parameter; may be repeated.", valueName: "KEY=VALUE"))
  var assignments: [String] = []

  @Option(parsing: .unconditional, help: ArgumentHelp("Takes parameters from a JSON object.", valueName: "FILE"))
  var config: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Starts from these values; 'bitloom describe' shows them.", valueName: "NAME"))
  var preset: String?

  /// The design and its values: those of the preset, over them those of the file, over both the assignments.
  func resolve(in context: CommandContext) throws -> (entry: any CatalogueEntry, values: ParameterValues) {
    let entry = try context.catalogue.entry(named: design)
    var settings: [ParameterSetting] = []
    if let path = try OptionText.present(config, "--config") {
      settings = try ConfigurationFile.settings(inFileAt: context.absolutePath(path), shownAs: path)
    }
    let preset = try OptionText.present(preset, "--preset")
    return (entry, try entry.values(preset: preset, settings + parsedAssignments()))
  }

  private func parsedAssignments() throws -> [ParameterSetting] {
    var settings: [ParameterSetting] = []
    for assignment in assignments {
      guard let equals = assignment.firstIndex(of: "="), equals > assignment.startIndex else {
        throw CommandFailure.usage("--set needs KEY=VALUE, and '\(assignment)' is not of that form")
      }
      let key = String(assignment[..<equals])
      let value = String(assignment[assignment.index(after: equals)...])
      if let earlier = settings.first(where: { $0.key == key }), case .text(let first) = earlier.value {
        throw CommandFailure.usage("--set gives \(key) twice, as \(first) and as \(value)")
      }
      settings.append(ParameterSetting(key: key, value: .text(value)))
    }
    return settings
  }
}
