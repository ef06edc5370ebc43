import RTL

/// The ports and the description of a black box, as they are in a design.
///
/// - Throws: A `DesignError` for mistakes in them.
package func definition<B: BlackBox>(of box: B) throws(DesignError) -> ModuleDefinition {
  let elaboration = Elaboration(domain: .standard)
  let design = elaboration.elaborate(box, at: .unknown)
  guard elaboration.diagnostics.isEmpty else { throw DesignError(elaboration.diagnostics) }
  return design.top
}
