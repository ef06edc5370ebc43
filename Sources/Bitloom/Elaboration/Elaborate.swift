import Checks
import RTL
import Transforms
import Verilog

/// Builds and checks a design.
///
/// - Parameters:
///   - top: The module at the top; everything it instantiates is built with it, each distinct module once.
///   - domain: The clock and reset of all registers.
/// - Returns: The checked design, with constants folded and what nobody reads removed.
/// - Throws: `DesignError` with all mistakes, if there are any.
public func elaborate<M: Module>(
  _ top: M, domain: ClockDomain = .standard, fileID: String = #fileID, line: Int = #line, column: Int = #column
) throws -> Design {
  // Finding the places of warnings starts a program, which takes longer than all else in a small design.
  try elaborate(top, domain: domain, at: Place(file: fileID, line: line, column: column), tellsWarnings: false)
    .checkedDesign()
}

/// Builds and checks a design, and tells what is worth a word but not a mistake.
///
/// - Parameters:
///   - top: The module at the top; everything it instantiates is built with it, each distinct module once.
///   - domain: The clock and reset of all registers.
///   - warn: Is called with each warning.
/// - Returns: The checked design, with constants folded and what nobody reads removed.
/// - Throws: `DesignError` with all mistakes, if there are any.
public func elaborate<M: Module>(
  _ top: M, domain: ClockDomain = .standard, warn: (Diagnostic) -> Void, fileID: String = #fileID, line: Int = #line,
  column: Int = #column
) throws -> Design {
  let place = Place(file: fileID, line: line, column: column)
  let result = elaborate(top, domain: domain, at: place, tellsWarnings: true)
  result.diagnostics.filter { $0.severity == .warning }.forEach(warn)
  return try result.checkedDesign()
}
private struct ElaborationResult {
  var design: Design
  var diagnostics: [Diagnostic]

  func checkedDesign() throws -> Design {
    let errors = diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { throw DesignError(errors) }
    return optimise(design)
  }
}

private func elaborate<M: Module>(
  _ top: M, domain: ClockDomain, at place: Place, tellsWarnings: Bool
) -> ElaborationResult {
  let elaboration = Elaboration(domain: domain)
  let design = elaboration.elaborate(top, at: place)
  var diagnostics = elaboration.diagnostics
  let isRecorded = diagnostics.isEmpty
  // What drives what is only known when every statement could be recorded.
  if isRecorded { diagnostics = check(design) }
  if !diagnostics.contains(where: { $0.severity == .error }) { diagnostics += elaboration.checkHandshakes() }
  // Finding places starts a program, which takes longer than all else in a small design.
  if !tellsWarnings { diagnostics.removeAll { $0.severity == .warning } }
  diagnostics = isRecorded ? PlaceResolver.resolve(diagnostics) : diagnostics.placedWithoutRepetition
  return ElaborationResult(design: design, diagnostics: diagnostics)
}

extension Design {
  /// The design in Verilog: one file for each module, a module after those it instantiates.
  ///
  /// - Parameter sourceComments: Whether declarations and statements are followed by `// Module/File.swift:LINE`, the place in the
  ///   source that they come from. Those of operators need the debug information of the program.
  public func verilog(_ dialect: VerilogDialect = .systemVerilog, sourceComments: Bool = false) -> [VerilogFile] {
    let design = sourceComments ? PlaceResolver.resolve(self) : self
    return VerilogEmitter(dialect: dialect, sourceComments: sourceComments).emit(design)
  }
}
