import Cosimulation
import RTL

/// Builds circuits and compares one engine after the other with the golden interpreter.
public struct CompareCircuits: Sendable {
  public struct NamedEngine: Sendable {
    public var name: String
    public var engine: any CircuitEngine
    /// One circuit of so many is run: those whose seed this divides.
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
      work.merge(other.work) {
        EngineWork(
          circuits: $0.circuits + $1.circuits, seconds: $0.seconds + $1.seconds, timeouts: $0.timeouts + $1.timeouts)
      }
    }

    fileprivate mutating func measure<Value>(_ name: String, _ circuits: Int, _ body: () throws -> Value) rethrows
      -> Value
    {
      let start = ContinuousClock.now
      var sum = work[name] ?? EngineWork()
      // What an engine refuses is not counted as run.
      defer {
        sum.seconds += (ContinuousClock.now - start) / .seconds(1)
        work[name] = sum
      }
      let value = try body()
      sum.circuits += circuits
      return value
    }
  }

  public struct EngineWork: Hashable, Sendable {
    public var circuits: Int
    public var seconds: Double
    /// Circuits that took a tool longer than it is given; they are not among `circuits`.
    public var timeouts: Int

    public init(circuits: Int = 0, seconds: Double = 0, timeouts: Int = 0) {
      self.circuits = circuits
      self.seconds = seconds
      self.timeouts = timeouts
    }
  }

  public var engines: [NamedEngine]
  /// Seconds that a tool may take for a batch. One that takes longer is tried with half of it, down to the circuit, which is
  /// counted as timed out.
  public var timeLimit = 240.0

  public init(engines: [NamedEngine]) {
    self.engines = engines
  }

  /// Compares the circuits.
  ///
  /// - Throws: A `CosimulationError` when a tool is missing or cannot be started.
  public func compare(_ recipes: [CircuitRecipe]) throws -> Result {
    var result = Result()
    var circuits: [(circuit: BuiltCircuit, golden: CircuitTrace)] = []
    for (index, recipe) in recipes.enumerated() {
      do {
        let plan = try CircuitPlan(recipe)
        result.coverage.count(plan)
        let circuit = try result.measure(CircuitFinding.language, 1) { try BuiltCircuit(plan, prefix: "c\(index)") }
        let golden = result.measure("golden", 1) { circuit.goldenTrace() }
        circuits.append((circuit, golden))
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
      let interval = UInt64(max(1, engine.samplingInterval))
      let sample = circuits.filter { $0.circuit.recipe.seed.isMultiple(of: interval) }
      if !sample.isEmpty { try run(engine, sample, &result) }
    }
    return result
  }

  /// When an engine refuses a batch, each half of it is tried, down to the circuit that is the reason.
  private func run(
    _ engine: NamedEngine, _ circuits: [(circuit: BuiltCircuit, golden: CircuitTrace)], _ result: inout Result
  ) throws {
    do {
      let traces = try result.measure(engine.name, circuits.count) {
        try ToolTimeLimit.$seconds.withValue(timeLimit) { try engine.engine.run(circuits.map(\.circuit)) }
      }
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
      if (error as? CosimulationError)?.reason == .timeOut {
        result.work[engine.name, default: EngineWork()].timeouts += 1
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
