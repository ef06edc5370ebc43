import RTL

/// Which signals what a unit computes depends on within the clock cycle.
struct CombinationalDependencies {
  private let module: ModuleDefinition
  private let units: [EmissionUnit]
  private let paths: CombinationalPaths
  /// The units that drive a signal without a clock, by signal.
  private var unitsOfSignal: [[Int32]]
  /// The signals that a unit's expressions read; nil until asked for.
  private var readsOfUnit: [[SignalID]?]
  private var expressionStamps: [Int32]
  private var stamp: Int32 = 0

  init(_ units: [EmissionUnit], of module: ModuleDefinition, _ paths: CombinationalPaths) {
    self.module = module
    self.units = units
    self.paths = paths
    unitsOfSignal = [[Int32]](repeating: [], count: module.signals.count)
    readsOfUnit = [[SignalID]?](repeating: nil, count: units.count)
    expressionStamps = [Int32](repeating: 0, count: module.expressions.count)
    for (index, unit) in units.enumerated() {
      switch unit.kind {
      case .clocked, .checks: continue
      case .assign, .combinational, .instance: break
      }
      for target in unit.targets { unitsOfSignal[target].append(Int32(index)) }
    }
  }

  /// Whether what the unit reads may follow from what it drives.
  mutating func isHazardous(_ unit: Int) -> Bool {
    var seenUnits: Set<Int32> = []
    var seenOutputs: Set<SignalID> = []
    var pending = reads(of: unit)
    while let signal = pending.popLast() {
      if case .instancePort(let id, let port) = module.signals[signal].kind, unitsOfSignal[signal].isEmpty,
        seenOutputs.insert(signal).inserted
      {
        let instance = module.instances[id]
        guard paths.design.modules[instance.module].ports[port].direction == .output else { continue }
        pending += paths.inputs(of: instance.module, output: port).map { instance.signal(ofPort: $0) }
      }
      for driver in unitsOfSignal[signal] {
        if driver == unit { return true }
        if seenUnits.insert(driver).inserted { pending += reads(of: Int(driver)) }
      }
    }
    return false
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
