import RTL

/// A loop that was found while flattening: what depends on itself, in the order of dependence.
struct CombinationalLoop: Error {
  let keys: [Flattening.Key]

  private static let shownSignals = 12

  /// The loop by the names of the signals in it, in the direction of the data.
  func designError(_ flattening: Flattening) -> DesignError {
    var signals: [(name: String, place: Place)] = []
    // The data goes against the dependencies.
    for key in keys.reversed() {
      let module = flattening.templates[flattening.scopes[Int(key.scope)].module].module
      guard Int(key.node) < module.expressions.count,
        case .signal(let signal) = module.expressions[Int(key.node)].operation
      else { continue }
      let definition = module.signals[signal]
      let name = "\(path(of: Int(key.scope), flattening)).\(Self.name(of: definition, in: module, flattening.design))"
      if signals.last?.name != name { signals.append((name, definition.place)) }
    }
    if signals.count > 1, signals.first?.name == signals.last?.name { signals.removeLast() }
    let first = signals.first?.name ?? flattening.design.top.name
    let omitted = signals.count - Self.shownSignals
    if omitted > 0 { signals.removeSubrange(Self.shownSignals...) }
    var names = signals.map { "'\($0.name)'" }
    if omitted > 0 { names.append("(\(omitted) more)") }
    let chain = (names + ["'\(first)'"]).joined(separator: " -> ")
    let notes = signals.map { Diagnostic.Note.declared("'\($0.name)'", at: $0.place) }
    return DesignError([
      Diagnostic(
        "C001", "combinational loop: \(chain)", at: signals.first?.place ?? .unknown, notes: notes,
        help: "put a register into the loop")
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
