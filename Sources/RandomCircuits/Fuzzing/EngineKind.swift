import Cosimulation
import Verilog

/// The forms of a circuit that are compared with the golden interpreter.
public enum EngineKind: String, Codable, Hashable, Sendable, CaseIterable {
  case native
  /// The text form, read back, in the native simulator.
  case text
  case verilator
  case icarus
  /// Icarus with the older dialect of Verilog.
  case icarus2001 = "icarus-2001"
  /// The netlist that Yosys synthesises, in Icarus.
  case yosys

  /// One circuit of so many is run; synthesis and gates take too long for all.
  public var samplingInterval: Int { self == .yosys ? GeneratorOptions.gateInterval : 1 }

  /// The programs that it runs.
  public var toolNames: [String] {
    switch self {
    case .native, .text: []
    case .verilator: ["verilator", "clang++"]
    case .icarus, .icarus2001: ["iverilog", "vvp"]
    case .yosys: ["yosys", "iverilog", "vvp"]
    }
  }

  public func engine(cache: CosimulationCache) -> any CircuitEngine {
    switch self {
    case .native: NativeCircuitEngine()
    case .text: TextCircuitEngine()
    case .verilator: VerilatorCircuitEngine(cache: cache)
    case .icarus: IcarusCircuitEngine(cache: cache)
    case .icarus2001: IcarusCircuitEngine(dialect: .verilog2001, cache: cache)
    case .yosys: YosysCircuitEngine(cache: cache)
    }
  }
}
