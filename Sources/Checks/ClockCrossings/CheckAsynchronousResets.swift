import RTL

/// R012 and R013: asynchronous resets that the design makes, behind logic or from what they reset.
func checkAsynchronousResets(
  _ design: Design, _ facts: [ModuleFacts], overridden: [Set<StatementPosition>]
) -> [[Diagnostic]] {
  var diagnostics = [[Diagnostic]](repeating: [], count: design.modules.count)
  // Most designs take their resets from outside.
  guard design.modules.contains(where: { $0.domains.contains(where: \.isMadeAsynchronous) }) else { return diagnostics }
  var glitches = GlitchSearch(facts)
  var origins = [ResetOrigins?](repeating: nil, count: design.modules.count)
  for id in design.modulesChildrenFirst {
    diagnostics[id.index] = glitches.run(id)
    let search = ResetOrigins(facts[id], overridden: overridden[id.index], children: origins)
    diagnostics[id.index] += search.diagnostics
    origins[id.index] = search
  }
  return diagnostics
}

extension DomainUse {
  /// Whether the module makes the reset, and it acts at any time.
  var isMadeAsynchronous: Bool { usesReset && resetSignal != nil && domain.reset?.kind == .asynchronous }
}

/// R012: an asynchronous reset must come from a register or an input. Between them there may only be what makes no pulse of
/// changes at one edge: inversions, and the alternative of several resets.
private struct GlitchSearch {
  /// An input of a module, and the level at which it resets.
  private struct Root: Hashable {
    var port: Int
    var level: Bool
  }

  private let facts: [ModuleFacts]
  /// The inputs of each module that asynchronous resets follow from.
  private var roots: [Set<Root>]

  init(_ facts: [ModuleFacts]) {
    self.facts = facts
    roots = Array(repeating: [], count: facts.count)
  }

  mutating func run(_ id: ModuleID) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    let module = facts[id.index].module
    func look(at signal: SignalID, level: Bool, _ description: String) {
      if let found = inputs(behind: signal, level: level, in: id) {
        roots[id.index].formUnion(found)
        return
      }
      let place = facts[id.index].drivers[signal].first.map { module.places[$0.place] }
      diagnostics.append(
        ClockDiagnostics.logicBeforeReset(description, at: place ?? module.signals[signal].place))
    }
    var seen: Set<SignalID> = []
    for use in module.domains where use.isMadeAsynchronous {
      guard let signal = use.resetSignal, let reset = use.domain.reset, seen.insert(signal).inserted else { continue }
      let description = "asynchronous reset '\(reset.name)' of module '\(module.name)'"
      look(at: signal, level: reset.polarity == .activeHigh, description)
    }
    for instance in module.instances {
      for root in roots[instance.module.index].sorted(by: { $0.port < $1.port }) {
        let signal = instance.signal(ofPort: root.port)
        let description = "the asynchronous reset behind \(SignalDescription(signal, in: facts[id.index]).full)"
        look(at: signal, level: root.level, description)
      }
    }
    return diagnostics
  }

  /// What is still to be followed.
  private struct Item: Hashable {
    enum Value: Hashable {
      case signal(SignalID)
      case expression(ExpressionID)
    }

    var value: Value
    var level: Bool
  }

  /// The inputs of the module that a signal follows from; nil where there is logic between that could make a pulse.
  private func inputs(behind signal: SignalID, level: Bool, in id: ModuleID) -> Set<Root>? {
    var result: Set<Root> = []
    var pending = [Item(value: .signal(signal), level: level)]
    var visited: Set<Item> = []
    while let item = pending.popLast() {
      // A value that depends on itself is found by another pass.
      guard visited.insert(item).inserted else { continue }
      switch item.value {
      case .expression(let expression):
        guard let operands = operands(of: expression, level: item.level, in: id) else { return nil }
        pending += operands
      case .signal(let signal):
        guard let (roots, driver) = source(of: signal, level: item.level, in: id) else { return nil }
        result.formUnion(roots.compactMap { $0.isInput ? $0.root : nil })
        pending += roots.filter { !$0.isInput }.map {
          Item(value: .signal(SignalID($0.root.port)), level: $0.root.level)
        }
        if let driver { pending.append(Item(value: .expression(driver), level: item.level)) }
      }
    }
    return result
  }

  /// What a signal follows from: inputs of this module, other signals, or an expression; nil where that depends on conditions.
  private func source(
    of signal: SignalID, level: Bool, in id: ModuleID
  ) -> (roots: [(root: Root, isInput: Bool)], driver: ExpressionID?)? {
    let module = facts[id.index].module
    switch module.signals[signal].kind {
    case .register: return ([], nil)
    case .port(let port) where module.ports[port].direction == .input:
      return ([(Root(port: port, level: level), true)], nil)
    case .instancePort(let instance, let port) where !module.isDrivenHere(signal, in: facts[id.index].design):
      let definition = module.instances[instance]
      guard let roots = inputs(behind: SignalID(port), level: level, in: definition.module) else { return nil }
      // The inputs of the instance are signals here.
      return (roots.map { (Root(port: definition.signal(ofPort: $0.port).index, level: $0.level), false) }, nil)
    case .port, .wire, .instancePort:
      let drivers = facts[id.index].drivers[signal]
      guard drivers.count == 1, let driver = drivers.first, driver.block == ModuleDefinition.body else { return nil }
      return ([], driver.value)
    }
  }

  /// What an operation without pulses follows from; nil for any other one.
  private func operands(of expression: ExpressionID, level: Bool, in id: ModuleID) -> [Item]? {
    let module = facts[id.index].module
    func items(_ operands: [ExpressionID], _ level: Bool) -> [Item] {
      operands.map { Item(value: .expression($0), level: level) }
    }
    switch module.expressions[expression].operation {
    case .constant: return []
    case .signal(let signal): return [Item(value: .signal(signal), level: level)]
    case .slice(let inner, _), .reinterpret(let inner): return items([inner], level)
    case .concatenate(let list): return items(Array(module.operandPool[list.range]), level)
    case .unary(.not, let inner): return items([inner], !level)
    case .unary(.reduceOr, let inner) where level: return items([inner], level)
    case .unary(.reduceAnd, let inner) where !level: return items([inner], level)
    case .binary(.or, let left, let right) where level: return items([left, right], level)
    case .binary(.and, let left, let right) where !level: return items([left, right], level)
    default: return nil
    }
  }
}
