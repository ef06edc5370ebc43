import Checks
import RTL
import Transforms
import Verilog

/// Builds and checks a design.
///
/// - Parameters:
///   - top: The module at the top; everything it instantiates is built with it, each distinct module once.
///   - domain: The clock and reset of all registers.
///   - warn: Is called with what is worth a word but not a mistake.
/// - Returns: The checked design, with constants folded and what nobody reads removed.
/// - Throws: `DesignError` with all mistakes, if there are any.
public func elaborate<M: Module>(
  _ top: M, domain: ClockDomain = .standard, warn: (Diagnostic) -> Void = { _ in }, fileID: String = #fileID,
  line: Int = #line, column: Int = #column
) throws -> Design {
  let elaboration = Elaboration(domain: domain)
  let design = elaboration.elaborate(top, at: Place(file: fileID, line: line, column: column))
  var diagnostics = elaboration.diagnostics.withoutRepetition
  // What drives what is only known when every statement could be recorded.
  if diagnostics.isEmpty { diagnostics = check(design) }
  diagnostics = PlaceResolver.resolve(diagnostics)
  diagnostics.filter { $0.severity == .warning }.forEach(warn)
  let errors = diagnostics.filter { $0.severity == .error }
  guard errors.isEmpty else { throw DesignError(errors) }
  return optimise(design)
}

extension Design {
  /// The design in Verilog: one file for each module, a module after those it instantiates.
  public func verilog(_ dialect: VerilogDialect = .systemVerilog) -> [VerilogFile] {
    VerilogEmitter(dialect: dialect).emit(self)
  }
}
