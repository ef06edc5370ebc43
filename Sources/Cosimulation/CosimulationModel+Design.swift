import RTL
import Simulation
import Transforms
import Verilog

extension CosimulationModel {
  /// The emitted Verilog of a design.
  ///
  /// - Parameter reportsChecks: Whether the engine is to tell what the design's checks and memory accesses tell. Otherwise
  ///   the checks are those of the emitted Verilog: an `assert` that fails ends a simulation.
  public init(_ design: Design, dialect: VerilogDialect = .systemVerilog, reportsChecks: Bool = false) {
    let checked = reportsChecks ? makeMemoryChecks(design) : design
    let checks = reportsChecks ? CheckTable(checked) : nil
    let emitter = VerilogEmitter(dialect: dialect, checks: checks == nil ? .standard : .reported)
    self.init(
      files: emitter.emit(checks == nil ? design : checked), top: design.top.name, ports: design.top.ports,
      clocks: design.top.clockPorts, resets: design.top.resetPorts)
    self.checks = checks
  }
}
