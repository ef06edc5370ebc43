import Bitloom
import Cosimulation
import RTL
import Verilog

/// Proves claims with a solver for bit vectors: Yosys writes the design as SMT-LIB.
///
/// ```swift
/// let result = try Prover().prove(Proof("adder", "a prefix sum is the sum", AdderClaim(), by: .cases))
/// print(result)
/// ```
/// The reset is active in one cycle, and the claim is looked at from then on. Registers without a reset begin with any value.
public struct Prover: Sendable {
  /// The solver, as `yosys-smtbmc` calls it: `z3`, or `bitwuzla`, `yices`, `boolector`, `cvc4`, `mathsat` where they are there.
  public var solver: String
  /// Seconds after which a proof is given up; nil for no limit.
  public var timeLimit: Double?
  public var tools: ToolLocator
  public var cache: CosimulationCache

  public init(
    solver: String = "z3", timeLimit: Double? = nil, tools: ToolLocator = .standard, cache: CosimulationCache = .shared
  ) {
    self.solver = solver
    self.timeLimit = timeLimit
    self.tools = tools
    self.cache = cache
  }

  /// Proves a claim or finds what contradicts it.
  ///
  /// - Throws: A `DesignError` for mistakes in the claim, a `ProofFailure` for one that cannot be proven in this way, a
  ///   `CosimulationError` when a tool is missing or does not decide.
  public func prove(_ proof: Proof) throws -> ProofResult {
    let design = try proof.design()
    try refuse(proof, design)
    let clock = ContinuousClock()
    let start = clock.now
    var found = ProofResult.Outcome.undecided
    var idle: [String] = []
    do {
      try ToolTimeLimit.$seconds.withValue(timeLimit) {
        found = try outcome(proof, design)
        if case .proven = found { idle = try idleAssertions(proof, design) }
      }
    } catch let error as CosimulationError where error.reason == .timeOut && timeLimit != nil {}
    return ProofResult(
      proof: proof, outcome: found, idleAssertions: idle, solver: solver, elapsed: clock.now - start)
  }

  private func refuse(_ proof: Proof, _ design: Design) throws {
    func refuse(_ reason: String) throws { throw ProofFailure(proof, reason) }
    let clocks = design.top.clockPorts.map(\.name)
    if clocks.count > 1 {
      let names = clocks.joined(separator: ", ")
      try refuse(
        "it has \(clocks.count) clocks (\(names)); one clock with an enable for each of them can stand for them")
    }
    if let box = design.modules.first(where: { $0.blackBox != nil }) {
      try refuse("nobody knows what the black box '\(box.name)' does")
    }
    if !design.modules.contains(where: { $0.checks.contains { $0.kind == .assert } }) {
      try refuse("it asserts nothing")
    }
    if proof.method.cycles < 1 { try refuse("\(proof.method.cycles) cycles are none") }
  }

  private func outcome(_ proof: Proof, _ design: Design) throws -> ProofResult.Outcome {
    let check = modelCheck(of: design, ["delete t:$cover"])
    // An assertion at a clock edge is seen in the cycle after it; the cycle of the reset comes first.
    let base = ModelCheck.Question(
      options: ["--presat", "-t", "0:\(proof.method.cycles + 2):\(proof.method.cycles + 2)"],
      constraints: resets(design, during: "state 0", after: "state 1:*"))
    var questions = [base]
    if case .induction(let cycles) = proof.method {
      questions.append(
        ModelCheck.Question(options: ["-i", "-t", "\(cycles + 1)"], constraints: resets(design, after: "always")))
    }
    let files = design.verilog(.systemVerilog)
    let answers = try check.answers(to: questions, on: files, top: design.top.name)
    switch answers.last {
    case .holds, nil: return .proven
    case .assumesTooMuch: throw ProofFailure(proof, assumingTooMuch: design)
    case .fails(let assertions, let trace):
      let names = assertions.map { Self.name(of: $0, in: files) }
      if answers.count > 1 { return .open(names) }
      return .refuted(try Counterexample(trace, of: design, claims: names))
    }
  }

  /// The assertions that nothing asks for: their conditions do not come about.
  private func idleAssertions(_ proof: Proof, _ design: Design) throws -> [String] {
    guard let covered = coverAssertions(of: design) else { return [] }
    // What follows from any state needs few cycles to be proven, and more to be reached from the reset.
    var cycles = proof.method.cycles
    if case .induction = proof.method { cycles = max(cycles, Self.cyclesToReach) }
    let question = ModelCheck.Question(
      options: ["-c", "-t", "\(cycles + 2)"], constraints: resets(design, during: "state 0", after: "state 1:*"))
    let files = covered.verilog(.systemVerilog)
    let check = modelCheck(of: covered, ["chformal -assert -remove"])
    guard case .fails(let names, _)? = try check.answers(to: [question], on: files, top: design.top.name).last else {
      return []
    }
    return names.map { Self.name(of: $0, in: files) }
  }

  private static let cyclesToReach = 20

  /// - Parameter cleaning: Commands of Yosys that remove what is not asked for.
  private func modelCheck(of design: Design, _ cleaning: [String]) -> ModelCheck {
    let top = design.top.name
    // What instances assume is asserted: nobody but the claim's module speaks of the surroundings.
    let others = design.emittedModules.map { design.modules[$0].name }.filter { $0 != top }
    let asserted = others.isEmpty ? [] : ["chformal -assume -assume2assert \(others.joined(separator: " "))"]
    let flattening = ["prep -flatten -top \(top)", "memory_map", "async2sync", "dffunmap"]
    return ModelCheck(
      preparation: ["proc"] + asserted + flattening + cleaning + ["opt_clean"], solver: solver, tools: tools,
      cache: cache)
  }

  /// The name of an assertion that the solver tells as `module: file.sv:24.21-25.32 (...)`: that of the block around it.
  private static func name(of assertion: String, in files: [VerilogFile]) -> String {
    for file in files {
      guard let start = assertion.range(of: "\(file.name):")?.upperBound else { continue }
      let number = Int(assertion[start...].prefix { $0.isNumber }) ?? 0
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).prefix(number)
      guard let label = lines.last(where: { $0.contains("begin : ") }), let name = label.split(separator: " ").last
      else { continue }
      return String(name)
    }
    return assertion
  }

  private func resets(_ design: Design, during first: String? = nil, after rest: String) -> String {
    func lines(_ isActive: Bool) -> String {
      design.top.resetPorts.map { reset in
        let isHigh = isActive == (reset.polarity == .activeHigh)
        return "assume \(isHigh ? "[\(reset.name)]" : "(not [\(reset.name)])")\n"
      }.joined()
    }
    return (first.map { "\($0)\n\(lines(true))" } ?? "") + "\(rest)\n\(lines(false))"
  }
}
