import Cosimulation
import Verilog

/// Runs the netlists that Yosys synthesises from circuits, in Icarus.
public struct YosysCircuitEngine: CircuitEngine {
  public var dialect: VerilogDialect
  let cache: CosimulationCache

  /// Down to gates and flip-flops; every register starts with 0, as elsewhere.
  /// Memories become registers first: the zeros would reach the enables of their read ports, which Yosys wants as they are.
  static let script =
    "proc; memory_collect; memory_map; setundef -undriven -zero -init; opt; fsm; opt; wreduce; peepopt; opt_clean; "
    + "alumacc; opt -full; opt -undriven -fine; techmap; opt; opt_clean"

  public init(dialect: VerilogDialect = .systemVerilog, cache: CosimulationCache) {
    self.dialect = dialect
    self.cache = cache
  }

  public func run(_ circuits: [BuiltCircuit]) throws -> [CircuitTrace] {
    let batch = CircuitBatch(circuits: circuits, dialect: dialect)
    let file = batch.file(startsFromZero: false)
    let synthesis = SynthesiseWithYosys(script: Self.script, cache: cache)
    var netlist = try synthesis.netlist(of: [file], top: CircuitBatch.moduleName)
    // As SystemVerilog, in which the clock has its level before anything runs: otherwise what waits for a falling edge takes
    // its first level for one.
    netlist.name = "netlist.sv"
    return try IcarusCircuitEngine.run(batch, [netlist], cache)
  }
}
