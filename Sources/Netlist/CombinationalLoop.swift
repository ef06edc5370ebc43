import RTL

/// A loop that was found while flattening: what depends on itself, in the order of dependence.
struct CombinationalLoop: Error {
  let keys: [Flattening.Key]

  /// The loop by the names of the signals in it, from what is driven to what drives it.
  func designError(_ flattening: Flattening) -> DesignError {
    var names: [String] = []
    var places: [Place] = []
    for key in keys {
      let module = flattening.templates[flattening.scopes[Int(key.scope)].module].module
      guard Int(key.node) < module.expressions.count,
        case .signal(let signal) = module.expressions[Int(key.node)].operation
      else { continue }
      let definition = module.signals[signal]
      let name = "\(path(of: Int(key.scope), flattening)).\(Self.name(of: definition, in: module, flattening.design))"
      if names.last == name { continue }
      names.append(name)
      places.append(definition.place)
    }
    if names.count > 1, names.first == names.last {
      names.removeLast()
      places.removeLast()
    }
    let first = names.first ?? flattening.design.top.name
    let chain = (names + [first]).map { "'\($0)'" }.joined(separator: " <- ")
    let notes = zip(names, places).dropFirst().map { Diagnostic.Note("'\($0)' is declared here", at: $1) }
    let message = "combinational loop: \(chain)"
    let help = "put a register into the loop, or drive the bits from others than those that depend on them"
    return DesignError([
      Diagnostic("N001", message, at: places.first ?? .unknown, notes: notes, help: help)
    ])
  }

  private func path(of scope: Int, _ flattening: Flattening) -> String {
    var names: [String] = []
    var current = scope
    while flattening.scopes[current].parent >= 0 {
      let parent = flattening.scopes[current].parent
      let module = flattening.design.modules[flattening.scopes[parent].module]
      names.append(module.instances[flattening.scopes[current].instance].name)
      current = parent
    }
    return ([flattening.design.top.name] + names.reversed()).joined(separator: ".")
  }

  /// `instance.port` for the port of an instance.
  private static func name(of signal: SignalDefinition, in module: ModuleDefinition, _ design: Design) -> String {
    guard case .instancePort(let instance, let port) = signal.kind else { return signal.name }
    let definition = module.instances[instance]
    return "\(definition.name).\(design.modules[definition.module].ports[port].name)"
  }
}
