import Accelerators
import ArgumentParser
import Bitloom

/// `bitloom generate`.
struct GenerateCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Writes a design as Verilog: a file for each module, a file list, and design.json.",
    discussion: """
      The output directory appears whole or not at all. In one that is there already, files that Bitloom has generated are \
      replaced and all others are left alone.
      """)

  @OptionGroup var parameters: ParameterOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("systemverilog (the default) or verilog2001.", valueName: "DIALECT"))
  var dialect: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Where to write; ./DESIGN when not given.", valueName: "DIR"))
  var output: String?

  @Flag(help: "Writes behind declarations and statements which line of the generator's source they come from.")
  var sourceComments = false

  @Flag(help: "Overwrites files of the same names that Bitloom has not generated.")
  var force = false

  func run(in context: CommandContext) throws {
    let dialect = try OptionText.choice(dialect, "--dialect", of: VerilogDialect.self) ?? .systemVerilog
    let output = try OptionText.present(output, "--output")
    let (entry, values) = try parameters.resolve(in: context)
    let folder = output ?? "./\(entry.name)"
    let generated = try GeneratedDesign(entry, values, dialect: dialect, sourceComments: sourceComments) {
      context.errors.writeLine("\($0)")
    }
    let directory = OutputDirectory(path: context.absolutePath(folder), shownAs: folder, isForced: force)
    try directory.write(generated.files)
    let modules = Wording.count(generated.moduleCount, "module")
    context.output.writeLine("\(entry.name): \(modules), \(generated.fileList) and design.json written to \(folder)")
  }
}
