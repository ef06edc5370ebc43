import Bitloom

/// The operators of the language, written as a user writes them.
enum BuildOperation {
  enum Operand {
    case signal(Signal)
    case literal(Int)
  }

  static func build(_ op: CircuitOperator, _ operands: [Operand], _ parameters: [Int], name: String) -> Signal {
    if op == .mux { return choice(operands) }
    if operands.count == 2 {
      switch (operands[0], operands[1]) {
      case (.signal(let a), .signal(let b)): if let result = infix(op, a, b) { return result }
      case (.signal(let a), .literal(let b)): if let result = infix(op, a, b) { return result }
      case (.literal(let a), .signal(let b)): if let result = infix(op, a, b) { return result }
      case (.literal, .literal): break
      }
    }
    let signals = operands.map { operand in if case .signal(let signal) = operand { signal } else { constant(0) } }
    return other(op, signals, parameters, name: name)
  }

  private static func choice(_ operands: [Operand]) -> Signal {
    guard operands.count == 3, case .signal(let condition) = operands[0] else { return constant(0) }
    switch (operands[1], operands[2]) {
    case (.signal(let a), .signal(let b)): return mux(condition, a, b)
    case (.signal(let a), .literal(let b)): return mux(condition, a, b)
    case (.literal(let a), .signal(let b)): return mux(condition, a, b)
    case (.literal(let a), .literal(let b)): return mux(condition, a, b)
    }
  }

  private static func other(_ op: CircuitOperator, _ signals: [Signal], _ numbers: [Int], name: String) -> Signal {
    let a = signals[0]
    switch op {
    case .negate: return -a
    case .not: return ~a
    case .logicalNot: return !a
    case .divide: return a / numbers[0]
    case .remainder: return a % numbers[0]
    case .shiftLeftBy: return a << numbers[0]
    case .shiftLeftKeepingWidthBy: return a &<< numbers[0]
    case .shiftRightBy: return a >> numbers[0]
    case .bit: return a[numbers[0]]
    case .slice: return a[numbers[0]...numbers[1]]
    case .concatenate: return cat(signals)
    case .repetition: return a.repeated(numbers[0])
    case .andReduced: return a.andReduced
    case .orReduced: return a.orReduced
    case .xorReduced: return a.xorReduced
    case .truncated: return a.truncated(to: numbers[0])
    case .extended: return a.extended(to: numbers[0])
    case .saturated: return a.saturated(to: numbers[0])
    case .asSigned: return a.asSigned
    case .asUnsigned: return a.asUnsigned
    default: return a.named(name)
    }
  }

  private static func infix(_ op: CircuitOperator, _ a: Signal, _ b: Signal) -> Signal? {
    switch op {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .addWrapping: a &+ b
    case .subtractWrapping: a &- b
    case .multiplyWrapping: a &* b
    case .and: a & b
    case .or: a | b
    case .xor: a ^ b
    case .logicalAnd: a && b
    case .logicalOr: a || b
    case .shiftLeft: a << b
    case .shiftLeftKeepingWidth: a &<< b
    case .shiftRight: a >> b
    case .selectBit: a[b]
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    default: nil
    }
  }

  private static func infix(_ op: CircuitOperator, _ a: Signal, _ b: Int) -> Signal? {
    switch op {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .addWrapping: a &+ b
    case .subtractWrapping: a &- b
    case .multiplyWrapping: a &* b
    case .and: a & b
    case .or: a | b
    case .xor: a ^ b
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    default: nil
    }
  }

  private static func infix(_ op: CircuitOperator, _ a: Int, _ b: Signal) -> Signal? {
    switch op {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .addWrapping: a &+ b
    case .subtractWrapping: a &- b
    case .multiplyWrapping: a &* b
    case .and: a & b
    case .or: a | b
    case .xor: a ^ b
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    default: nil
    }
  }
}
