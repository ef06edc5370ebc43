import Foundation
import Verilog

/// Has the assertions of a design looked at by a solver, through Yosys' SMT-LIB and its `yosys-smtbmc`.
public struct ModelCheck: Sendable {
  /// What the solver found.
  public enum Outcome: Sendable {
    case holds
    /// The names of assertions that do not, and the inputs that lead there: lines of `yosys-smtbmc --dump-smtc`. Of questions with
    /// `-c` the names of what is never covered.
    case fails([String], trace: String)
    /// No run meets the assumptions, so that any assertion would hold. Found by questions with `--presat`.
    case assumesTooMuch
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
    _ = try path(of: solver)
    let program = try path(of: "yosys-smtbmc")
    var run = YosysRun(tools: tools, cache: cache)
    run.readOptions = "-formal"
    let model = try run.outputs(
      ["model.smt2"], of: preparation + ["write_smt2 -wires model.smt2"], on: files, top: top)[0]
    return try cache.withTemporaryFolder { folder throws(CosimulationError) in
      try BuildStep.write(String(decoding: model, as: UTF8.self), to: "\(folder)/model.smt2")
      var outcomes: [Outcome] = []
      for question in questions {
        let outcome = try answer(question, of: program, in: folder)
        outcomes.append(outcome)
        guard case .holds = outcome else { break }
      }
      return outcomes
    }
  }

  private func path(of tool: String) throws(CosimulationError) -> String {
    if let path = tools.path(of: tool) { return path }
    throw CosimulationError(.missingTool, "proofs need '\(tool)', which was not found in the search path")
  }

  private func answer(
    _ question: Question, of program: String, in folder: String
  ) throws(CosimulationError) -> Outcome {
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
    func ends(_ word: String) -> Bool { lines.contains { $0.hasSuffix("Status: \(word)") } }
    if status == 0, ends("PASSED") { return .holds }
    if status == 1, ends("PREUNSAT") { return .assumesTooMuch }
    guard status == 1, ends("FAILED") else {
      var error = CosimulationError(.toolFailure, "'yosys-smtbmc' could not decide (exit status \(status))")
      error.toolOutput = lines.suffix(5).map(String.init)
      throw error
    }
    let failed = lines.compactMap { line in
      let told = line.range(of: "Assert failed in ") ?? line.range(of: "Unreached cover statement at ")
      return told.map { String(line[$0.upperBound...]) }
    }
    return .fails(failed, trace: text(of: "\(folder)/trace.smtc"))
  }

  private func text(of path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }
}
