import RTL
import Simulation

/// How a simulation runs, as failures tell it and as it can be repeated.
struct RunDescription {
  var design = ""
  var engine = "native engine"
  /// The names of codes.
  var enumerations: [EnumerationDefinition] = []
  /// The waveform file that is written.
  var trace: String?
  var seed: UInt64
  private var generatorCount: UInt64 = 0

  init(engine: String = "native engine", trace: String? = nil, seed: UInt64? = nil) {
    let settings = RunSettings.current
    self.engine = engine
    self.trace = trace ?? settings.nextTrace()
    self.seed = settings.seed ?? seed ?? RunSettings.standardSeed
  }

  /// What records the last cycles; nil when that is not wanted.
  func history(of engine: any SimulationEngine) -> CycleHistory? {
    let wished = RunSettings.current.history
    if wished == 0 { return nil }
    return CycleHistory(
      engine, depth: wished ?? RunSettings.standardHistory, limit: wished == nil ? RunSettings.recordedCycles : nil)
  }

  /// Random numbers for a driver or monitor, different ones for each.
  mutating func nextGenerator() -> SeededGenerator {
    generatorCount += 1
    return SeededGenerator(seed: seed &+ generatorCount &* 0xd134_2543_de82_ef95)
  }
}
