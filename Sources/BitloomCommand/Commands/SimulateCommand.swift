import Accelerators
import ArgumentParser
import Cosimulation
import Testbench

/// `bitloom simulate`.
struct SimulateCommand: ContextualCommand {
  static let standardVectors = 100
  static let standardSeed: UInt64 = 1

  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Runs directed and random vectors through a design and its golden model, and compares the results.",
    discussion: """
      The exit status is 1 when a result differs. A vector of systolic-array is one product of two matrices; 'mismatches' \
      counts the vectors with a wrong number.
      """)

  @OptionGroup var parameters: ParameterOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("native, verilator or icarus; verilator when it is installed, else native.", valueName: "ENGINE")
  )
  var engine: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many vectors to run; \(standardVectors) when not given.", valueName: "N"))
  var vectors: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Where the random numbers start; \(standardSeed) when not given.", valueName: "S"))
  var seed: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Writes the waveforms of all signals: VCD, FST for a name that ends so, a page for .html.", valueName: "FILE"))
  var trace: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Writes what was exercised as JSON, added to what the file has, and tells what never was; native engine.",
      valueName: "FILE"))
  var coverage: String?

  @Flag(help: "Overwrites a trace file that is not a waveform.")
  var force = false

  @Flag(help: "Prints one object with design, parameters, engine, seed, vectors, mismatches, cycles and seconds.")
  var json = false

  func run(in context: CommandContext) throws {
    let chosenEngine = try OptionText.choice(engine, "--engine", of: Engine.self)
    let vectors = try OptionText.number(vectors, "--vectors", in: 1...1_000_000_000) ?? Self.standardVectors
    let seed = try OptionText.number(seed, "--seed", in: 0...UInt64.max) ?? Self.standardSeed
    let trace = try OptionText.present(trace, "--trace")
    let (entry, values) = try parameters.resolve(in: context)
    let coverageFile = try OptionText.present(coverage, "--coverage").map {
      CoverageFile(path: context.absolutePath($0), shownAs: $0)
    }
    if coverageFile != nil, let chosenEngine, chosenEngine != .native {
      throw CommandFailure.usage("--coverage is collected by the native engine, not by \(chosenEngine.rawValue)")
    }
    let engine = try EngineChoice(context.findTools()).engine(coverageFile == nil ? chosenEngine : .native)
    let coverage = try coverageFile?.start()
    if let trace { try TraceFile(path: context.absolutePath(trace), shownAs: trace).check(isForced: force) }

    let request = VerificationRequest(
      engine: engine, vectors: vectors, seed: seed, trace: trace.map { .file(context.absolutePath($0)) },
      coverage: coverage)
    let meter = ProgressMeter(context.errors, total: vectors, noun: entry.vectorNoun)
    let summary: VerificationSummary
    do {
      summary = try entry.verify(values, request, progress: meter.show)
      meter.finish()
    } catch {
      meter.finish()
      throw error
    }
    let report = VerificationReport(entry: entry, values: values, request: request, summary: summary)
    if json {
      context.output.writeLine(report.json.text)
    } else {
      report.write(to: context.output)
      if let coverage { context.output.write("\n\(coverage.report)") }
    }
    if let coverage { try coverageFile?.write(coverage) }
    if summary.mismatchCount > 0 { throw SilentFailure() }
  }
}
