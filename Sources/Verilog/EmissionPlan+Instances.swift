import RTL

extension EmissionPlan {
  func connectInstances() {
    let uses = module.useCounts(of: units)
    let readers = readerCounts(uses)
    var keptUnits: [EmissionUnit] = []
    for unit in units {
      guard case .assign = unit.kind, case .assign(let assignment)? = unit.statements.first, isWhole(assignment.target)
      else {
        keptUnits.append(unit)
        continue
      }
      let target = assignment.target.signal
      if case .instancePort = module.signals[target].kind {
        if readers[target.index] == 0 {
          connections[target.index] = .expression(assignment.value)
        } else {
          keptUnits.append(unit)
        }
      } else if let output = onlyInstanceOutput(assignment.value, uses: uses), readers[output.index] == 1,
        !unit.isForChecks
      {
        connections[output.index] = .signal(target)
      } else {
        keptUnits.append(unit)
      }
    }
    units = keptUnits
    for index in module.instances.indices { addInstance(InstanceID(index)) }
  }

  /// The output of an instance that the expression is, reread at most, when nothing else uses the expression.
  private func onlyInstanceOutput(_ expression: ExpressionID, uses: [Int32]) -> SignalID? {
    var current = expression
    while uses[current.index] == 1, module.expressionNames[current] == nil {
      switch module.expressions[current].operation {
      case .reinterpret(let inner):
        current = inner
      case .signal(let signal):
        guard case .instancePort = module.signals[signal].kind else { return nil }
        return module.isDrivenHere(signal, in: design) ? nil : signal
      default:
        return nil
      }
    }
    return nil
  }

  private func readerCounts(_ uses: [Int32]) -> [Int] {
    var counts = [Int](repeating: 0, count: module.signals.count)
    for (index, expression) in module.expressions.enumerated() {
      if case .signal(let signal) = expression.operation { counts[signal.index] += Int(uses[index]) }
    }
    return counts
  }

  private func addInstance(_ id: InstanceID) {
    let instance = module.instances[id]
    var unit = EmissionUnit(kind: .instance(id), anchor: -1)
    for port in design.modules[instance.module].ports.indices {
      let signal = instance.signal(ofPort: port)
      guard let first = drivers[signal].first else { continue }
      unit.anchor = unit.anchor < 0 ? first : min(unit.anchor, first)
    }
    units.append(unit)
  }
}
