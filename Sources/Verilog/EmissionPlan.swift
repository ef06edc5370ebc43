import RTL
import Transforms

/// What of a module goes into which always block, assignment or instance.
final class EmissionPlan {
  let module: ModuleDefinition
  let design: Design
  /// In the order in which they are printed.
  var units: [EmissionUnit] = []
  /// Signals that an always block drives, by signal.
  private(set) var isVariable: [Bool]
  /// How ports of instances are connected, by signal; `.wire` for every other signal.
  var connections: [PortConnection]

  let drivers: BodyDrivers
  /// What nothing but the checks depends on.
  let checkingParts: CheckingParts
  /// What statements before this one assign to the signal is overridden, by signal.
  var liveFrom: [Int]
  /// The unit that an always block's signal or memory belongs to; -1 for all others. Memories follow the signals.
  var unitOfTarget: [Int]
  private var unitOfCheckedDomain: [DomainID: Int] = [:]

  init(_ module: ModuleDefinition, in design: Design, _ paths: CombinationalPaths) {
    self.module = module
    self.design = design
    let signalCount = module.signals.count
    isVariable = [Bool](repeating: false, count: signalCount)
    connections = [PortConnection](repeating: .wire, count: signalCount)
    drivers = BodyDrivers(of: module)
    checkingParts = findCheckingParts(module, in: design)
    liveFrom = [Int](repeating: 0, count: signalCount)
    unitOfTarget = [Int](repeating: -1, count: signalCount + module.memories.count)
    findLiveAssignments()
    let continuous = planContinuousAssignments()
    groupTargets()
    addChecks()
    distributeStatements()
    units += continuous
    splitHazards(paths)
    connectInstances()
    let filled = units.filter { !$0.statements.isEmpty || !$0.targets.isEmpty || $0.isInstance }
    // What is there for checks stands at the end.
    units = filled.enumerated().sorted {
      ($0.element.position, $0.offset) < ($1.element.position, $1.offset)
    }.map(\.element)
    mergeNeighbours()
  }

  private var body: [Statement] { module.blocks[ModuleDefinition.body].statements }

  func isRegister(_ signal: SignalID) -> Bool {
    if case .register = module.signals[signal].kind { return true }
    return false
  }

  /// Whether the register has a value at reset and a reset that sets it.
  func isReset(_ signal: SignalID) -> Bool {
    guard case .register(let index) = module.signals[signal].kind else { return false }
    let register = module.registers[index]
    return module.domain(of: register).reset != nil && register.resetValue != nil
  }

  func targetIndex(of memory: MemoryID) -> Int { module.signals.count + memory.index }

  // MARK: Drivers

  private func findLiveAssignments() {
    for (index, statement) in body.enumerated() {
      if case .assign(let assignment) = statement, isWhole(assignment.target) {
        liveFrom[assignment.target.signal] = index
      }
    }
  }

  func isWhole(_ target: AssignmentTarget) -> Bool {
    target.low == 0 && target.width == module.signals[target.signal].type.width
  }

  /// The assignments of wires that nothing overrides in part. What else drives wires becomes a combinational block.
  private func planContinuousAssignments() -> [EmissionUnit] {
    var planned: [EmissionUnit] = []
    for index in module.signals.indices {
      let signal = SignalID(index)
      if isRegister(signal) || drivers[signal].isEmpty { continue }
      if let assignments = continuousAssignments(of: signal) {
        for (statement, assignment) in assignments {
          let unit = EmissionUnit(
            kind: .assign, anchor: statement, isForChecks: checkingParts.signals[index], targets: [signal],
            statements: [.assign(assignment)])
          planned.append(unit)
        }
      } else {
        isVariable[index] = true
      }
    }
    return planned
  }

  private func continuousAssignments(of signal: SignalID) -> [(statement: Int, assignment: Assignment)]? {
    var result: [(statement: Int, assignment: Assignment)] = []
    let live = drivers[signal].filter { $0 >= liveFrom[signal] }
    var isCovered: [Bool] = []
    for index in live.reversed() {
      guard case .assign(let assignment) = body[index] else { return nil }
      if live.count > 1 {
        if isCovered.isEmpty { isCovered = [Bool](repeating: false, count: module.signals[signal].type.width) }
        let covered = assignment.target.range.count { isCovered[$0] }
        if covered == assignment.target.width { continue }
        if covered > 0 { return nil }
        for bit in assignment.target.range { isCovered[bit] = true }
      }
      result.append((index, assignment))
    }
    return result.reversed()
  }

  // MARK: Always blocks

  /// Targets of one `when` or `match` share an always block, registers with and without reset apart, and those of different
  /// clock domains.
  private func groupTargets() {
    let classes = targetClasses()
    var sets = DisjointSets(count: unitOfTarget.count)
    for statement in body {
      var representatives = [Int](repeating: -1, count: 2 + 4 * module.domains.count)
      func join(_ target: Int) {
        guard let targetClass = classes[target] else { return }
        let index = 2 * targetClass.index + (isForChecks(target) ? 1 : 0)
        let first = representatives[index]
        if first >= 0 { sets.unite(first, target) } else { representatives[index] = target }
      }
      module.visitAssignmentsAndWrites(of: statement) { inner in
        switch inner {
        case .assign(let assignment): join(assignment.target.signal.index)
        case .writeMemory(let write): join(targetIndex(of: write.memory))
        case .when, .match, .checkRead, .check: break
        }
      }
    }
    for target in unitOfTarget.indices {
      guard let targetClass = classes[target] else { continue }
      let representative = sets.representative(target)
      if representative == target {
        unitOfTarget[target] = units.count
        units.append(
          EmissionUnit(kind: targetClass.unitKind, anchor: .max, isForChecks: isForChecks(target)))
      } else {
        unitOfTarget[target] = unitOfTarget[representative]
      }
      if target < module.signals.count { units[unitOfTarget[target]].targets.append(SignalID(target)) }
    }
  }

  private func isForChecks(_ target: Int) -> Bool {
    let signalCount = module.signals.count
    return target < signalCount ? checkingParts.signals[target] : checkingParts.memories[target - signalCount]
  }

  /// A unit for each domain in which something is checked.
  private func addChecks() {
    for domain in module.checkDomains.sorted() {
      unitOfCheckedDomain[domain] = units.count
      units.append(EmissionUnit(kind: .checks(domain), anchor: .max, isForChecks: true))
    }
  }

  private enum TargetClass {
    case combinational
    case clocked(DomainID, resets: Bool)

    /// Numbers the classes of a module from 0.
    var index: Int {
      switch self {
      case .combinational: 0
      case .clocked(let domain, let resets): 1 + 2 * domain.index + (resets ? 0 : 1)
      }
    }

    var unitKind: EmissionUnit.Kind {
      switch self {
      case .combinational: .combinational
      case .clocked(let domain, let resets): .clocked(domain, resets: resets)
      }
    }
  }

  private func targetClasses() -> [TargetClass?] {
    var classes = [TargetClass?](repeating: nil, count: unitOfTarget.count)
    for index in module.signals.indices {
      if case .register(let register) = module.signals[index].kind {
        let resets = isReset(SignalID(index))
        if resets || !drivers[SignalID(index)].isEmpty {
          classes[index] = .clocked(module.registers[register].domain, resets: resets)
        }
      } else if isVariable[index] {
        classes[index] = .combinational
      }
    }
    let domains = module.writeDomainOfMemories
    for (index, domain) in domains.enumerated() {
      classes[module.signals.count + index] = .clocked(domain, resets: false)
    }
    return classes
  }

  private func distributeStatements() {
    for (index, statement) in body.enumerated() {
      if case .assign(let assignment) = statement {
        // Most statements are these: no table of parts is made for them.
        let unit = unitOfTarget[assignment.target.signal.index]
        if unit < 0 || liveFrom[assignment.target.signal] > index { continue }
        units[unit].statements.append(.assign(assignment))
        units[unit].anchor = min(units[unit].anchor, index)
        continue
      }
      for (unit, statements) in parts(of: statement, liveAt: index) {
        units[unit].statements += statements
        units[unit].anchor = min(units[unit].anchor, index)
      }
    }
  }

  /// What a statement says to each unit.
  private func parts(of statement: Statement, liveAt index: Int) -> [Int: [PlannedStatement]] {
    switch statement {
    case .assign(let assignment):
      let unit = unitOfTarget[assignment.target.signal.index]
      return unit >= 0 && liveFrom[assignment.target.signal] <= index ? [unit: [.assign(assignment)]] : [:]
    case .writeMemory(let write):
      return [unitOfTarget[targetIndex(of: write.memory)]: [.write(write)]]
    case .checkRead:
      return [:]
    case .check(let check):
      return unitOfCheckedDomain[check.domain].map { [$0: [.check(check)]] } ?? [:]
    case .when(let when):
      let branches = when.branches.map { parts(of: $0.block, liveAt: index) }
      let otherwise = when.otherwise.map { parts(of: $0, liveAt: index) } ?? [:]
      return combine(branches + [otherwise]) { unit in
        let planned = zip(when.branches, branches).map {
          PlannedStatement.Branch(condition: $0.condition, statements: $1[unit] ?? [], place: $0.place)
        }
        return PlannedStatement.when(planned, otherwise[unit] ?? [])
      }
    case .match(let match):
      let bodies = match.arms.map { parts(of: $0.block, liveAt: index) }
      let otherwise = match.otherwise.map { parts(of: $0, liveAt: index) } ?? [:]
      return combine(bodies + [otherwise]) { unit in
        .match(match, bodies: bodies.map { $0[unit] ?? [] }, otherwise: otherwise[unit] ?? [])
      }
    }
  }

  private func parts(of block: BlockID, liveAt index: Int) -> [Int: [PlannedStatement]] {
    var result: [Int: [PlannedStatement]] = [:]
    for statement in module.blocks[block].statements {
      for (unit, statements) in parts(of: statement, liveAt: index) { result[unit, default: []] += statements }
    }
    return result
  }

  private func combine(
    _ inner: [[Int: [PlannedStatement]]], _ make: (Int) -> PlannedStatement?
  ) -> [Int: [PlannedStatement]] {
    var result: [Int: [PlannedStatement]] = [:]
    for parts in inner {
      for unit in parts.keys where result[unit] == nil { result[unit] = make(unit).map { [$0] } ?? [] }
    }
    return result
  }

  /// Blocks whose expressions depend on what the block itself drives are split into one block a signal: expressions read
  /// the final value of a wire, but the statements of an always block are executed in order.
  private func splitHazards(_ paths: CombinationalPaths) {
    var dependencies = CombinationalDependencies(units, of: module, paths)
    var result: [EmissionUnit] = []
    for (index, unit) in units.enumerated() {
      guard unit.isCombinational, unit.targets.count > 1, dependencies.isHazardous(index) else {
        result.append(unit)
        continue
      }
      for target in unit.targets {
        var part = unit
        part.targets = [target]
        part.anchor = drivers[target].first { $0 >= liveFrom[target] } ?? unit.anchor
        part.statements = unit.statements.compactMap { $0.pruned(to: target) }
        result.append(part)
      }
    }
    units = result
  }

  /// Registers that follow each other and are assigned without a condition share an always block.
  private func mergeNeighbours() {
    var result: [EmissionUnit] = []
    for unit in units {
      if let last = result.last, last.isForChecks == unit.isForChecks, last.isPlainClocked, unit.isPlainClocked,
        last.hasControls(of: unit)
      {
        result[result.count - 1].targets += unit.targets
        result[result.count - 1].statements += unit.statements
      } else {
        result.append(unit)
      }
    }
    units = result
  }
}

extension EmissionUnit {
  /// Where it is printed: checks come after all they look at.
  fileprivate var position: Int {
    if case .checks = kind { return .max }
    return isForChecks ? .max - 1 : anchor
  }

  fileprivate var isInstance: Bool {
    if case .instance = kind { return true }
    return false
  }

  /// Whether both units have the same clock and reset.
  fileprivate func hasControls(of other: EmissionUnit) -> Bool {
    guard case .clocked(let domain, let resets) = kind, case .clocked(let otherDomain, let otherResets) = other.kind
    else { return false }
    return domain == otherDomain && resets == otherResets
  }

  /// Whether the unit is registers, all of them assigned without a condition.
  fileprivate var isPlainClocked: Bool {
    guard case .clocked = kind else { return false }
    return statements.allSatisfy { !$0.isConditional }
  }
}

extension ModuleDefinition {
  /// The domain in which each memory is written.
  fileprivate var writeDomainOfMemories: [DomainID] {
    var result = [DomainID](repeating: .own, count: memories.count)
    if memories.isEmpty { return result }
    for block in blocks {
      for case .writeMemory(let write) in block.statements { result[write.memory] = write.domain }
    }
    return result
  }

  /// Calls `visit` with the statement and all within it.
  func visitAssignmentsAndWrites(of statement: Statement, _ visit: (Statement) -> Void) {
    visit(statement)
    switch statement {
    case .assign, .writeMemory, .checkRead, .check: return
    case .when, .match: break
    }
    for block in Self.innerBlocks(of: statement) { visitStatements(of: block, visit) }
  }

  /// How often statements and other expressions use each expression. A named expression that nothing uses is kept, and its
  /// operands count.
  func useCounts(of units: [EmissionUnit], connections: [PortConnection] = []) -> [Int32] {
    var uses = [Int32](repeating: 0, count: expressions.count)
    for unit in units { unit.visitRoots { uses[$0.expression.index] += 1 } }
    for case .expression(let id) in connections { uses[id.index] += 1 }
    for index in expressions.indices.reversed() {
      guard uses[index] > 0 || isNamed(ExpressionID(index)) else { continue }
      forEachOperand(of: expressions[index].operation) { uses[$0.index] += 1 }
    }
    return uses
  }

  func isNamed(_ expression: ExpressionID) -> Bool {
    !expressionNames.isEmpty && expressionNames[expression] != nil
  }
}
