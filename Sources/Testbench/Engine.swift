import Cosimulation
import RTL
import Simulation
import Verilog

/// What a test bench runs its design in.
public enum Engine: String, Sendable, CaseIterable, Hashable {
  /// Bitloom's own simulator: starts at once, two-state.
  case native
  /// The emitted Verilog in Verilator, within this process: the fastest, two-state.
  case verilator
  /// The emitted Verilog in Icarus: four-state, so that unknown values are seen.
  case icarus

  /// Whether the tools of the engine are installed.
  public var isAvailable: Bool {
    switch self {
    case .native: true
    case .verilator: ToolInventory.current.canRunVerilator
    case .icarus: ToolInventory.current.canRunIcarus
    }
  }

  /// The engines whose tools are installed.
  public static var available: [Engine] { allCases.filter(\.isAvailable) }

  func make(_ design: Design, dialect: VerilogDialect, trace: String?) throws -> any SimulationEngine {
    switch self {
    case .native: try NativeSimulator(design, trace: trace)
    case .verilator: try VerilatorEngine(CosimulationModel(design, dialect: dialect), trace: trace)
    case .icarus: try IcarusEngine(CosimulationModel(design, dialect: dialect), trace: trace)
    }
  }
}
