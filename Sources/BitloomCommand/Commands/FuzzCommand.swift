import ArgumentParser
import Bitloom
import Cosimulation
import Foundation
import RandomCircuits

/// `bitloom fuzz`.
struct FuzzCommand: ContextualCommand {
  static let standardCircuits = 200
  static let standardSeed: UInt64 = 1
  static let standard = GeneratorOptions()

  static let configuration = CommandConfiguration(
    commandName: "fuzz",
    abstract: "Builds random circuits with the language, and compares all engines with a golden interpreter.",
    discussion: """
      Circuit number K of a run has the seed S + K. A difference is made smaller, printed, and written to a file that \
      '--replay' runs again. The exit status is 1 when there is a difference, and with '--require-coverage' when the \
      circuits lacked something that circuits can have.
      """)

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many circuits; \(standardCircuits) when not given.", valueName: "N"))
  var circuits: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The seed of the first circuit; \(standardSeed) when not given.", valueName: "S"))
  var seed: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Operators of a circuit, at least; \(standard.operators) when not given.", valueName: "N"))
  var operators: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Clock cycles of a circuit; \(standard.cycles) when not given.", valueName: "N"))
  var cycles: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "A list of native, text, verilator, icarus, icarus-2001 and yosys; those that are installed when not given. "
        + "'verilator/4' runs those circuits whose seed 4 divides.",
      valueName: "LIST"))
  var engines: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Runs the circuit of a file instead of random ones.", valueName: "FILE")
  )
  var replay: String?

  @Flag(help: "Prints the circuit of '--replay', and its Verilog.")
  var verilog = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Where the files of differences go; the current folder when not given.", valueName: "DIR"))
  var output: String?

  @Flag(help: "Prints differences as they were found, without making the circuits smaller.")
  var noShrink = false

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Threads; one a processor when not given.", valueName: "N"))
  var threads: String?

  @Flag(help: "Prints how often each operator and each kind of statement occurred.")
  var coverage = false

  @Flag(help: "Fails when an operator, at some width and sign, or a kind of statement did not occur.")
  var requireCoverage = false

  @Flag(help: "Prints one object with circuits, seed, operators, cycles, engines, findings, missing and seconds.")
  var json = false

  func run(in context: CommandContext) throws {
    let circuits = try OptionText.number(circuits, "--circuits", in: 1...100_000_000) ?? Self.standardCircuits
    let seed = try OptionText.number(seed, "--seed", in: 0...UInt64.max) ?? Self.standardSeed
    var options = Self.standard
    options.operators = try OptionText.number(operators, "--operators", in: 1...10_000) ?? options.operators
    options.cycles = try OptionText.number(cycles, "--cycles", in: 1...1_000_000) ?? options.cycles
    let threads = try OptionText.number(threads, "--threads", in: 1...256)
    let chosen = try FuzzEngines(tools: context.findTools()).engines(OptionText.present(engines, "--engines"))
    let kinds = chosen.map(\.kind)
    let cache = FuzzRun.cache(beside: context.cache)
    let start = ContinuousClock.now
    let result: CompareCircuits.Result
    if let path = try OptionText.present(replay, "--replay") {
      let recipe = try RecipeFile(path: context.absolutePath(path), shownAs: path).read()
      if verilog { try write(recipe, to: context.output) }
      // Every engine runs it, those that take a sample too.
      let engines = kinds.map { CompareCircuits.NamedEngine($0.rawValue, $0.engine(cache: cache)) }
      result = try CompareCircuits(engines: engines).compare([recipe])
    } else {
      let intervals = Dictionary(uniqueKeysWithValues: chosen.map { ($0.kind, $0.interval) })
      let engines = FuzzRun.engines(kinds, intervals: intervals, cache: cache)
      var run = FuzzRun(circuits: circuits, seed: seed, options: options, engines: engines)
      if let threads { run.threads = threads }
      let meter = FuzzMeter(context.errors, total: circuits)
      defer { meter.finish() }
      result = try run.run(progress: meter.show)
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    var report = FuzzReport(
      seed: seed, options: options, kinds: kinds, result: result, seconds: seconds, isReplay: replay != nil)
    if replay == nil, !noShrink {
      let folder = try OptionText.present(output, "--output").map(context.absolutePath) ?? context.workingDirectory
      try report.shrink(into: folder, cache: cache)
    }
    if json {
      context.output.writeLine(report.json.text)
    } else {
      report.write(to: context.output, coverage: coverage, missing: coverage || requireCoverage)
    }
    let lacksSomething = requireCoverage && !result.coverage.missing.isEmpty
    if !result.findings.isEmpty || lacksSomething { throw SilentFailure() }
  }

  private func write(_ recipe: CircuitRecipe, to output: any TextOutput) throws {
    let plan = try CircuitPlan(recipe)
    output.writeLine(plan.text + "\n")
    for file in try BuiltCircuit(plan).design.verilog() { output.writeLine(file.text) }
  }
}
