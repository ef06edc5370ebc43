import Netlist
import SimulationKernel

/// What happens in a cycle of some clocks: one edge, or two where something is clocked by the second one.
final class ClockCycle {
  let edges: UnsafePointer<KernelEdge>
  let count: Int
  /// What looks at the checks, edge by edge.
  let watches: [CheckWatch?]
  private let buffers = KernelBuffers()

  init(of clocks: PortSet, _ program: Program, checks: CheckTable?) {
    let domains = Self.domains(of: clocks, in: program.netlist)
    let active = domains.second.isEmpty ? [domains.first] : [domains.first, domains.second]
    edges = UnsafePointer(buffers.copy(active.map { program.edge(ofDomains: $0) }))
    count = active.count
    watches = active.map { CheckWatch(program.netlist, program.layout, checks, domains: $0) }
  }

  /// The domains that are active at the first and at the second edge of a cycle of some clocks of the top module.
  private static func domains(of clocks: PortSet, in netlist: Netlist) -> (first: Set<Int>, second: Set<Int>) {
    var result: (first: Set<Int>, second: Set<Int>) = ([], [])
    let ports = netlist.design.top.clockPorts
    for (index, domain) in netlist.domains.enumerated() {
      guard let port = ports.firstIndex(where: { $0.name == domain.clock }), clocks.contains(PortSet(port)) else {
        continue
      }
      if ports[port].restsHigh || domain.edge == .rising {
        result.first.insert(index)
      } else {
        result.second.insert(index)
      }
    }
    return result
  }
}
