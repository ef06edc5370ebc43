import RTL

/// The checks of all instances of a design: turns what an engine has seen into events, the same for all engines.
public struct CheckTable: Sendable {
  private struct Instance: Sendable {
    var path: String
    var module: Int
    /// For each domain of the module the number of the reset port of the top module, if it has one.
    var resets: [PortSet]
    var order: Int
  }

  private struct Entry: Sendable {
    var check: CheckStatement
    var order: Int
    var place: Place
  }

  private let design: Design
  private var instances: [String: Instance] = [:]
  private var entries: [[String: Entry]]

  /// Nil when nothing in the design is checked. Memory accesses are checked when `makeMemoryChecks` has seen the design.
  public init?(_ design: Design) {
    self.design = design
    entries = design.modules.map { module in
      var entries: [String: Entry] = [:]
      for check in module.checks {
        entries[check.name] = Entry(check: check, order: entries.count, place: module.places[check.place])
      }
      return entries
    }
    if entries.allSatisfy(\.isEmpty) { return nil }
    addInstances()
  }

  private mutating func addInstances() {
    let resetPorts = design.top.resetPorts.map(\.name)
    let topResets = design.top.domains.map { use -> PortSet in
      guard let reset = use.resetPort, let port = resetPorts.firstIndex(of: reset.name) else { return [] }
      return PortSet(port)
    }
    var pending = [(module: 0, path: design.top.name, resets: topResets)]
    while let (module, path, resets) = pending.popLast() {
      // What a module resets itself is a part of the checks, and no port of the top module.
      let domains = design.modules[module].domains
      let known = resets.indices.map { domains[$0].resetSignal == nil ? resets[$0] : [] }
      if !entries[module].isEmpty {
        instances[path] = Instance(path: path, module: module, resets: known, order: instances.count)
      }
      for instance in design.modules[module].instances.reversed() {
        pending.append((instance.module.index, "\(path).\(instance.name)", instance.domains.map { known[$0.index] }))
      }
    }
  }

  /// The kind of a check and the widths of the values in its message; nil when there is no such check.
  public func shape(ofCheck name: String, in path: String) -> (kind: CheckStatement.Kind, widths: [Int])? {
    guard let instance = instances[path], let entry = entries[instance.module][name] else { return nil }
    let module = design.modules[instance.module]
    return (entry.check.kind, entry.check.values.map { module.type(of: $0.expression).width })
  }

  /// What a check tells; nil while its reset is active.
  public func event(
    ofCheck name: String, in path: String, edge: Int, values: [LogicBits], activeResets: PortSet
  ) -> CheckEvent? {
    guard let instance = instances[path], let entry = entries[instance.module][name] else { return nil }
    let resets = instance.resets[entry.check.domain.index]
    guard resets.isDisjoint(with: activeResets) else { return nil }
    return CheckEvent(
      edge: edge, kind: entry.check.kind, path: path, name: name,
      message: message(of: entry.check, in: instance, values), place: entry.place,
      order: instance.order << 32 | entry.order)
  }

  private func message(of check: CheckStatement, in instance: Instance, _ values: [LogicBits]) -> String {
    let module = design.modules[instance.module]
    var next = 0
    var result = ""
    for part in check.message {
      switch part {
      case .text(let text): result += text
      case .instancePath: result += instance.path
      case .value(let expression, let format):
        guard next < values.count else { continue }
        result += values[next].text(as: format, module.type(of: expression), enumerations: module.enumerations)
        next += 1
      }
    }
    return result
  }

  /// Every `cover` of the design, not counted yet, in the order in which checks are told.
  public var coverPoints: [CoverPoint] {
    instances.values.sorted { $0.order < $1.order }.flatMap { instance in
      entries[instance.module].values.filter { $0.check.kind == .cover }.sorted { $0.order < $1.order }.map { entry in
        let text = entry.check.message.map { if case .text(let text) = $0 { text } else { "" } }.joined()
        return CoverPoint(path: instance.path, name: entry.check.name, message: text, place: entry.place, count: 0)
      }
    }
  }
}
