import RTL

/// Reads the text form of a design, and makes sure that it keeps the rules of the representation.
///
/// - Parameter file: The name of the text in diagnostics.
/// - Throws: `DesignError` where the text cannot be read (U001), or for every breach of the rules (U002).
public func readDesign(_ text: String, file: String = "design.rtl") throws(DesignError) -> Design {
  let design = try Design(text: text, file: file)
  let faults = design.modules.flatMap { module in
    verifyTypes(module, in: design).map { fault in
      var diagnostic = Diagnostic("U002", "module '\(module.name)' breaks a rule: \(fault)", at: .unknown)
      diagnostic.module = module.name
      return diagnostic
    }
  }
  guard faults.isEmpty else { throw DesignError(faults) }
  return design
}
