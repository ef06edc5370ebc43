import Cosimulation
import RTL

/// Builds circuits and compares one engine after the other with the golden interpreter.
public struct CompareCircuits: Sendable {
  public struct NamedEngine: Sendable {
    public var name: String
    public var engine: any CircuitEngine
    /// One circuit of so many is run.
    public var samplingInterval: Int

    public init(_ name: String, _ engine: any CircuitEngine, samplingInterval: Int = 1) {
      self.name = name
      self.engine = engine
      self.samplingInterval = samplingInterval
    }
  }

  /// What a batch gave.
  public struct Result: Sendable {
    public var findings: [CircuitFinding] = []
    public var coverage = OperatorCoverage()
    /// Circuits and seconds by the name of the engine; `language` and `golden` among them.
    public var work: [String: EngineWork] = [:]

    mutating func add(_ other: Result) {
      findings += other.findings
      coverage.add(other.coverage)
      work.merge(other.work) { EngineWork(circuits: $0.circuits + $1.circuits, seconds: $0.seconds + $1.seconds) }
    }

    fileprivate mutating func measure<Value>(_ name: String, _ circuits: Int, _ body: () throws -> Value) rethrows
      -> Value
    {
      let start = ContinuousClock.now
      defer {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        var sum = work[name] ?? EngineWork()
        sum.circuits += circuits
        sum.seconds += seconds
        work[name] = sum
      }
      return try body()
    }
  }

  public struct EngineWork: Hashable, Sendable {
    public var circuits: Int
    public var seconds: Double

    public init(circuits: Int = 0, seconds: Double = 0) {
      self.circuits = circuits
      self.seconds = seconds
    }
  }

  public var engines: [NamedEngine]

  public init(engines: [NamedEngine]) {
    self.engines = engines
  }

  /// Compares the circuits.
  ///
  /// - Parameter firstNumber: The number of the first circuit among all, for the sampling.
  /// - Throws: A `CosimulationError` when a tool is missing or cannot be started.
  public func compare(_ recipes: [CircuitRecipe], firstNumber: Int = 0) throws -> Result {
    var result = Result()
    var circuits: [(circuit: BuiltCircuit, golden: CircuitTrace, number: Int)] = []
    for (index, recipe) in recipes.enumerated() {
      do {
        let plan = try CircuitPlan(recipe)
        result.coverage.count(plan)
        let circuit = try result.measure(CircuitFinding.language, 1) { try BuiltCircuit(plan, prefix: "c\(index)") }
        let golden = result.measure("golden", 1) { circuit.goldenTrace() }
        circuits.append((circuit, golden, firstNumber + index))
        if let sentence = circuit.typeMismatches.first {
          result.findings.append(
            CircuitFinding(kind: .type, engine: CircuitFinding.language, recipe: recipe, message: sentence))
        }
      } catch {
        let message = (error as? DesignError)?.description ?? "\(error)"
        result.findings.append(
          CircuitFinding(kind: .refused, engine: CircuitFinding.language, recipe: recipe, message: message))
      }
    }
    for engine in engines {
      let sample = circuits.filter { $0.number % engine.samplingInterval == 0 }
      if !sample.isEmpty { try run(engine, sample.map { ($0.circuit, $0.golden) }, &result) }
    }
    return result
  }

  /// When an engine refuses a batch, each half of it is tried, down to the circuit that is the reason.
  private func run(
    _ engine: NamedEngine, _ circuits: [(circuit: BuiltCircuit, golden: CircuitTrace)], _ result: inout Result
  ) throws {
    do {
      let traces = try result.measure(engine.name, circuits.count) { try engine.engine.run(circuits.map(\.circuit)) }
      for (entry, trace) in zip(circuits, traces) {
        let finding = CircuitFinding(entry.circuit, engine: engine.name, golden: entry.golden, actual: trace)
        if let finding { result.findings.append(finding) }
      }
    } catch {
      if let error = error as? CosimulationError, Self.concernsTheMachine(error) { throw error }
      guard circuits.count == 1 else {
        let half = circuits.count / 2
        try run(engine, Array(circuits[..<half]), &result)
        try run(engine, Array(circuits[half...]), &result)
        return
      }
      result.findings.append(
        CircuitFinding(kind: .refused, engine: engine.name, recipe: circuits[0].circuit.recipe, message: "\(error)"))
    }
  }

  private static func concernsTheMachine(_ error: CosimulationError) -> Bool {
    switch error.reason {
    case .missingTool, .outdatedTool, .unstartableTool, .fileSystem: true
    case .toolFailure, .portMismatch, .simulationEnded, .timeOut: false
    }
  }
}
