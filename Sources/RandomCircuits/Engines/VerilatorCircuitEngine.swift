import Cosimulation
import Verilog

/// Runs circuits in Verilator, all in one model.
public struct VerilatorCircuitEngine: CircuitEngine {
  public var dialect: VerilogDialect
  let cache: CosimulationCache

  public init(dialect: VerilogDialect = .systemVerilog, cache: CosimulationCache) {
    self.dialect = dialect
    self.cache = cache
  }

  public func run(_ circuits: [BuiltCircuit]) throws -> [CircuitTrace] {
    let batch = CircuitBatch(circuits: circuits, dialect: dialect)
    let model = batch.model([batch.file(startsFromZero: false)])
    let engine = try VerilatorEngine(model, optimisation: .forBuilding, cache: cache)
    var traces = [CircuitTrace](repeating: CircuitTrace(words: []), count: circuits.count)
    for cycle in 0..<batch.cycles {
      for index in circuits.indices {
        if let value = batch.stimulus(index, cycle: cycle) { engine.write(2 * index, value) }
      }
      for index in circuits.indices where cycle < circuits[index].cycles {
        let value = engine.read(2 * index + 1).value
        for word in 0..<value.wordCount { traces[index].words.append(value.word(word)) }
      }
      engine.step(1)
    }
    engine.finish()
    if let failure = engine.failure { throw failure }
    return traces
  }
}
