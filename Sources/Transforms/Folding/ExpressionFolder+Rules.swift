import RTL

extension ExpressionFolder {
  /// One step of simplification. The operands are in their simplest form.
  mutating func simplified(_ operation: Operation, _ type: SignalType) -> Result {
    switch operation {
    case .constant, .signal, .concatenate: .unchanged
    case .unary(let function, let a): simplifiedUnary(function, a, type)
    case .binary(let function, let a, let b): simplifiedBinary(function, a, b, type)
    case .mux(let condition, let whenTrue, let whenFalse): simplifiedMux(condition, whenTrue, whenFalse, type)
    case .slice(let a, let low): simplifiedSlice(of: a, low: Int(low), type)
    case .replicate(let a, let count): simplifiedReplication(of: a, count: Int(count), type)
    case .extend(let a): simplifiedExtension(of: a, type)
    case .reinterpret(let a): simplifiedReinterpretation(of: a, type)
    case .selectBit(let a, let index): simplifiedSelection(from: a, index: index, type)
    case .readMemory(let memory, let address):
      amount(address).map { $0 >= new.memories[memory].depth } == true
        ? .value(Bits(zeroOfWidth: type.width)) : .unchanged
    }
  }

  /// Whether two expressions always have the same value: one level deep, which finds what a designer writes twice.
  func isSame(_ a: ExpressionID, _ b: ExpressionID) -> Bool {
    a == b || new.expressions[a] == new.expressions[b]
  }

  /// The value of a constant that counts something; the largest `Int` when it is larger.
  func amount(_ id: ExpressionID) -> Int? {
    new.constantValue(of: id).map { $0.int(signed: false) ?? .max }
  }

  func reuse(_ id: ExpressionID, as type: SignalType) -> Result {
    new.type(of: id) == type ? .existing(id) : .operation(.reinterpret(id))
  }

  private func simplifiedUnary(_ function: UnaryOperator, _ a: ExpressionID, _ type: SignalType) -> Result {
    if let value = new.constantValue(of: a) { return .value(function.result(value)) }
    switch function {
    case .not, .negate:
      guard case .unary(function, let inner)? = operation(of: a) else { return .unchanged }
      return reuse(inner, as: type)
    case .reduceAnd, .reduceOr, .reduceXor: return new.type(of: a).width == 1 ? reuse(a, as: type) : .unchanged
    }
  }

  private func simplifiedMux(
    _ condition: ExpressionID, _ whenTrue: ExpressionID, _ whenFalse: ExpressionID, _ type: SignalType
  ) -> Result {
    if let value = new.constantValue(of: condition) { return reuse(value.isZero ? whenFalse : whenTrue, as: type) }
    if isSame(whenTrue, whenFalse) { return reuse(whenTrue, as: type) }
    guard type.width == 1, let one = new.constantValue(of: whenTrue), let zero = new.constantValue(of: whenFalse),
      !one.isZero, zero.isZero
    else { return .unchanged }
    return reuse(condition, as: type)
  }

  private mutating func simplifiedBinary(
    _ function: BinaryOperator, _ a: ExpressionID, _ b: ExpressionID, _ type: SignalType
  ) -> Result {
    let left = new.constantValue(of: a)
    let right = new.constantValue(of: b)
    if let left, let right, let value = function.result(left, right, signed: new.type(of: a).isSigned) {
      return .value(value)
    }
    let zero = Bits(zeroOfWidth: type.width)
    switch function {
    case .add, .or, .xor:
      if left?.isZero == true { return reuse(b, as: type) }
      if right?.isZero == true { return reuse(a, as: type) }
      if function == .or, left?.isAllOnes == true || right?.isAllOnes == true {
        return .value(Bits(onesOfWidth: type.width))
      }
      if function == .or, isSame(a, b) { return reuse(a, as: type) }
      return function == .xor && isSame(a, b) ? .value(zero) : .unchanged
    case .subtract:
      if right?.isZero == true { return reuse(a, as: type) }
      return isSame(a, b) ? .value(zero) : .unchanged
    case .multiply:
      if left?.isZero == true || right?.isZero == true { return .value(zero) }
      if left?.significantBits == 1, left?.low == 1 { return reuse(b, as: type) }
      return right?.significantBits == 1 && right?.low == 1 ? reuse(a, as: type) : .unchanged
    case .divide, .remainder:
      if left?.isZero == true { return .value(zero) }
      guard right?.significantBits == 1, right?.low == 1 else { return .unchanged }
      return function == .divide ? reuse(a, as: type) : .value(zero)
    case .and:
      if left?.isZero == true || right?.isZero == true { return .value(zero) }
      if left?.isAllOnes == true { return reuse(b, as: type) }
      return right?.isAllOnes == true || isSame(a, b) ? reuse(a, as: type) : .unchanged
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return simplifiedComparison(function, a, b)
    case .shiftLeft, .shiftRight: return simplifiedShift(function, a, b, type)
    }
  }

  private mutating func simplifiedShift(
    _ function: BinaryOperator, _ a: ExpressionID, _ b: ExpressionID, _ type: SignalType
  ) -> Result {
    if new.constantValue(of: a)?.isZero == true { return .value(Bits(zeroOfWidth: type.width)) }
    let fillsWithSign = function == .shiftRight && type.isSigned
    if fillsWithSign, type.width == 1 || new.constantValue(of: a)?.isAllOnes == true { return reuse(a, as: type) }
    guard let count = amount(b) else { return .unchanged }
    if count == 0 { return reuse(a, as: type) }
    if count < type.width { return .unchanged }
    if !fillsWithSign { return .value(Bits(zeroOfWidth: type.width)) }
    // The smallest amount that leaves the sign alone.
    let amountType = new.type(of: b)
    return .operation(.binary(function, a, constant(Bits(type.width - 1, width: amountType.width), amountType)))
  }
}
