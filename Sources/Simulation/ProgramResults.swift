import Netlist

/// What a program has to compute.
struct ProgramResults {
  /// The nodes that are read from outside between edges: outputs, or all signals.
  var observed: [NodeID]
  /// The nodes of asynchronous resets that the design makes, each once.
  var madeResets: [NodeID]

  init(_ netlist: Netlist, observesAllSignals: Bool) {
    if observesAllSignals {
      observed = netlist.signalNodes
    } else {
      let ports = netlist.design.top.ports
      observed = ports.indices.filter { ports[$0].direction == .output }.map { netlist.node(ofPort: $0) }
    }
    madeResets = []
    for register in netlist.registers {
      guard let reset = register.asynchronousReset, !madeResets.contains(reset.isActive) else { continue }
      madeResets.append(reset.isActive)
    }
  }

  /// All nodes but the next values of registers that stay as they are.
  func all(_ netlist: Netlist) -> [NodeID] {
    var nodes: [NodeID] = []
    for register in netlist.registers where register.next != register.node { nodes.append(register.next) }
    for write in netlist.memoryWrites { nodes += [write.enable, write.address, write.value] }
    for check in netlist.checks {
      nodes.append(check.enable)
      if let condition = check.condition { nodes.append(condition) }
      nodes += check.values
    }
    return nodes + madeResets + observed
  }
}
