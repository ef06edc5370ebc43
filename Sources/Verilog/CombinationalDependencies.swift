import RTL

/// Which signals what a unit computes depends on within the clock cycle.
struct CombinationalDependencies {
  private let module: ModuleDefinition
  private let units: [EmissionUnit]
  /// The units that drive a signal without a clock, by signal.
  private var unitsOfSignal: [[Int32]]
  /// The signals that a unit's expressions read; nil until asked for.
  private var readsOfUnit: [[SignalID]?]
  private var expressionStamps: [Int32]
  private var stamp: Int32 = 0

  init(_ units: [EmissionUnit], of module: ModuleDefinition) {
    self.module = module
    self.units = units
    unitsOfSignal = [[Int32]](repeating: [], count: module.signals.count)
    readsOfUnit = [[SignalID]?](repeating: nil, count: units.count)
    expressionStamps = [Int32](repeating: 0, count: module.expressions.count)
    for (index, unit) in units.enumerated() {
      if case .clocked = unit.kind { continue }
      for target in unit.targets { unitsOfSignal[target].append(Int32(index)) }
    }
  }

  /// Whether what the unit reads may follow from what it drives.
  mutating func isHazardous(_ unit: Int) -> Bool {
    var seenUnits: Set<Int32> = []
    var seenInstances: Set<InstanceID> = []
    var pending = reads(of: unit)
    while let signal = pending.popLast() {
      if case .instancePort(let instance, _) = module.signals[signal].kind, unitsOfSignal[signal].isEmpty {
        if seenInstances.insert(instance).inserted { pending += inputs(of: instance) }
      }
      for driver in unitsOfSignal[signal] {
        if driver == unit { return true }
        if seenUnits.insert(driver).inserted { pending += reads(of: Int(driver)) }
      }
    }
    return false
  }

  /// The inputs of an instance; each of its outputs may follow from any of them.
  private func inputs(of instance: InstanceID) -> [SignalID] {
    var result: [SignalID] = []
    var index = module.instances[instance].firstPort.index
    while index < module.signals.count, case .instancePort(instance, _) = module.signals[index].kind {
      if !unitsOfSignal[index].isEmpty { result.append(SignalID(index)) }
      index += 1
    }
    return result
  }

  private mutating func reads(of unit: Int) -> [SignalID] {
    if let known = readsOfUnit[unit] { return known }
    stamp += 1
    var pending: [ExpressionID] = []
    units[unit].visitRoots { pending.append($0.expression) }
    var result: [SignalID] = []
    while let expression = pending.popLast() {
      if expressionStamps[expression.index] == stamp { continue }
      expressionStamps[expression.index] = stamp
      let operation = module.expressions[expression].operation
      if case .signal(let signal) = operation { result.append(signal) }
      module.forEachOperand(of: operation) { pending.append($0) }
    }
    readsOfUnit[unit] = result
    return result
  }
}
