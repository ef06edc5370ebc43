import RTL
import Simulation
import Transforms
import Verilog

extension CosimulationModel {
  /// The emitted Verilog of a design, with the models of black boxes that come without Verilog.
  ///
  /// - Parameter reportsChecks: Whether the engine is to tell what the design's checks and memory accesses tell. Otherwise
  ///   the checks are those of the emitted Verilog: an `assert` that fails ends a simulation.
  /// - Throws: A `DesignError` for black boxes that have neither Verilog nor a model.
  public init(
    _ design: Design, dialect: VerilogDialect = .systemVerilog, reportsChecks: Bool = false
  ) throws(DesignError) {
    let faults = design.faultsInVerilogSimulation
    guard faults.isEmpty else { throw DesignError(faults) }
    let simulated = design.modelsForMissingSources
    let checked = reportsChecks ? makeMemoryChecks(simulated) : simulated
    let checks = reportsChecks ? CheckTable(checked) : nil
    let emitter = VerilogEmitter(dialect: dialect, checks: checks == nil ? .standard : .reported)
    self.init(
      files: emitter.emit(checked), top: design.top.name, ports: design.top.ports,
      clocks: design.top.clockPorts, resets: design.top.resetPorts)
    self.checks = checks
  }
}
