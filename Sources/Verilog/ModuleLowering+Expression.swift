import RTL

// Expressions.

extension ModuleLowering {
  /// What reads an expression: its wire, or the operation itself.
  func lower(_ id: ExpressionID) -> LoweredExpression {
    let wire = wireOfExpression[id.index]
    guard wire < 0 else { return read(Int(wire)) }
    return lowerOperation(id)
  }

  private func read(_ entity: Int) -> LoweredExpression {
    entities[entity].read()
    return LoweredExpression(tree: .identifier(entities[entity].name), isSigned: entities[entity].type.isSigned)
  }

  /// The operation of an expression, whether it has a wire or not.
  func lowerOperation(_ id: ExpressionID) -> LoweredExpression {
    let type = module.type(of: id)
    switch module.expressions[id].operation {
    case .constant(let constant):
      let tree = self.constant(module.constants[constant], type)
      if case .identifier = tree { return LoweredExpression(tree: tree, isSigned: false) }
      return LoweredExpression(tree: tree, isSigned: type.isSigned)
    case .signal(let signal):
      return read(signal.index)
    case .unary(let unaryOperator, let operand):
      return lowerUnary(unaryOperator, operand, type)
    case .binary(let binaryOperator, let left, let right):
      return lowerBinary(binaryOperator, left, right, type)
    case .mux(let condition, let whenTrue, let whenFalse):
      return lowerMux(condition, whenTrue, whenFalse)
    case .slice(let operand, let low):
      return lowerSlice(operand, low: Int(low), width: type.width)
    case .concatenate(let list):
      return lowerConcatenation(list)
    case .replicate(let operand, let count):
      return LoweredExpression(tree: .replication(Int(count), lower(operand).tree), isSigned: false)
    case .extend(let operand):
      return lowerExtension(operand, to: type.width)
    case .reinterpret(let operand):
      return lower(operand)
    case .selectBit(let base, let index):
      return lowerSelection(base, index)
    case .readMemory(let memory, let address):
      return lowerMemoryRead(memory, address, type)
    }
  }

  /// A condition: what is true or not, rather than a number.
  func lowerCondition(_ id: ExpressionID) -> VerilogExpression {
    guard wireOfExpression[id.index] < 0,
      case .binary(let binaryOperator, let left, let right) = module.expressions[id].operation,
      let logical = Self.logicalOperator(binaryOperator)
    else { return lower(id).tree }
    let leftTree = lowerCondition(left)
    return .binary(logical, leftTree, lowerCondition(right))
  }

  private static func logicalOperator(_ binaryOperator: BinaryOperator) -> VerilogBinaryOperator? {
    switch binaryOperator {
    case .and: .logicalAnd
    case .or: .logicalOr
    default: nil
    }
  }

  /// Whether a bit is said by a comparison or the like, so that `&&` reads better than `&`.
  private func isLogical(_ id: ExpressionID) -> Bool {
    guard wireOfExpression[id.index] < 0 else { return false }
    switch module.expressions[id].operation {
    case .binary(let binaryOperator, let left, let right):
      if binaryOperator.isComparison { return true }
      guard Self.logicalOperator(binaryOperator) != nil, module.type(of: id) == .bit else { return false }
      return isLogical(left) || isLogical(right)
    case .unary(.not, let operand):
      return module.type(of: operand) == .bit && isLogical(operand)
    case .unary(.reduceAnd, _), .unary(.reduceOr, _):
      return true
    case .reinterpret(let operand):
      return isLogical(operand)
    default:
      return false
    }
  }

  // MARK: Operators

  private func lowerUnary(
    _ unaryOperator: UnaryOperator, _ operand: ExpressionID, _ type: SignalType
  ) -> LoweredExpression {
    switch unaryOperator {
    case .not where module.type(of: operand) == .bit:
      return LoweredExpression(tree: .unary(.logicalNot, lowerCondition(operand)), isSigned: false)
    case .not:
      let lowered = lower(operand)
      return LoweredExpression(
        tree: .unary(.not, lowered.tree), isSigned: lowered.isSigned, isSignSensitive: lowered.isSignSensitive)
    case .negate:
      let lowered = lower(operand)
      return LoweredExpression(
        tree: .unary(.negate, lowered.tree), isSigned: lowered.isSigned, isSignSensitive: lowered.isSignSensitive)
    case .reduceAnd: return LoweredExpression(tree: .unary(.reduceAnd, lower(operand).tree), isSigned: false)
    case .reduceOr: return LoweredExpression(tree: .unary(.reduceOr, lower(operand).tree), isSigned: false)
    case .reduceXor: return LoweredExpression(tree: .unary(.reduceXor, lower(operand).tree), isSigned: false)
    }
  }

  private func lowerBinary(
    _ binaryOperator: BinaryOperator, _ left: ExpressionID, _ right: ExpressionID, _ type: SignalType
  ) -> LoweredExpression {
    switch binaryOperator {
    case .add: return combine(.add, lower(left), lower(right))
    case .subtract: return combine(.subtract, lower(left), lower(right))
    case .multiply: return combine(.multiply, lower(left), lower(right))
    case .divide: return divide(.divide, left, right, type)
    case .remainder: return divide(.remainder, left, right, type)
    case .and, .or:
      if type == .bit, isLogical(left) || isLogical(right), let logical = Self.logicalOperator(binaryOperator) {
        let leftTree = lowerCondition(left)
        return LoweredExpression(tree: .binary(logical, leftTree, lowerCondition(right)), isSigned: false)
      }
      return combine(binaryOperator == .and ? .and : .or, lower(left), lower(right))
    case .xor: return combine(.xor, lower(left), lower(right))
    case .equal: return compareBits(.equal, left, right)
    case .notEqual: return compareBits(.notEqual, left, right)
    case .less: return compareNumbers(.less, left, right)
    case .lessOrEqual: return compareNumbers(.lessOrEqual, left, right)
    case .greater: return compareNumbers(.greater, left, right)
    case .greaterOrEqual: return compareNumbers(.greaterOrEqual, left, right)
    case .shiftLeft, .shiftRight: return lowerShift(binaryOperator, left, right, type)
    }
  }

  private func combine(
    _ binaryOperator: VerilogBinaryOperator, _ left: LoweredExpression, _ right: LoweredExpression
  ) -> LoweredExpression {
    let isSigned = left.isSigned && right.isSigned
    let tree = VerilogExpression.binary(
      binaryOperator, left.operand(signed: isSigned), right.operand(signed: isSigned))
    let isSensitive = isSigned && (left.isSignSensitive || right.isSignSensitive)
    return LoweredExpression(tree: tree, isSigned: isSigned, isSignSensitive: isSensitive)
  }

  private func divide(
    _ binaryOperator: VerilogBinaryOperator, _ left: ExpressionID, _ right: ExpressionID, _ type: SignalType
  ) -> LoweredExpression {
    let dividend = lower(left)
    let divisor = lower(right)
    var result: LoweredExpression
    if type.isSigned {
      result = combine(binaryOperator, dividend.madeSigned, divisor.madeSigned)
    } else {
      result = combine(binaryOperator, dividend, divisor.madeUnsigned)
    }
    result.isSignSensitive = result.isSigned
    return result
  }

  /// Equality looks at bits alone, which both operands have in the same number.
  private func compareBits(
    _ binaryOperator: VerilogBinaryOperator, _ left: ExpressionID, _ right: ExpressionID
  ) -> LoweredExpression {
    let tree = combine(binaryOperator, lower(left), lower(right)).tree
    return LoweredExpression(tree: tree, isSigned: false)
  }

  private func compareNumbers(
    _ binaryOperator: VerilogBinaryOperator, _ left: ExpressionID, _ right: ExpressionID
  ) -> LoweredExpression {
    var first = lower(left)
    var second = lower(right)
    if module.type(of: left).isSigned {
      first = first.madeSigned
      second = second.madeSigned
    } else if first.isSigned, second.isSigned {
      first = first.madeUnsigned
    }
    return LoweredExpression(tree: combine(binaryOperator, first, second).tree, isSigned: false)
  }

  private func lowerShift(
    _ binaryOperator: BinaryOperator, _ left: ExpressionID, _ right: ExpressionID, _ type: SignalType
  ) -> LoweredExpression {
    let operand = lower(left)
    let isArithmetic = binaryOperator == .shiftRight && type.isSigned
    let amount: VerilogExpression
    if let value = module.constantValue(of: right), wireOfExpression[right.index] < 0 {
      // Only arithmetic shifts can still go beyond the width.
      amount = .literal(String(min(value.int(signed: false) ?? .max, type.width - 1)))
    } else {
      amount = lowerShiftAmount(right, of: type.width)
    }
    if isArithmetic {
      let tree = VerilogExpression.binary(.arithmeticShiftRight, operand.madeSigned.tree, amount)
      return LoweredExpression(tree: tree, isSigned: true, isSignSensitive: true)
    }
    let shift: VerilogBinaryOperator = binaryOperator == .shiftLeft ? .shiftLeft : .shiftRight
    let tree = VerilogExpression.binary(shift, operand.tree, amount)
    return LoweredExpression(tree: tree, isSigned: operand.isSigned, isSignSensitive: operand.isSignSensitive)
  }

  /// The amount, or the width of what is shifted where the amount is more than that and has many bits.
  private func lowerShiftAmount(_ id: ExpressionID, of width: Int) -> VerilogExpression {
    let amountWidth = module.type(of: id).width
    guard ShiftAmount.isClamped(width: amountWidth) else { return lower(id).tree }
    let limit = Bits(width, width: amountWidth)
    let isWithin = VerilogExpression.binary(.less, lower(id).madeUnsigned.tree, .number(limit, signed: false))
    let short = limit.significantBits
    return .conditional(
      isWithin, lowerSlice(id, low: 0, width: short).tree, .number(limit.truncated(to: short), signed: false))
  }

  private func lowerMux(
    _ condition: ExpressionID, _ whenTrue: ExpressionID, _ whenFalse: ExpressionID
  ) -> LoweredExpression {
    var arms: [(condition: VerilogExpression, value: LoweredExpression)] = []
    arms.append((lowerCondition(condition), lower(whenTrue)))
    var rest = whenFalse
    while selection.isContinuation[rest.index],
      case .mux(let nextCondition, let nextTrue, let nextFalse) = module.expressions[rest].operation
    {
      arms.append((lowerCondition(nextCondition), lower(nextTrue)))
      rest = nextFalse
    }
    let otherwise = lower(rest)
    let isSigned = otherwise.isSigned && arms.allSatisfy(\.value.isSigned)
    let isSensitive = isSigned && (otherwise.isSignSensitive || arms.contains { $0.value.isSignSensitive })
    let last = otherwise.operand(signed: isSigned)
    let tree: VerilogExpression
    if arms.count == 1 {
      tree = .conditional(arms[0].condition, arms[0].value.operand(signed: isSigned), last)
    } else {
      let chain = arms.map {
        VerilogExpression.ConditionalArm(condition: $0.condition, value: $0.value.operand(signed: isSigned))
      }
      tree = .conditionalChain(chain, otherwise: last)
    }
    return LoweredExpression(tree: tree, isSigned: isSigned, isSignSensitive: isSensitive)
  }
}
