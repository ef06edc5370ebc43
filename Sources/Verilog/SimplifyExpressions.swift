import RTL

extension ModuleDefinition {
  /// Rewrites operations that only pick or reread bits into the shortest form that says the same. Verilog cannot index an
  /// expression, so a part of a concatenation is better the part of one of its items. Named expressions stay what they are.
  mutating func simplifyExpressions() {
    for index in expressions.indices {
      let id = ExpressionID(index)
      let type = expressions[index].type
      switch expressions[index].operation {
      case .slice(let operand, let low):
        expressions[index].operation = simplifiedSlice(of: operand, low: Int(low), type: type)
      case .reinterpret(let operand):
        expressions[index].operation = reread(operand)
      case .extend(let operand):
        expressions[index].operation = simplifiedExtension(of: operand, type: type)
      case .concatenate(let list) where list.count == 1:
        expressions[index].operation = reread(operandPool[Int(list.start)])
      case .replicate(let operand, 1):
        expressions[index].operation = reread(operand)
      case .unary(.reduceAnd, let operand), .unary(.reduceOr, let operand), .unary(.reduceXor, let operand):
        if self.type(of: operand).width == 1 { expressions[index].operation = reread(operand) }
      case .selectBit(let operand, let position):
        if let value = constantValue(of: position) { expressions[index].operation = constantSelection(operand, value) }
      case .readMemory(let memory, let address):
        if let value = constantValue(of: address), isBeyond(value, memories[memory].depth) {
          expressions[index].operation = addConstant(Bits(zeroOfWidth: type.width))
        }
      case .binary(let binaryOperator, let operand, let right):
        guard !isNamed(right), let value = constantValue(of: right) else { continue }
        if let simpler = simplified(binaryOperator, operand, by: value, type) { expressions[index].operation = simpler }
      case .unary(.not, let operand):
        if let inverse = invertedEquality(operand) { expressions[index].operation = inverse }
      default:
        continue
      }
      assert(operands(of: expressions[index].operation).allSatisfy { $0 < id })
    }
  }

  private func reread(_ operand: ExpressionID) -> Operation {
    if expressionNames[operand] != nil { return .reinterpret(operand) }
    switch expressions[operand].operation {
    case .reinterpret(let inner): return .reinterpret(inner)
    case .constant(let constant): return .constant(constant)
    default: return .reinterpret(operand)
    }
  }

  private mutating func addConstant(_ value: Bits) -> Operation {
    constants.append(value)
    return .constant(ConstantID(constants.count - 1))
  }

  private mutating func simplifiedSlice(of operand: ExpressionID, low: Int, type: SignalType) -> Operation {
    var base = operand
    var low = low
    while expressionNames[base] == nil, let inner = origin(ofBits: low..<low + type.width, in: base) {
      base = inner.expression
      low = inner.low
    }
    if expressionNames[base] == nil, let value = constantValue(of: base) {
      return addConstant(value.slice(low: low, width: type.width))
    }
    if low == 0, type.width == self.type(of: base).width { return reread(base) }
    if !isNamed(base), case .concatenate(let list) = expressions[base].operation,
      let items = items(of: list, bits: low..<low + type.width)
    {
      return items
    }
    return .slice(base, low: UInt32(low))
  }

  /// The operand of `expression` that holds all these bits, and where.
  private func origin(ofBits bits: Range<Int>, in expression: ExpressionID) -> (expression: ExpressionID, low: Int)? {
    switch expressions[expression].operation {
    case .reinterpret(let inner):
      return (inner, bits.lowerBound)
    case .slice(let inner, let innerLow):
      return (inner, bits.lowerBound + Int(innerLow))
    case .extend(let inner):
      return bits.upperBound <= type(of: inner).width ? (inner, bits.lowerBound) : nil
    case .replicate(let inner, _):
      let width = type(of: inner).width
      let offset = bits.lowerBound % width
      return offset + bits.count <= width ? (inner, offset) : nil
    case .concatenate(let list):
      var low = 0
      for item in operandPool[list.range].reversed() {
        let width = type(of: item).width
        if low <= bits.lowerBound, bits.upperBound <= low + width { return (item, bits.lowerBound - low) }
        low += width
      }
      return nil
    default:
      return nil
    }
  }

  /// Shifts beyond the width, and divisions by 1.
  private mutating func simplified(
    _ binaryOperator: BinaryOperator, _ operand: ExpressionID, by right: Bits, _ type: SignalType
  ) -> Operation? {
    switch binaryOperator {
    case .shiftLeft where isBeyond(right, type.width), .shiftRight where !type.isSigned && isBeyond(right, type.width):
      return addConstant(Bits(zeroOfWidth: type.width))
    case .divide where right.significantBits == 1:
      return reread(operand)
    case .remainder where right.significantBits == 1:
      return addConstant(Bits(zeroOfWidth: type.width))
    default:
      return nil
    }
  }

  private mutating func constantSelection(_ operand: ExpressionID, _ index: Bits) -> Operation {
    if isBeyond(index, type(of: operand).width) { return addConstant(Bits(zeroOfWidth: 1)) }
    return simplifiedSlice(of: operand, low: Int(index.low), type: .bit)
  }

  private func isBeyond(_ index: Bits, _ count: Int) -> Bool {
    index.significantBits > 62 || Int(index.low) >= count
  }

  /// The items of a concatenation that make up exactly these bits.
  private mutating func items(of list: OperandList, bits: Range<Int>) -> Operation? {
    var high = operandPool[list.range].reduce(0) { $0 + type(of: $1).width }
    var first: Int?
    for index in list.range {
      if high == bits.upperBound { first = index }
      high -= type(of: operandPool[index]).width
      guard high <= bits.lowerBound else { continue }
      guard high == bits.lowerBound, let first else { return nil }
      let start = operandPool.count
      operandPool += operandPool[first...index]
      return .concatenate(OperandList(start: start, count: operandPool.count - start))
    }
    return nil
  }

  private mutating func simplifiedExtension(of operand: ExpressionID, type: SignalType) -> Operation {
    let operandType = self.type(of: operand)
    if operandType.width == type.width { return reread(operand) }
    guard expressionNames[operand] == nil else { return .extend(operand) }
    if let value = constantValue(of: operand) {
      return addConstant(value.extended(to: type.width, signed: operandType.isSigned))
    }
    if case .extend(let inner) = expressions[operand].operation, self.type(of: inner).isSigned == operandType.isSigned {
      return .extend(inner)
    }
    return .extend(operand)
  }

  private func invertedEquality(_ operand: ExpressionID) -> Operation? {
    guard expressionNames[operand] == nil else { return nil }
    switch expressions[operand].operation {
    case .binary(.equal, let left, let right): return .binary(.notEqual, left, right)
    case .binary(.notEqual, let left, let right): return .binary(.equal, left, right)
    default: return nil
    }
  }
}
