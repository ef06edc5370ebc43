import RTL

/// Computes what a single module does, straight from the documentation of the representation.
struct ReferenceInterpreter {
  let module: ModuleDefinition
  /// The values of all signals; those of inputs are set from outside.
  var signals: [Bits]
  var memories: [[Bits]]
  /// Expressions evaluated since the signals last changed.
  private var known: [Bits?]

  init(_ module: ModuleDefinition) {
    self.module = module
    signals = module.signals.map { Bits(zeroOfWidth: $0.type.width) }
    memories = module.memories.map { Array(repeating: Bits(zeroOfWidth: $0.type.width), count: $0.depth) }
    known = [Bits?](repeating: nil, count: module.expressions.count)
  }

  /// Computes all wires and outputs. Each may depend on those declared before it alone.
  mutating func settle() {
    for index in module.signals.indices where isCombinational(SignalID(index)) {
      known = [Bits?](repeating: nil, count: known.count)
      signals[index] = driven(SignalID(index), from: Bits(zeroOfWidth: signals[index].width), ModuleDefinition.body)
    }
    known = [Bits?](repeating: nil, count: known.count)
  }

  /// The active clock edge.
  mutating func clock(reset: Bool) {
    var next = signals
    for register in module.registers {
      let index = register.signal.index
      next[index] = driven(register.signal, from: signals[index], ModuleDefinition.body)
      if reset, let value = register.resetValue { next[index] = value }
    }
    var words = memories
    write(ModuleDefinition.body, into: &words)
    memories = words
    signals = next
    settle()
  }

  private func isCombinational(_ signal: SignalID) -> Bool {
    switch module.signals[signal].kind {
    case .port(let port): module.ports[port].direction == .output
    case .wire: true
    case .register, .instancePort: false
    }
  }

  /// The block that holds, of a `when` or a `match`.
  private mutating func chosen(_ statement: Statement) -> BlockID? {
    switch statement {
    case .assign, .writeMemory, .checkRead, .check: return nil
    case .when(let when):
      for branch in when.branches where value(branch.condition)[0] { return branch.block }
      return when.otherwise
    case .match(let match):
      let subject = value(match.subject)
      for arm in match.arms where arm.patterns.contains(subject) { return arm.block }
      return match.otherwise
    }
  }

  private mutating func driven(_ signal: SignalID, from start: Bits, _ block: BlockID) -> Bits {
    var result = start
    for statement in module.blocks[block].statements {
      if case .assign(let assignment) = statement {
        guard assignment.target.signal == signal else { continue }
        result = result.replacing(low: assignment.target.low, with: value(assignment.value))
      } else if drives(signal, statement), let inner = chosen(statement) {
        result = driven(signal, from: result, inner)
      }
    }
    return result
  }

  /// Conditions that decide nothing about a signal may depend on wires that are not computed yet.
  private func drives(_ signal: SignalID, _ statement: Statement) -> Bool {
    var result = false
    for block in ModuleDefinition.innerBlocks(of: statement) {
      module.visitStatements(of: block) { inner in
        if case .assign(let assignment) = inner, assignment.target.signal == signal { result = true }
      }
    }
    return result
  }

  private mutating func write(_ block: BlockID, into words: inout [[Bits]]) {
    for statement in module.blocks[block].statements {
      if case .writeMemory(let write) = statement {
        let address = value(write.address).int(signed: false) ?? .max
        if address < words[write.memory.index].count { words[write.memory.index][address] = value(write.value) }
      } else if let inner = chosen(statement) {
        self.write(inner, into: &words)
      }
    }
  }

  // MARK: Expressions

  mutating func value(_ id: ExpressionID) -> Bits {
    if let value = known[id.index] { return value }
    let result = compute(module.expressions[id])
    known[id.index] = result
    return result
  }

  private mutating func compute(_ expression: Expression) -> Bits {
    let width = expression.type.width
    switch expression.operation {
    case .constant(let constant): return module.constants[constant]
    case .signal(let signal): return signals[signal.index]
    case .unary(let unaryOperator, let a): return unary(unaryOperator, value(a))
    case .binary(let binaryOperator, let a, let b):
      return binary(binaryOperator, value(a), value(b), signed: module.type(of: a).isSigned)
    case .mux(let condition, let a, let b): return value(condition)[0] ? value(a) : value(b)
    case .slice(let a, let low): return value(a).slice(low: Int(low), width: width)
    case .concatenate(let list):
      let items = module.operandPool[list.range].map { value($0) }
      return items.dropFirst().reduce(items[0]) { $0.concatenated(with: $1) }
    case .replicate(let a, let count):
      let part = value(a)
      return (1..<Int(count)).reduce(part) { all, _ in all.concatenated(with: part) }
    case .extend(let a): return value(a).extended(to: width, signed: module.type(of: a).isSigned)
    case .reinterpret(let a): return value(a)
    case .selectBit(let a, let index):
      let position = value(index).int(signed: false) ?? .max
      return Bits(value(a)[position] ? 1 : 0, width: 1)
    case .readMemory(let memory, let address):
      let position = value(address).int(signed: false) ?? .max
      let words = memories[memory.index]
      return position < words.count ? words[position] : Bits(zeroOfWidth: width)
    }
  }

  private func bit(_ value: Bool) -> Bits { Bits(value ? 1 : 0, width: 1) }

  private func unary(_ unaryOperator: UnaryOperator, _ a: Bits) -> Bits {
    switch unaryOperator {
    case .not: ~a
    case .negate: a.negated
    case .reduceAnd: bit(a.isAllOnes)
    case .reduceOr: bit(!a.isZero)
    case .reduceXor: bit(a.binaryString.count { $0 == "1" } % 2 == 1)
    }
  }

  private func binary(_ binaryOperator: BinaryOperator, _ a: Bits, _ b: Bits, signed: Bool) -> Bits {
    switch binaryOperator {
    case .add: a &+ b
    case .subtract: a &- b
    case .multiply: a &* b
    case .divide: a.dividedWithRemainder(by: b, signed: signed)?.quotient ?? a
    case .remainder: a.dividedWithRemainder(by: b, signed: signed)?.remainder ?? a
    case .and: a & b
    case .or: a | b
    case .xor: a ^ b
    case .equal: bit(a == b)
    case .notEqual: bit(a != b)
    case .less: bit(a.isLess(than: b, signed: signed))
    case .lessOrEqual: bit(!b.isLess(than: a, signed: signed))
    case .greater: bit(b.isLess(than: a, signed: signed))
    case .greaterOrEqual: bit(!a.isLess(than: b, signed: signed))
    case .shiftLeft: a.shiftedLeft(by: min(b.int(signed: false) ?? .max, a.width))
    case .shiftRight: a.shiftedRight(by: min(b.int(signed: false) ?? .max, a.width), signed: signed)
    }
  }
}
