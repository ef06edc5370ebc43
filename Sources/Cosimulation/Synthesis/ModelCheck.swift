import Foundation
import Verilog

/// Has the assertions of a design looked at by a solver, through Yosys' SMT-LIB and its `yosys-smtbmc`.
public struct ModelCheck: Sendable {
  /// What the solver found.
  public enum Outcome: Sendable {
    case holds
    /// The names of assertions that do not, and the inputs that lead there: lines of `yosys-smtbmc --dump-smtc`.
    case fails([String], trace: String)
  }

  /// Commands of Yosys between reading the files and writing the model.
  public var preparation: [String]
  /// A solver that `yosys-smtbmc` knows.
  public var solver: String
  public var tools: ToolLocator
  public var cache: CosimulationCache

  public init(
    preparation: [String], solver: String, tools: ToolLocator = .standard, cache: CosimulationCache = .shared
  ) {
    self.preparation = preparation
    self.solver = solver
    self.tools = tools
    self.cache = cache
  }

  /// A run of the solver on the model.
  public struct Question: Sendable {
    /// Options of `yosys-smtbmc`.
    public var options: [String]
    /// What else is taken for granted, in its language.
    public var constraints: String

    public init(options: [String], constraints: String) {
      self.options = options
      self.constraints = constraints
    }
  }

  /// Asks the questions one after the other, as long as the answer is that all assertions hold.
  ///
  /// - Returns: An answer for each question, but for those behind one that fails.
  /// - Throws: A `CosimulationError` when a tool is missing, refuses the design, or ends for another reason.
  public func answers(
    to questions: [Question], on files: [VerilogFile], top: String
  ) throws(CosimulationError) -> [Outcome] {
    for tool in [solver, "yosys-smtbmc"] where tools.path(of: tool) == nil {
      throw CosimulationError(.missingTool, "proofs need '\(tool)', which was not found in the search path")
    }
    var run = YosysRun(tools: tools, cache: cache)
    run.readOptions = "-formal"
    let model = try run.outputs(
      ["model.smt2"], of: preparation + ["write_smt2 -wires model.smt2"], on: files, top: top)[0]
    return try cache.withTemporaryFolder { folder throws(CosimulationError) in
      try BuildStep.write(String(decoding: model, as: UTF8.self), to: "\(folder)/model.smt2")
      var outcomes: [Outcome] = []
      for question in questions {
        let outcome = try answer(question, in: folder)
        outcomes.append(outcome)
        if case .fails = outcome { break }
      }
      return outcomes
    }
  }

  private func answer(_ question: Question, in folder: String) throws(CosimulationError) -> Outcome {
    guard let program = tools.path(of: "yosys-smtbmc") else {
      throw CosimulationError(.missingTool, "proofs need 'yosys-smtbmc', which was not found in the search path")
    }
    try BuildStep.write(question.constraints, to: "\(folder)/given.smtc")
    let log = "\(folder)/log"
    unlink(log)
    let arguments =
      [
        "-s", solver, "--unroll", "--noincr", "--logic", "QF_BV", "--noprogress", "--smtc", "given.smtc", "--dump-smtc",
        "trace.smtc",
      ] + question.options
    let status = try ToolRun(
      executable: program, arguments: arguments + ["model.smt2"], directory: folder, logPath: log
    ).run()
    let lines = text(of: log).split(separator: "\n")
    if status == 0, lines.contains(where: { $0.hasSuffix("Status: PASSED") }) { return .holds }
    guard status == 1, lines.contains(where: { $0.hasSuffix("Status: FAILED") }) else {
      var error = CosimulationError(.toolFailure, "'yosys-smtbmc' could not decide (exit status \(status))")
      error.toolOutput = lines.suffix(5).map(String.init)
      throw error
    }
    let failed = lines.compactMap { line in line.range(of: "Assert failed in ").map { String(line[$0.upperBound...]) } }
    return .fails(failed, trace: text(of: "\(folder)/trace.smtc"))
  }

  private func text(of path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }
}
