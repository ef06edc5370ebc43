import RTL

/// Returns the module with everything computed that is known, and with the statements removed that never hold.
///
/// Operations on constants become constants; operations that change nothing (`x + 0`, slices of slices, a `mux` of equal
/// values) become what they stand for. Types stay exactly. Named expressions are kept: nothing looks into them, except that a
/// constant is a constant whatever its name. Arithmetic is not rewritten into other arithmetic, so that the designer finds
/// again what was written.
///
/// What is no longer used stays in the arenas until `removeDeadLogic`.
public func foldConstants(_ module: ModuleDefinition) -> ModuleDefinition {
  var folder = ExpressionFolder(module)
  folder.foldAll()
  return StatementFolder(folder).folded()
}
