// Operations, and what they work on.
extension ModuleGenerator {
  mutating func addOperation() {
    var op = random.element(of: CircuitOperator.allCases)
    let count = op.operandCount ?? random.number(1...4)
    var operands = (0..<count).map { index in
      op.takesBits || (op == .mux && index == 0) ? pickBit() : index == 1 && op.countsBits ? pickCount() : pick()
    }
    // Values wider than any operand are rare.
    if op.takesWideOperands, random.oneIn(4), let wide = pick(where: { $0.type.width > OperatorRules.widestOperand }) {
      operands[0] = wide
    }
    if op.takesLiterals, random.oneIn(5) {
      let first = op == .mux ? 1 : 0
      operands[first + random.number(below: 2)] = .literal(anyNumber())
      if op == .mux, random.oneIn(6) { operands = [operands[0], .literal(anyNumber()), .literal(anyNumber())] }
    }
    if let limit = profile.widestFactor, op.isCostly, operands.contains(where: { type(of: $0)?.width ?? 0 > limit }) {
      op = operands.count == 2 ? .xor : .not
      if operands.allSatisfy({ type(of: $0) == nil }) { return }
    }
    addOperation(op, operands)
  }

  mutating func addOperation(_ op: CircuitOperator, _ operands: [Operand]) {
    let parameters = (0..<op.parameterCount).map { _ in parameter(op) }
    let types = operands.map { type(of: $0) }
    let literals = operands.map { operand -> Int? in if case .literal(let number) = operand { number } else { nil } }
    // Only what the rules refuse does not become a step; that is nothing the generator makes.
    guard
      let arranged = try? OperatorRules.arrange(op, types: types, literals: literals, parameters: parameters)
    else { return }
    if let limit = profile.widestResult, arranged.result.width > limit { return }
    let isConstant = operands.allSatisfy { value(of: $0)?.isConstant ?? true }
    let isKnown = operands.allSatisfy { value(of: $0)?.isKnown ?? true } || Self.isZero(op, arranged)
    addValue(
      .operation(op, operands, parameters: parameters), arranged.result, isConstant: isConstant, isKnown: isKnown)
    operatorCount += 1
  }

  /// Whether an operation by numbers of the recipe gives 0 whatever its operand is.
  private static func isZero(_ op: CircuitOperator, _ arranged: Arrangement) -> Bool {
    let (type, number) = (arranged.operandTypes[0], arranged.parameters.first ?? 0)
    switch op {
    case .shiftRightBy: return number >= type.width && !type.isSigned
    case .shiftLeftKeepingWidthBy: return number >= type.width
    case .remainder: return number == 1
    case .divide: return !type.isSigned && !type.holds(number)
    default: return false
    }
  }

  func type(of operand: Operand) -> NumberType? { value(of: operand)?.type }

  private func value(of operand: Operand) -> PooledValue? { indexOfOperand[operand].map { values[$0] } }

  private mutating func parameter(_ op: CircuitOperator) -> Int {
    switch op {
    case .divide, .remainder:
      let large = Int(random.next() >> 1) >> random.number(below: 60)
      return random.element(of: [1, 2, 3, 4, 5, 7, 8, 10, 16, 100, 255, 256, 1000, large, large, .max])
    case .shiftLeftBy: return random.number(below: random.oneIn(4) ? 40 : 8)
    case .repetition: return random.number(below: 4)
    default: return random.number(below: 1000)
    }
  }

  mutating func anyNumber() -> Int {
    switch random.number(below: 8) {
    case 0: 0
    case 1: 1
    case 2: -1
    case 3: (1 << random.number(below: 62)) - random.number(below: 2)
    case 4: -(1 << random.number(below: 62)) - random.number(below: 2)
    case 5: Int(truncatingIfNeeded: random.next()) >> random.number(below: 62)
    default: random.number(-9...200)
    }
  }

  // MARK: Operands

  mutating func append(_ value: PooledValue) {
    indexOfOperand[value.operand] = values.count
    values.append(value)
  }

  /// Uses a value.
  mutating func take(_ index: Int) -> Operand {
    values[index].useCount += 1
    return values[index].operand
  }

  /// The values of the current clock, and constants.
  var readableValues: [Int] {
    let clock = clock
    return values.indices.filter { values[$0].clock == clock || values[$0].isConstant }
  }

  mutating func pick(where isFit: (PooledValue) -> Bool) -> Operand? {
    let fitting = readableValues.filter { isFit(values[$0]) }
    if fitting.isEmpty { return nil }
    let unused = fitting.filter { values[$0].useCount == 0 && !values[$0].isConstant }
    return take(random.element(of: !unused.isEmpty && random.oneIn(2) ? unused : fitting))
  }

  /// Any value: one that nobody has read yet more often, and a shallow one often enough that not everything becomes 0.
  mutating func pick() -> Operand {
    let readable = readableValues
    if random.oneIn(4) { return take(random.element(of: Array(readable.prefix(8)))) }
    let width = profile.width(&random)
    let isSigned = random.oneIn(2)
    let close = pick { $0.type.isSigned == isSigned && abs($0.type.width - width) <= width / 4 }
    return close ?? take(random.element(of: readable))
  }

  mutating func pick(near type: NumberType) -> Operand {
    if random.oneIn(2), let close = pick(where: { type.holds($0.type) && $0.type.width > type.width / 4 }) {
      return close
    }
    return pick()
  }

  mutating func pickBit() -> Operand { pick { $0.type == .bit && !$0.isConstant } ?? pick() }

  private mutating func pickCount() -> Operand {
    random.oneIn(5) ? pick() : pick { $0.type.width <= 8 && !$0.type.isSigned } ?? pick()
  }

  mutating func pickState() -> DrivenState? {
    let known = states.filter { $0.clock == clock }
    return known.isEmpty ? nil : random.element(of: known)
  }

  /// What counts to an element. A constant could be refused.
  mutating func pickIndex() -> Operand {
    let narrow = random.oneIn(8) ? nil : pick { $0.type.width <= 4 && !$0.isKnown }
    return narrow ?? pick { !$0.isKnown } ?? pick()
  }

  /// An address that is mostly within the depth. A constant one could be refused.
  mutating func address(forDepth depth: Int) -> Operand {
    let source = pick { !$0.isKnown } ?? pick()
    let width = max(1, Int.bitWidth - (depth - 1).leadingZeroBitCount) + (random.oneIn(4) ? 1 : 0)
    guard let type = type(of: source), type.width > width, !random.oneIn(8) else { return source }
    let id = add(.operation(.truncated, [source], parameters: [width - 1]))
    operatorCount += 1
    append(
      PooledValue(
        operand: .value(id), type: NumberType(width: width, isSigned: type.isSigned), clock: clock, useCount: 1))
    return .value(id)
  }

  /// A value for a register, wire or memory.
  mutating func source(for type: NumberType) -> Operand { pick(near: type) }
}

extension CircuitOperator {
  /// Whether gates for it grow with the square of the width.
  fileprivate var isCostly: Bool {
    switch self {
    case .multiply, .multiplyWrapping, .divide, .remainder: true
    default: false
    }
  }
}
