import RTL

extension ModuleTemplate {
  /// The node of an expression. Signals are connected when their drivers are known.
  mutating func lower(_ expression: Expression) -> TemplateNode {
    let width = Int32(expression.type.width)
    var node = TemplateNode(kind: .alias, width: width)
    switch expression.operation {
    case .constant(let id):
      node.kind = .constant
      node.parameter = Int32(id.index)
    case .signal: break
    case .unary(let operation, let operand):
      node.a = Int32(operand.index)
      lower(operation, into: &node)
    case .binary(let operation, let left, let right):
      if operation.isShift, let amount = module.constantValue(of: right) {
        return shift(operation, Int32(left.index), by: amount, expression.type)
      }
      node.a = Int32(left.index)
      node.b = Int32(right.index)
      lower(operation, isSigned: module.type(of: left).isSigned, into: &node)
    case .mux(let condition, let whenTrue, let whenFalse):
      node.kind = .operation(.mux)
      node.a = Int32(condition.index)
      node.b = Int32(whenTrue.index)
      node.c = Int32(whenFalse.index)
    case .slice(let operand, let low):
      node.kind = .slice
      node.a = Int32(operand.index)
      node.parameter = Int32(low)
    case .concatenate(let list):
      let parts = module.operandPool[list.range].map { Int32($0.index) }
      if parts.count == 1 { node.a = parts[0] } else { node = concatenation(parts[...]) }
    case .replicate(let operand, let count):
      node = replication(Int32(operand.index), count: Int(count), width: width)
    case .extend(let operand):
      let operandType = module.type(of: operand)
      node.a = Int32(operand.index)
      if operandType.width < expression.type.width {
        node.kind = .operation(operandType.isSigned ? .signExtend : .zeroExtend)
      }
    case .reinterpret(let operand):
      node.a = Int32(operand.index)
    case .selectBit(let operand, let index):
      if let constant = module.constantValue(of: index) {
        let bit = shift(.shiftRight, Int32(operand.index), by: constant, .unsigned(module.type(of: operand).width))
        let shifted = append(bit)
        return TemplateNode(kind: .slice, width: 1, a: shifted)
      }
      node.kind = .operation(.selectBit)
      node.a = Int32(operand.index)
      node.b = Int32(index.index)
    case .readMemory(let memory, let address):
      node.kind = .memoryRead
      node.a = Int32(address.index)
      node.parameter = Int32(memory.index)
    }
    return node
  }

  private mutating func lower(_ operation: UnaryOperator, into node: inout TemplateNode) {
    switch operation {
    case .not: node.kind = .operation(.not)
    case .reduceAnd: node.kind = .operation(.reduceAnd)
    case .reduceOr: node.kind = .operation(.reduceOr)
    case .reduceXor: node.kind = .operation(.reduceXor)
    case .negate:
      node.kind = .operation(.subtract)
      node.b = node.a
      node.a = constant(Bits(zeroOfWidth: Int(node.width)))
    }
  }

  private func lower(_ operation: BinaryOperator, isSigned: Bool, into node: inout TemplateNode) {
    let kind: NodeKind
    switch operation {
    case .add: kind = .add
    case .subtract: kind = .subtract
    case .multiply: kind = .multiply
    case .divide: kind = isSigned ? .divideSigned : .divideUnsigned
    case .remainder: kind = isSigned ? .remainderSigned : .remainderUnsigned
    case .and: kind = .and
    case .or: kind = .or
    case .xor: kind = .xor
    case .equal: kind = .equal
    case .notEqual: kind = .notEqual
    case .less, .greater: kind = isSigned ? .lessSigned : .lessUnsigned
    case .lessOrEqual, .greaterOrEqual: kind = isSigned ? .lessOrEqualSigned : .lessOrEqualUnsigned
    case .shiftLeft: kind = .shiftLeft
    case .shiftRight: kind = isSigned ? .shiftRightArithmetic : .shiftRightLogical
    }
    if operation == .greater || operation == .greaterOrEqual { swap(&node.a, &node.b) }
    node.kind = .operation(kind)
  }

  /// A shift by a constant is wiring.
  private mutating func shift(
    _ operation: BinaryOperator, _ operand: Int32, by bits: Bits, _ type: SignalType
  ) -> TemplateNode {
    let width = type.width
    let isBeyond = bits.significantBits > 31 || Int(bits.low) >= width
    let amount = isBeyond ? width : Int(bits.low)
    let result = TemplateNode(kind: .alias, width: Int32(width), a: operand)
    if amount == 0 { return result }
    let isArithmetic = operation == .shiftRight && type.isSigned
    // The sign bit stays whatever the amount.
    let rest = isArithmetic ? max(width - amount, 1) : width - amount
    if rest == 0 {
      var zero = result
      zero.a = constant(Bits(zeroOfWidth: width))
      return zero
    }
    if operation == .shiftLeft {
      let upper = slice(operand, low: 0, width: rest)
      return concatenation([upper, constant(Bits(zeroOfWidth: amount))])
    }
    var extended = result
    extended.a = slice(operand, low: width - rest, width: rest)
    if rest < width { extended.kind = .operation(isArithmetic ? .signExtend : .zeroExtend) }
    return extended
  }

  /// `count` times the operand, doubled as long as that fits.
  private mutating func replication(_ operand: Int32, count: Int, width: Int32) -> TemplateNode {
    if count <= 1 { return TemplateNode(kind: .alias, width: width, a: operand) }
    if nodes[Int(operand)].width == 1 {
      return TemplateNode(kind: .operation(.signExtend), width: width, a: operand)
    }
    return concatenation([Int32](repeating: operand, count: count)[...])
  }
}
