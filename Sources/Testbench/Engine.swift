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
  public var isAvailable: Bool { reasonToSkip == nil }

  /// Why the engine cannot run here: a sentence for each tool that is missing or too old. Nil when it can.
  public var reasonToSkip: String? {
    switch self {
    case .native: nil
    case .verilator: Self.tools.reasonToSkip(withoutTools: ["verilator", "clang++"])
    case .icarus: Self.tools.reasonToSkip(withoutTools: ["iverilog", "vvp"])
    }
  }

  private static let tools = ToolInventory()

  /// The engines whose tools are installed.
  public static var available: [Engine] { allCases.filter(\.isAvailable) }

  /// Builds what the engine needs to run designs, so that test benches of them start at once.
  ///
  /// Verilator compiles them together: twenty small designs take a third of the processor time that they take one by one. What
  /// is in the cache is not built again.
  ///
  /// - Throws: `DesignError` and `CosimulationError` as starting a test bench does; the designs that can be built are built.
  public func prepare(
    _ designs: [Design], dialect: VerilogDialect = .systemVerilog, options: EngineOptions = EngineOptions()
  ) throws {
    guard self != .native else { return }
    let models = try designs.map { try Self.model($0, dialect) }
    if self == .verilator {
      try VerilatorEngine.prepare(models, optimisation: options.optimisation, threads: options.threads)
    } else {
      for model in models { try IcarusEngine.prepare(model) }
    }
  }

  /// What Verilator and Icarus are given for a test bench. A model that is prepared and one that is run are the same.
  static func model(
    _ design: Design, _ dialect: VerilogDialect, opening: [MemoryShape] = []
  ) throws -> CosimulationModel {
    var model = try CosimulationModel(design, dialect: dialect, reportsChecks: true)
    model.openMemories = opening
    return model
  }

  /// - Parameter opening: The memories that can be reached from outside; in the native engine all can.
  func make(
    _ design: Design, dialect: VerilogDialect, trace: TraceRecording? = nil, opening: [MemoryShape] = [],
    options: EngineOptions = EngineOptions()
  ) throws -> any SimulationEngine {
    if self == .native { return try NativeSimulator(design, trace: trace?.trace) }
    let model = try Self.model(design, dialect, opening: opening)
    let path = trace?.enginePath
    if self == .icarus { return try IcarusEngine(model, trace: path) }
    return try VerilatorEngine(
      model, trace: path, optimisation: options.optimisation, threads: options.threads)
  }
}
