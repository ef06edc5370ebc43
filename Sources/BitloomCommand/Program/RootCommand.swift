import ArgumentParser

/// `bitloom` itself: its help and its subcommands.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bitloom",
    abstract: "Generates hardware accelerators, and simulates them against their golden models.",
    discussion: """
      Exit status: 0 for success, 1 when a design, a verification or a file fails, 64 for a mistake in the command line.
      """,
    version: "0.1.0",
    subcommands: [
      ListCommand.self, DescribeCommand.self, GenerateCommand.self, SimulateCommand.self, ReportCommand.self,
      ProveCommand.self,
      DeclareCommand.self, FuzzCommand.self, DoctorCommand.self, RegenerateCommand.self,
    ])

  /// The names of the subcommands that are in the help.
  static var subcommandNames: [String] {
    configuration.subcommands.filter { $0.configuration.shouldDisplay }.compactMap { $0.configuration.commandName }
  }
}

/// A subcommand that can be run with any output.
protocol ContextualCommand: ParsableCommand {
  func run(in context: CommandContext) throws
}
