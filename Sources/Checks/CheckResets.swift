import RTL

/// R006: domains of a module that share the port of their reset, but not its polarity.
func checkResets(of module: ModuleDefinition) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  var first: [String: ClockDomain] = [:]
  for use in module.domains where use.usesReset {
    guard let reset = use.domain.reset else { continue }
    guard let known = first[reset.name], let knownReset = known.reset else {
      first[reset.name] = use.domain
      continue
    }
    if knownReset.polarity == reset.polarity { continue }
    let isHigh = knownReset.polarity == .activeHigh
    let clocks = isHigh ? (known.clock, use.domain.clock) : (use.domain.clock, known.clock)
    diagnostics.append(ClockDiagnostics.resetsDiffer(reset.name, clocks, module: module.name))
  }
  return diagnostics
}
