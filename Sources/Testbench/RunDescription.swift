import RTL
import Simulation
import Transforms

/// How a simulation runs, as failures tell it and as it can be repeated.
struct RunDescription {
  var design = ""
  var engine = "native engine"
  /// The names of codes.
  var enumerations: [EnumerationDefinition] = []
  /// The names of the codes of signals within.
  private var enumerationOfPort: [Int: EnumerationDefinition] = [:]
  /// Ports that are no part of the design.
  private(set) var hiddenPorts: Set<Int> = []
  /// The waveform file that is written.
  var trace: Trace?
  var seed: UInt64
  private var generatorCount: UInt64 = 0

  init(engine: String = "native engine", trace: Trace? = nil, seed: UInt64? = nil) {
    let settings = RunSettings.current
    self.engine = engine
    self.trace = trace ?? settings.nextTrace().map { Trace(path: $0) }
    self.seed = settings.seed ?? seed ?? RunSettings.standardSeed
  }

  /// What records the last cycles; nil when that is not wanted.
  func history(of engine: any SimulationEngine) -> CycleHistory? {
    let wished = RunSettings.current.history
    if wished == 0 { return nil }
    let limit = wished == nil ? RunSettings.recordedCycles(isTwoState: engine.isTwoState) : nil
    return CycleHistory(engine, depth: wished ?? RunSettings.standardHistory, limit: limit)
  }

  mutating func hide(_ signals: [ExposedSignal]) {
    for signal in signals {
      hiddenPorts.formUnion([signal.enablePort, signal.forcedPort])
      enumerationOfPort[signal.valuePort] = signal.enumeration
    }
  }

  func enumeration(ofPort port: Int, _ type: SignalType) -> EnumerationDefinition? {
    enumerationOfPort[port] ?? type.enumeration.map { enumerations[$0] }
  }

  /// Random numbers for a driver or monitor, different ones for each.
  mutating func nextGenerator() -> SeededGenerator {
    generatorCount += 1
    return SeededGenerator(seed: seed &+ generatorCount &* 0xd134_2543_de82_ef95)
  }
}
