import RTL
import Verilog

extension CosimulationModel {
  /// The emitted Verilog of a design.
  public init(_ design: Design, dialect: VerilogDialect = .systemVerilog) {
    self.init(
      files: VerilogEmitter(dialect: dialect).emit(design), top: design.top.name, ports: design.top.ports,
      clocks: design.top.clockPorts, resets: design.top.resetPorts)
  }
}
