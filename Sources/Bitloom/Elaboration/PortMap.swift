import RTL

/// The ports of a module as a test bench sees them: the interface, and the number of each of its signals in the design.
package struct PortMap<M: Module>: Sendable {
  package let io: M.IO
  package let ports: [PortDefinition]
  private let portOfSignal: [Int]

  package init(of module: M) {
    let elaboration = Elaboration(domain: .standard)
    let builder = ModuleBuilder(name: module.moduleName, elaboration: elaboration)
    (io, ports) = BuilderContext.$box.withValue(.init(builder: builder)) {
      let io = builder.makeFirstPorts(of: module, as: .port)
      let layout = InterfaceLayout(of: io, first: 0, in: builder, module: builder.definition.name)
      layout.arrange(from: 0, in: builder, prefix: "")
      return (io, layout.ports)
    }
    portOfSignal = builder.definition.expressions.map { expression in
      if case .signal(let id) = expression.operation { return id.index }
      return -1
    }
  }

  /// The port that a signal of `io` is; nil for any other signal.
  package func port(of signal: Signal) -> Int? {
    let index = Int(signal.id)
    guard index < portOfSignal.count, portOfSignal[index] >= 0 else { return nil }
    return portOfSignal[index]
  }

  /// The ports of all signals within a part of `io`, in order.
  package func ports(of bundle: some Bundle) -> [Int] {
    var visitor = LeafVisitor(path: "")
    bundle.visitLeaves(&visitor)
    return visitor.leaves.compactMap { port(of: $0.signal) }
  }
}
