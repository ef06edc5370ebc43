import RTL

/// Resolves the statements of a module: each signal to the one expression that drives it.
///
/// A signal is cut where assignments to its bits begin and end. Each such part is a variable that statements set; where
/// branches meet, a multiplexer chooses between what they set.
struct StatementLowering {
  private static let undriven: Int32 = -1

  private(set) var template: ModuleTemplate
  private let module: ModuleDefinition
  private let design: Design

  /// For each signal its first variable; the ranges of the variables of a signal follow one another from bit 0 up.
  private var firstVariable: [Int] = []
  private var ranges: [Range<Int>] = []
  /// What each variable is driven with so far.
  private var current: [Int32] = []
  /// The variables set so far with what they were before, for going back.
  private var changes: [(variable: Int, previous: Int32)] = []
  /// The conditions around the statement at hand.
  private var path: [(condition: Int32, isTrue: Bool)] = []

  init(_ template: ModuleTemplate, in design: Design) {
    self.template = template
    module = template.module
    self.design = design
  }

  mutating func run() {
    cutSignals()
    for (register, definition) in module.registers.enumerated() {
      let signal = definition.signal.index
      assert(module.signals[signal].kind == .register(register))
      for variable in variables(of: signal) {
        let range = ranges[variable]
        current[variable] = template.slice(template.signalSources[signal], low: range.lowerBound, width: range.count)
      }
    }
    execute(ModuleDefinition.body)
    for definition in module.registers {
      template.registerNexts.append(value(of: definition.signal.index))
    }
    for signal in module.signals.indices where template.signalSources[signal] < 0 {
      template.signalSources[signal] = value(of: signal)
    }
  }

  private func variables(of signal: Int) -> Range<Int> {
    firstVariable[signal]..<firstVariable[signal + 1]
  }

  private mutating func cutSignals() {
    var cuts = module.signals.map { [0, $0.type.width] }
    module.visitStatements { statement in
      guard case .assign(let assignment) = statement else { return }
      let target = assignment.target
      let isWhole = target.low == 0 && target.width == module.signals[target.signal].type.width
      if !isWhole { cuts[target.signal.index] += [target.low, target.low + target.width] }
    }
    for signalCuts in cuts {
      firstVariable.append(ranges.count)
      let ordered = signalCuts.count == 2 ? signalCuts : Set(signalCuts).sorted()
      for index in 1..<ordered.count { ranges.append(ordered[index - 1]..<ordered[index]) }
    }
    firstVariable.append(ranges.count)
    current = [Int32](repeating: Self.undriven, count: ranges.count)
  }

  /// The parts of a signal put together; bits that nothing drives are 0.
  private mutating func value(of signal: Int) -> Int32 {
    let parts = variables(of: signal).reversed().map { variable in
      let driver = current[variable]
      return driver == Self.undriven ? template.constant(Bits(zeroOfWidth: ranges[variable].count)) : driver
    }
    return template.concatenate(parts[...])
  }

  // MARK: Statements

  private mutating func execute(_ block: BlockID) {
    for statement in module.blocks[block].statements {
      switch statement {
      case .assign(let assignment): execute(assignment)
      case .when(let when): execute(when)
      case .match(let match): execute(match)
      case .writeMemory(let write): execute(write)
      // A simulation makes checks of it first.
      case .checkRead: continue
      case .check(let check):
        template.checks.append(ModuleTemplate.Check(statement: check, enable: conditionOfPath()))
      }
    }
  }

  private mutating func set(_ variable: Int, _ value: Int32) {
    changes.append((variable, current[variable]))
    current[variable] = value
  }

  private mutating func execute(_ assignment: Assignment) {
    let target = assignment.target
    for variable in variables(of: target.signal.index) where target.range.contains(ranges[variable].lowerBound) {
      let range = ranges[variable]
      let value = Int32(assignment.value.index)
      set(variable, template.slice(value, low: range.lowerBound - target.low, width: range.count))
    }
  }

  private mutating func execute(_ when: WhenStatement) {
    let arms = when.branches.map { (condition: Int32($0.condition.index), block: $0.block) }
    execute(arms, otherwise: when.otherwise)
  }

  private mutating func execute(_ match: MatchStatement) {
    var arms = match.arms.map { arm in
      (condition: condition(of: arm, subject: Int32(match.subject.index)), block: arm.block)
    }
    let patternCount = match.arms.reduce(0) { $0 + $1.patterns.count }
    let width = module.type(of: match.subject).width
    let coversAllCodes = width < 32 && patternCount == 1 << width
    // With all codes named, what is left for the last arm needs no comparison.
    if coversAllCodes, let last = arms.popLast() {
      execute(arms, otherwise: last.block)
    } else {
      execute(arms, otherwise: match.otherwise)
    }
  }

  private mutating func condition(of arm: MatchStatement.Arm, subject: Int32) -> Int32 {
    var result: Int32?
    for pattern in arm.patterns {
      let code = template.constant(pattern)
      let matches = template.append(.equal, width: 1, subject, code)
      result = result.map { template.append(.or, width: 1, $0, matches) } ?? matches
    }
    return result ?? template.constant(Bits(0, width: 1))
  }

  /// Executes blocks of which the first with a true condition holds, and joins what they drive.
  private mutating func execute(_ arms: [(condition: Int32, block: BlockID)], otherwise: BlockID?) {
    let outerPath = path.count
    var outcomes: [[Int: Int32]] = []
    var changed: [Int] = []
    var isChanged: Set<Int> = []
    func note(_ variables: [Int]) {
      for variable in variables where isChanged.insert(variable).inserted { changed.append(variable) }
    }
    for arm in arms {
      path.append((arm.condition, true))
      let (outcome, variables) = outcome(of: arm.block)
      outcomes.append(outcome)
      note(variables)
      path[path.count - 1].isTrue = false
    }
    var fallback: [Int: Int32] = [:]
    if let otherwise {
      let result = outcome(of: otherwise)
      fallback = result.values
      note(result.order)
    }
    path.removeSubrange(outerPath...)
    for variable in changed {
      var joined = fallback[variable] ?? current[variable]
      for (arm, outcome) in zip(arms, outcomes).reversed() {
        joined = choose(arm.condition, outcome[variable] ?? current[variable], joined)
      }
      set(variable, joined)
    }
  }

  /// What a block drives, and in which order; everything is as before when this returns.
  private mutating func outcome(of block: BlockID) -> (values: [Int: Int32], order: [Int]) {
    let mark = changes.count
    execute(block)
    var values: [Int: Int32] = [:]
    var order: [Int] = []
    for change in changes[mark...] where values.updateValue(current[change.variable], forKey: change.variable) == nil {
      order.append(change.variable)
    }
    while changes.count > mark {
      let change = changes.removeLast()
      current[change.variable] = change.previous
    }
    return (values, order)
  }

  /// A multiplexer, unless it does not matter. What is driven on one side alone holds on both: the other never happens.
  private mutating func choose(_ condition: Int32, _ whenTrue: Int32, _ whenFalse: Int32) -> Int32 {
    if whenTrue == whenFalse || whenFalse == Self.undriven { return whenTrue }
    if whenTrue == Self.undriven { return whenFalse }
    let width = Int(template.nodes[Int(whenTrue)].width)
    return template.append(.mux, width: width, condition, whenTrue, whenFalse)
  }

  private mutating func execute(_ write: MemoryWrite) {
    template.memoryWrites.append(
      ModuleTemplate.MemoryWrite(
        memory: write.memory, domain: write.domain, enable: conditionOfPath(), address: Int32(write.address.index),
        value: Int32(write.value.index), low: write.part?.lowerBound ?? 0))
  }

  /// Whether the statements of the current block hold.
  private mutating func conditionOfPath() -> Int32 {
    var enable: Int32?
    for (condition, isTrue) in path {
      let holds = isTrue ? condition : template.append(.not, width: 1, condition)
      enable = enable.map { template.append(.and, width: 1, $0, holds) } ?? holds
    }
    return enable ?? template.constant(Bits(1, width: 1))
  }
}
