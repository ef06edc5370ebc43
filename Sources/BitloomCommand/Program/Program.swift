import Accelerators
import ArgumentParser
import Bitloom
import Cosimulation
import FPGAFlow
import RTL
import Testbench
import Waveforms

/// The program: from arguments to an exit status.
enum Program {
  static func run(_ arguments: [String], in context: CommandContext) -> Int32 {
    let status = runCommand(arguments, in: context)
    guard let failure = context.output.failure else { return status }
    context.errors.writeLine("error: the output could not be written: \(failure)")
    return max(status, CommandFailure.Status.failure.rawValue)
  }

  private static func runCommand(_ arguments: [String], in context: CommandContext) -> Int32 {
    do {
      try checkSubcommand(arguments)
      var command = try RootCommand.parseAsRoot(arguments)
      if let command = command as? any ContextualCommand {
        try command.run(in: context)
      } else {
        // `help` and `bitloom` alone: the parser's own commands throw what is to be printed.
        try command.run()
      }
      return 0
    } catch {
      return report(error, in: context)
    }
  }

  /// The parser calls an unknown subcommand an unexpected argument.
  private static func checkSubcommand(_ arguments: [String]) throws {
    let names = RootCommand.subcommandNames
    guard let name = arguments.first, !name.hasPrefix("-") else { return }
    let known = RootCommand.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard !known.contains(name) else { return }
    let nearest = NearestName(to: name, among: names)
    let hint = nearest.isLikely ? nearest.name.map { "did you mean '\($0)'?" } : nil
    throw CommandFailure.usage(
      "there is no command '\(name)'; \(hint ?? "the commands are \(Wording.enumeration(names))")")
  }

  private static func report(_ error: any Error, in context: CommandContext) -> Int32 {
    switch error {
    case let failure as CommandFailure:
      context.errors.writeLine("error: \(failure.message)")
      return failure.status.rawValue
    case is SilentFailure:
      return CommandFailure.Status.failure.rawValue
    case let error as CatalogueError:
      context.errors.writeLine("error: \(error)")
      return CommandFailure.Status.usage.rawValue
    case let error as DesignError:
      // Diagnostics say themselves that they are errors.
      context.errors.writeLine(error.description)
      return CommandFailure.Status.failure.rawValue
    case is CosimulationError, is WaveformError, is TestbenchError, is ExpectationFailure, is ProofFailure:
      context.errors.writeLine("error: \(error)")
      return CommandFailure.Status.failure.rawValue
    default:
      return reportOfParser(error, in: context)
    }
  }

  private static func reportOfParser(_ error: any Error, in context: CommandContext) -> Int32 {
    let code = RootCommand.exitCode(for: error)
    if code == .success {
      context.output.writeLine(RootCommand.fullMessage(for: error))
      return 0
    }
    let message = RootCommand.message(for: error)
    context.errors.writeLine("error: \(message.prefix(1).lowercased())\(message.dropFirst())")
    return code == .validationFailure ? CommandFailure.Status.usage.rawValue : CommandFailure.Status.failure.rawValue
  }
}
