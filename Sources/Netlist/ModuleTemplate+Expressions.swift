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

  /// `count` times the operand, doubled as long as that fits.
  private mutating func replication(_ operand: Int32, count: Int, width: Int32) -> TemplateNode {
    if count <= 1 { return TemplateNode(kind: .alias, width: width, a: operand) }
    if nodes[Int(operand)].width == 1 {
      return TemplateNode(kind: .operation(.signExtend), width: width, a: operand)
    }
    return concatenation([Int32](repeating: operand, count: count)[...])
  }
}
