import RTL

/// R006: domains of a module that share a reset, but not its polarity or its kind.
func checkResets(of module: ModuleDefinition) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  var first: [String: ClockDomain] = [:]
  for use in module.domains where use.usesReset {
    guard let reset = use.domain.reset else { continue }
    guard let known = first[reset.name], let knownReset = known.reset else {
      first[reset.name] = use.domain
      continue
    }
    let clocks = (known.clock, use.domain.clock)
    if knownReset.polarity != reset.polarity {
      let ways = knownReset.polarity == .activeHigh ? clocks : (clocks.1, clocks.0)
      diagnostics.append(
        ClockDiagnostics.resetsDiffer(reset.name, ("active high", "active low"), ways, module: module.name))
    } else if knownReset.kind != reset.kind {
      let ways = knownReset.kind == .synchronous ? clocks : (clocks.1, clocks.0)
      diagnostics.append(
        ClockDiagnostics.resetsDiffer(reset.name, ("synchronous", "asynchronous"), ways, module: module.name))
    }
  }
  return diagnostics
}
