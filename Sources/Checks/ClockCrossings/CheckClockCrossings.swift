import RTL

/// R001 to R005, R011: values that pass from one clock to another other than through a synchroniser.
///
/// Two registers are clocked alike when their domains name the same clock, whatever the edges and resets. The clock of an input
/// is the one that samples it, so nothing has to be declared; where that is in an instance, the instance's module tells.
/// Each module is looked at once, however often it is instantiated, after the modules it instantiates.
func checkClockCrossings(
  _ design: Design, _ facts: [ModuleFacts], overridden: [Set<StatementPosition>]
) -> [[Diagnostic]] {
  var diagnostics = [[Diagnostic]](repeating: [], count: design.modules.count)
  // Nothing crosses where there is one clock.
  guard Set(design.modules.flatMap { $0.domains.filter(\.usesClock).map(\.domain.clock) }).count > 1 else {
    return diagnostics
  }
  var dependencies = design.modules.map { PortDependencies(portCount: $0.ports.count) }
  var ports = design.modules.map { PortClocks(portCount: $0.ports.count) }
  for id in design.modulesChildrenFirst {
    let graph = DependencyGraph(facts[id], overridden: overridden[id.index], children: dependencies)
    let components = StronglyConnectedComponents(of: graph.graph)
    let sources = ClockSources(facts[id], graph, components, children: ports)
    var search = CrossingSearch(facts[id], graph, sources: sources, children: ports)
    search.run(isTop: id == Design.topID)
    diagnostics[id.index] = search.diagnostics
    if id != Design.topID { dependencies[id.index] = PortDependencies(of: facts[id].module, graph, components) }
    ports[id.index] = search.portClocks()
  }
  return diagnostics
}

/// What a module tells of its ports to those who instantiate it.
struct PortClocks {
  /// Where an input is sampled: the clock, by its name in the module, and what samples it.
  struct Sampling {
    var clock: String
    var sampler: String
  }

  /// The clocks whose registers an output follows from, by port.
  var clocksOfOutput: [[String]]
  /// Whether an output is a register, or an input handed through, without logic.
  var isPlainOutput: [Bool]
  /// Where an input is sampled other than by a synchroniser, each clock once, by port.
  var samplings: [[Sampling]]
  /// The domains whose resets come in through ports and have to follow the clock.
  var resetDomains: Set<DomainID> = []

  init(portCount: Int) {
    clocksOfOutput = Array(repeating: [], count: portCount)
    isPlainOutput = Array(repeating: false, count: portCount)
    samplings = Array(repeating: [], count: portCount)
  }
}
