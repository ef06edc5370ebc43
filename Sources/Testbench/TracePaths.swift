import Bitloom
import RTL
import Verilog
import Waveforms

// The same with the path of a waveform file that is not a literal.

extension Testbench {
  /// Builds `module` and starts it, reset, in a simulator that writes a waveform file.
  @_disfavoredOverload
  public convenience init(
    _ module: M, on engine: Engine = .native, domain: ClockDomain = .standard,
    dialect: VerilogDialect = .systemVerilog, trace: String?
  ) throws {
    try self.init(module, on: engine, domain: domain, dialect: dialect, trace: trace.map { Trace(path: $0) })
  }

  /// Starts a design that `elaborate(module)` has returned in a simulator that writes a waveform file.
  @_disfavoredOverload
  public convenience init(
    _ module: M, design: Design, on engine: Engine = .native, dialect: VerilogDialect = .systemVerilog,
    trace: String?
  ) throws {
    try self.init(module, design: design, on: engine, dialect: dialect, trace: trace.map { Trace(path: $0) })
  }
}

/// Runs `body` on a design in a simulator that writes a waveform file, and completes the simulation.
@discardableResult @_disfavoredOverload
public func simulate<M: Module, Result>(
  _ module: M, on engine: Engine = .native, domain: ClockDomain = .standard, dialect: VerilogDialect = .systemVerilog,
  trace: String?, _ body: (Testbench<M>) throws -> Result
) throws -> Result {
  try simulate(
    module, on: engine, domain: domain, dialect: dialect, trace: trace.map { Trace(path: $0) }, body)
}

/// Runs `body` on a design in several engines at once, the first of which writes a waveform file.
@discardableResult @_disfavoredOverload
public func simulate<M: Module, Result>(
  _ module: M, on lockstep: Lockstep, domain: ClockDomain = .standard, mayBeUnknown: [PartialKeyPath<M.IO>] = [],
  trace: String?, _ body: (Testbench<M>) throws -> Result
) throws -> Result {
  try simulate(
    module, on: lockstep, domain: domain, mayBeUnknown: mayBeUnknown, trace: trace.map { Trace(path: $0) }, body)
}
