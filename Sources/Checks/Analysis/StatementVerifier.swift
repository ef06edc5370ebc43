import RTL

/// The statements of a module against the rules of the intermediate representation.
struct StatementVerifier {
  private let module: ModuleDefinition
  private let design: Design
  private var faults: [String] = []
  private var isReached: [Bool]

  /// What is wrong with the statements. The declarations and expressions must have been found good.
  static func faults(of module: ModuleDefinition, in design: Design) -> [String] {
    var verifier = StatementVerifier(module: module, design: design)
    verifier.verify()
    return verifier.faults
  }

  private init(module: ModuleDefinition, design: Design) {
    self.module = module
    self.design = design
    isReached = Array(repeating: false, count: module.blocks.count)
  }

  private mutating func verify() {
    isReached[ModuleDefinition.body.index] = true
    var stack = [ModuleDefinition.body]
    while let block = stack.popLast() {
      for (index, statement) in module.blocks[block].statements.enumerated() {
        // Made only for a fault: there are as many statements as there are things to drive.
        var position: String { "statement \(index) of block \(block)" }
        if let fault = fault(of: statement) { faults.append("\(position): \(fault)") }
        for inner in ModuleDefinition.innerBlocks(of: statement) {
          if inner.index >= isReached.count {
            faults.append("\(position): no block \(inner)")
          } else if isReached[inner.index] {
            faults.append("\(position): block \(inner) is used twice")
          } else {
            isReached[inner.index] = true
            stack.append(inner)
          }
        }
      }
    }
  }

  private func fault(of statement: Statement) -> String? {
    if case .assign(let assignment) = statement {
      return isMissing(assignment.value) ? "no expression \(assignment.value)" : fault(of: assignment)
    }
    if let missing = ModuleDefinition.readExpressions(of: statement).first(where: isMissing) {
      return "no expression \(missing)"
    }
    switch statement {
    case .assign: return nil
    case .when(let when):
      if when.branches.isEmpty { return "a 'when' without a branch" }
      let other = when.branches.map { module.type(of: $0.condition) }.first { !$0.isBit }
      return other.map { "the condition is \($0)" }
    case .match(let match): return fault(of: match)
    case .writeMemory(let write):
      guard write.memory.index < module.memories.count else { return "no memory \(write.memory)" }
      let word = module.memories[write.memory].type
      let value = module.type(of: write.value)
      if let part = write.part {
        let isInside = part.lowerBound >= 0 && part.upperBound <= word.width && !part.isEmpty
        guard isInside, part.count < word.width, part.count == value.width else {
          return "\(value) written to \(part.count) bits from \(part.lowerBound) up of \(word)"
        }
      } else if value.width != word.width {
        return "\(value) written to words of \(word)"
      }
      let address = module.type(of: write.address)
      return address.isSigned ? "the address is \(address)" : nil
    case .checkRead(let check):
      guard check.memory.index < module.memories.count else { return "no memory \(check.memory)" }
      let address = module.type(of: check.address)
      return address.isSigned ? "the address is \(address)" : nil
    case .check(let check):
      guard check.domain.index < module.domains.count else { return "no domain \(check.domain)" }
      let condition = check.condition.map { module.type(of: $0) } ?? .bit
      return condition.isBit ? nil : "the condition is \(condition)"
    }
  }

  private func fault(of assignment: Assignment) -> String? {
    let target = assignment.target
    guard target.signal.index < module.signals.count else { return "no signal \(target.signal)" }
    let type = module.signals[target.signal].type
    let isInside = target.low >= 0 && target.width > 0 && target.low + target.width <= type.width
    guard isInside else { return "\(target.width) bits from \(target.low) up of \(type)" }
    let value = module.type(of: assignment.value)
    return value.width == target.width ? nil : "\(value) assigned to \(target.width) bits"
  }

  private func fault(of match: MatchStatement) -> String? {
    let type = module.type(of: match.subject)
    let patterns = match.arms.flatMap(\.patterns)
    if let other = patterns.first(where: { $0.width != type.width }) { return "pattern \(other) for \(type)" }
    var seen: Set<Bits> = []
    return patterns.first { !seen.insert($0).inserted }.map { "pattern \($0) occurs twice" }
  }

  private func isMissing(_ expression: ExpressionID) -> Bool { expression.index >= module.expressions.count }
}
