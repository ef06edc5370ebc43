import Cosimulation
import Verilog

/// Runs circuits in Icarus, all in one simulation; four-state.
public struct IcarusCircuitEngine: CircuitEngine {
  public var dialect: VerilogDialect
  let cache: CosimulationCache

  public init(dialect: VerilogDialect = .systemVerilog, cache: CosimulationCache) {
    self.dialect = dialect
    self.cache = cache
  }

  public func run(_ circuits: [BuiltCircuit]) throws -> [CircuitTrace] {
    let batch = CircuitBatch(circuits: circuits, dialect: dialect)
    return try Self.run(batch, [batch.file(startsFromZero: true)], cache)
  }

  /// Runs what stands in the files, whose top is the batch.
  static func run(
    _ batch: CircuitBatch, _ files: [VerilogFile], _ cache: CosimulationCache
  ) throws -> [CircuitTrace] {
    let circuits = batch.circuits
    var commands: [StimulusCommand] = []
    for cycle in 0..<batch.cycles {
      for index in circuits.indices {
        if let value = batch.stimulus(index, cycle: cycle) { commands.append(.write(port: 2 * index, value)) }
      }
      commands += [.sample, .step(1)]
    }
    let samples = try IcarusEngine.replay(commands, on: batch.model(files), cache: cache)
    var traces = [CircuitTrace](repeating: CircuitTrace(words: []), count: circuits.count)
    for (cycle, values) in samples.enumerated() {
      for index in circuits.indices where cycle < circuits[index].cycles {
        let value = values[index]
        for word in 0..<value.value.wordCount {
          traces[index].words.append(value.value.word(word))
          traces[index].unknown.append(value.unknown.word(word))
        }
      }
    }
    for index in traces.indices where traces[index].unknown.allSatisfy({ $0 == 0 }) { traces[index].unknown = [] }
    return traces
  }
}
