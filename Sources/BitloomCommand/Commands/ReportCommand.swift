import Accelerators
import ArgumentParser
import Cosimulation
import FPGAFlow

/// `bitloom report`.
struct ReportCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Tells what a design costs in a technology, by Yosys' synthesis.",
    discussion: """
      Gates or lookup tables, flip-flops, memory blocks and multipliers of the whole design and of each module, and the most \
      cells that a signal goes through within a cycle. The figures are those of one version of Yosys, which is told.
      """)

  @OptionGroup var parameters: ParameterOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("generic (gates), ice40, ecp5, xilinx7 or xilinxup.", valueName: "TARGET"))
  var target: String?

  @Flag(help: "Prints one object with design, parameters, target, tool, depth, total and modules.")
  var json = false

  func run(in context: CommandContext) throws {
    guard let target = try OptionText.choice(target, "--target", of: SynthesisTarget.self) else {
      let names = SynthesisTarget.allCases.map(\.rawValue)
      throw CommandFailure.usage("report needs --target, which must be \(Wording.alternatives(names))")
    }
    let (entry, values) = try parameters.resolve(in: context)
    let design = try entry.elaborate(values) { context.errors.writeLine("\($0)") }
    let report = try SynthesisReport(design, for: target, tools: context.locator, cache: context.cache)
    let text = SynthesisText(name: entry.name, values: values, report: report)
    if json {
      context.output.writeLine(text.json.text)
    } else {
      text.write(to: context.output)
    }
  }
}
