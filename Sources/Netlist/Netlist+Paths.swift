import RTL

/// A signal of an instance: a port, a wire or a register.
public struct NetlistSignal: Sendable {
  public var scope: Int
  public var signal: SignalID
  public var node: NodeID
}

extension Netlist {
  /// The module of an instance.
  public func module(ofScope scope: Int) -> ModuleDefinition { design.modules[scopes[scope].module] }

  /// The domain of the top module that each domain of an instance's module is.
  public func domains(ofScope scope: Int) -> [ClockDomain] {
    let all = domains
    return scopes[scope].domains.map { all[$0] }
  }

  /// The name of an instance in its parent; the module's name for the top.
  public func name(ofScope scope: Int) -> String {
    guard let parent = scopes[scope].parent, let instance = scopes[scope].instance else { return design.top.name }
    return module(ofScope: parent).instances[instance].name
  }

  /// The name of an instance with those of all around it, such as `array.pe_0_1`.
  public func path(ofScope scope: Int) -> String {
    var names = [name(ofScope: scope)]
    var current = scope
    while let parent = scopes[current].parent {
      names.append(name(ofScope: parent))
      current = parent
    }
    return names.reversed().joined(separator: ".")
  }

  /// The name of a memory with those of all instances around it.
  public func path(of memory: Memory) -> String {
    "\(path(ofScope: memory.scope)).\(module(ofScope: memory.scope).memories[memory.memory].name)"
  }

  /// The ports, wires and registers of an instance, in the order of the module. The ports of its own instances are found there.
  public func signals(ofScope scope: Int) -> [NetlistSignal] {
    let definitions = module(ofScope: scope).signals
    return definitions.indices.compactMap { index in
      if case .instancePort = definitions[index].kind { return nil }
      let signal = SignalID(index)
      return NetlistSignal(scope: scope, signal: signal, node: node(of: signal, in: scope))
    }
  }

  /// The scopes with each instance before its own instances, which follow it in the order of the module.
  public var scopesOutermostFirst: [Int] {
    var order: [Int] = []
    var stack = [0]
    while let scope = stack.popLast() {
      order.append(scope)
      stack.append(contentsOf: children(ofScope: scope).reversed())
    }
    return order
  }

  /// The scopes of the instances of an instance.
  public func children(ofScope scope: Int) -> Range<Int> {
    let first = scopes[scope].firstChild
    return first..<first + module(ofScope: scope).instances.count
  }

  /// The names of all signals with their instances, such as `array.pe_0_1.accumulator`.
  public var signalPaths: [String] {
    scopesOutermostFirst.flatMap { scope in
      let prefix = path(ofScope: scope)
      let definitions = module(ofScope: scope).signals
      return signals(ofScope: scope).map { "\(prefix).\(definitions[$0.signal].name)" }
    }
  }

  /// Finds a signal by its path. The name of the top module may be left out.
  public func signal(atPath path: String) -> NetlistSignal? {
    let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if names.first == design.top.name, let found = signal(names.dropFirst()) { return found }
    return signal(names[...])
  }

  private func signal(_ names: ArraySlice<String>) -> NetlistSignal? {
    guard let last = names.last else { return nil }
    var scope = 0
    for name in names.dropLast() {
      let instances = module(ofScope: scope).instances
      guard let index = instances.firstIndex(where: { $0.name == name }) else { return nil }
      scope = scopes[scope].firstChild + index
    }
    return signals(ofScope: scope).first { module(ofScope: scope).signals[$0.signal].name == last }
  }
}
