import Netlist
import RTL
import SimulationKernel

/// The values that resets give registers.
struct ResetTable {
  struct Entry {
    /// An index into the netlist's domains.
    var domain: Int
    var kind: ClockDomain.Reset.Kind
    var reset: KernelReset
  }

  /// Of the resets of the top module.
  private(set) var entries: [Entry] = []
  /// Of the asynchronous resets that the design makes: they act as soon as they come, not at an edge.
  private(set) var madeResets: [KernelMadeReset] = []
  private(set) var words: [UInt64] = []

  init(_ netlist: Netlist, _ layout: SlotLayout, _ sources: SourceTable) {
    let ports = netlist.design.top.resetPorts.map(\.name)
    for (index, register) in netlist.registers.enumerated() {
      let source = sources.ofRegister(index)
      if let value = register.resetValue, let reset = netlist.domains[register.domain].reset,
        let port = ports.firstIndex(of: reset.name)
      {
        let entry = KernelReset(port: PortSet(port).rawValue, source: source, firstWord: UInt32(words.count))
        entries.append(Entry(domain: register.domain, kind: reset.kind, reset: entry))
        words += value.words
      }
      if let reset = register.asynchronousReset, let slot = layout.slot(of: reset.isActive) {
        let firstWord = UInt32(words.count)
        madeResets.append(KernelMadeReset(isActive: UInt32(slot), source: source, firstWord: firstWord))
        words += reset.value.words
      }
    }
  }
}
