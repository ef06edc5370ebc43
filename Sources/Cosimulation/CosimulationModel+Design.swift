import RTL
import Simulation
import Verilog

extension CosimulationModel {
  /// The emitted Verilog of a design, with the models of black boxes that come without Verilog.
  ///
  /// - Throws: A `DesignError` for black boxes that have neither Verilog nor a model.
  public init(_ design: Design, dialect: VerilogDialect = .systemVerilog) throws(DesignError) {
    let faults = design.faultsInVerilogSimulation
    guard faults.isEmpty else { throw DesignError(faults) }
    self.init(
      files: VerilogEmitter(dialect: dialect).emit(design.modelsForMissingSources), top: design.top.name,
      ports: design.top.ports,
      clocks: design.top.clockPorts, resets: design.top.resetPorts)
  }
}
