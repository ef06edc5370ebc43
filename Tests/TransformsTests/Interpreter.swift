import RTL

/// What the statements of a module mean, worked out on arrays of bits, the lowest first. Shares no arithmetic with `Bits`.
///
/// Combinational values are computed again and again until they stay; modules with loops are not for this interpreter.
struct Interpreter {
  typealias Word = [Bool]

  let module: ModuleDefinition
  /// Values of the signals by number.
  private(set) var signals: [Word]
  /// What the registers take at the next edge, by name.
  private(set) var next: [String: Word] = [:]
  private var values: [Word] = []

  /// - Parameters:
  ///   - inputs: By port name.
  ///   - state: By register name.
  init(_ module: ModuleDefinition, inputs: [String: Word], state: [String: Word]) {
    self.module = module
    signals = module.signals.map { signal in
      let zero = Word(repeating: false, count: signal.type.width)
      return inputs[signal.name] ?? state[signal.name] ?? zero
    }
    for _ in 0...module.signals.count + 1 {
      let before = signals
      settle()
      if signals == before { break }
    }
  }

  /// Values of the outputs by name.
  var outputs: [String: Word] {
    var result: [String: Word] = [:]
    for (port, value) in zip(module.ports, signals) where port.direction == .output { result[port.name] = value }
    return result
  }

  private mutating func settle() {
    values = []
    for expression in module.expressions { values.append(evaluate(expression)) }
    var driven = signals
    run(ModuleDefinition.body, &driven, [])
    for register in module.registers {
      next[module.signals[register.signal].name] = driven[register.signal.index]
      driven[register.signal.index] = signals[register.signal.index]
    }
    signals = driven
  }

  /// Runs a block but for assignments to `ignored`.
  ///
  /// Codes that are no case leave alone what was assigned before the match; for all else the last arm holds.
  private func run(
    _ block: BlockID, _ driven: inout [Word], _ assignedBefore: Set<Int>, ignoring ignored: Set<Int> = []
  ) {
    var assigned = assignedBefore
    for statement in module.blocks[block].statements {
      switch statement {
      case .assign(let assignment):
        let target = assignment.target
        if ignored.contains(target.signal.index) { continue }
        driven[target.signal.index].replaceSubrange(target.range, with: values[assignment.value.index])
        if target.width == module.signals[target.signal].type.width { assigned.insert(target.signal.index) }
      case .writeMemory, .checkRead, .check: break
      case .when(let when):
        let branch = when.branches.first { values[$0.condition.index] == [true] }
        if let block = branch?.block ?? when.otherwise { run(block, &driven, assigned, ignoring: ignored) }
      case .match(let match):
        let subject = values[match.subject.index]
        let arm = match.arms.first { $0.patterns.contains { Self.word($0) == subject } }
        if let block = arm?.block ?? match.otherwise {
          run(block, &driven, assigned, ignoring: ignored)
        } else if module.coverage(of: match) == .everyCase, let last = match.arms.last {
          run(last.block, &driven, assigned, ignoring: ignored.union(assigned))
        }
      }
    }
  }

  static func word(_ bits: Bits) -> Word { (0..<bits.width).map { bits[$0] } }

  private func evaluate(_ expression: Expression) -> Word {
    let width = expression.type.width
    func value(_ id: ExpressionID) -> Word { values[id.index] }
    switch expression.operation {
    case .constant(let id): return Self.word(module.constants[id])
    case .signal(let id): return signals[id.index]
    case .unary(let function, let a): return Self.unary(function, value(a))
    case .binary(let function, let a, let b):
      return Self.binary(function, value(a), value(b), isSigned: module.type(of: a).isSigned)
    case .mux(let condition, let whenTrue, let whenFalse):
      return value(condition) == [true] ? value(whenTrue) : value(whenFalse)
    case .slice(let a, let low): return Array(value(a)[Int(low)..<Int(low) + width])
    case .concatenate(let list): return module.operandPool[list.range].reversed().flatMap(value)
    case .replicate(let a, let count): return (0..<count).flatMap { _ in value(a) }
    case .extend(let a):
      let operand = value(a)
      let fill = module.type(of: a).isSigned && operand[operand.count - 1]
      return operand + Word(repeating: fill, count: width - operand.count)
    case .reinterpret(let a): return value(a)
    case .selectBit(let a, let index):
      let operand = value(a)
      return [Self.number(value(index), limit: operand.count).map { operand[$0] } ?? false]
    case .readMemory: return Word(repeating: false, count: width)
    }
  }

  /// The number that a word stands for when it is below `limit`.
  private static func number(_ word: Word, limit: Int) -> Int? {
    var result = 0
    for bit in word.reversed() {
      result = 2 * result + (bit ? 1 : 0)
      if result >= limit { return nil }
    }
    return result
  }

  private static func unary(_ function: UnaryOperator, _ a: Word) -> Word {
    switch function {
    case .not: a.map { !$0 }
    case .negate: negated(a)
    case .reduceAnd: [!a.contains(false)]
    case .reduceOr: [a.contains(true)]
    case .reduceXor: [a.count { $0 } % 2 == 1]
    }
  }

  private static func binary(_ function: BinaryOperator, _ a: Word, _ b: Word, isSigned: Bool) -> Word {
    switch function {
    case .add: sum(a, b, carry: false)
    case .subtract: sum(a, b.map { !$0 }, carry: true)
    case .multiply: product(a, b)
    case .divide: division(a, b, isSigned: isSigned).quotient
    case .remainder: division(a, b, isSigned: isSigned).remainder
    case .and: zip(a, b).map { $0 && $1 }
    case .or: zip(a, b).map { $0 || $1 }
    case .xor: zip(a, b).map { $0 != $1 }
    case .equal: [a == b]
    case .notEqual: [a != b]
    case .less: [isLess(a, b, isSigned)]
    case .lessOrEqual: [!isLess(b, a, isSigned)]
    case .greater: [isLess(b, a, isSigned)]
    case .greaterOrEqual: [!isLess(a, b, isSigned)]
    case .shiftLeft:
      number(b, limit: a.count).map { Word(repeating: false, count: $0) + a.dropLast($0) }
        ?? Word(repeating: false, count: a.count)
    case .shiftRight: shiftedRight(a, b, fill: isSigned && a[a.count - 1])
    }
  }

  private static func shiftedRight(_ a: Word, _ b: Word, fill: Bool) -> Word {
    let amount = number(b, limit: a.count) ?? a.count
    return Array(a.dropFirst(amount)) + Word(repeating: fill, count: amount)
  }

  private static func sum(_ a: Word, _ b: Word, carry carryIn: Bool) -> Word {
    var carry = carryIn
    return zip(a, b).map { left, right in
      let ones = (left ? 1 : 0) + (right ? 1 : 0) + (carry ? 1 : 0)
      carry = ones > 1
      return ones % 2 == 1
    }
  }

  private static func negated(_ a: Word) -> Word {
    sum(Word(repeating: false, count: a.count), a.map { !$0 }, carry: true)
  }

  private static func product(_ a: Word, _ b: Word) -> Word {
    var result = Word(repeating: false, count: a.count)
    for (index, bit) in b.enumerated() where bit {
      result = sum(result, Word(repeating: false, count: index) + a.dropLast(index), carry: false)
    }
    return result
  }

  private static func division(_ a: Word, _ b: Word, isSigned: Bool) -> (quotient: Word, remainder: Word) {
    let isNegative = isSigned && a[a.count - 1]
    let dividend = isNegative ? negated(a) : a
    // Divisors are above 0 and need no sign.
    let divisor = b + [false]
    var rest = Word(repeating: false, count: divisor.count)
    var quotient = Word(repeating: false, count: a.count)
    for index in a.indices.reversed() {
      rest = [dividend[index]] + rest.dropLast()
      if !isLess(rest, divisor, false) {
        rest = sum(rest, divisor.map { !$0 }, carry: true)
        quotient[index] = true
      }
    }
    let remainder = Array(rest.dropLast())
    return isNegative ? (negated(quotient), negated(remainder)) : (quotient, remainder)
  }

  private static func isLess(_ a: Word, _ b: Word, _ isSigned: Bool) -> Bool {
    let top = a.count - 1
    if isSigned, a[top] != b[top] { return a[top] }
    for index in a.indices.reversed() where a[index] != b[index] { return b[index] }
    return false
  }
}
