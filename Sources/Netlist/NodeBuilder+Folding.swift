import RTL

extension NodeBuilder {
  /// The node of an operation, in its simplest form.
  mutating func make(
    _ kind: NodeKind, width: Int, _ a: NodeID, _ b: NodeID = .none, _ c: NodeID = .none, parameter: Int = 0
  ) -> NodeID {
    if let folded = folded(kind, width: width, a, b, c, parameter: parameter) { return folded }
    switch kind {
    case .slice: return slice(a, low: parameter, width: width)
    case .concatenate: return concatenate(a, b)
    case .zeroExtend, .signExtend: return extend(kind, a, width: width)
    case .mux: return mux(a, b, c)
    case .not:
      if nodes[a].kind == .not { return nodes[a].a }
      return intern(Node(.not, width: width, a))
    case .reduceAnd, .reduceOr, .reduceXor:
      return nodes[a].width == 1 ? a : intern(Node(kind, width: 1, a))
    case .memoryRead: return intern(Node(kind, width: width, a, parameter: parameter))
    default: break
    }
    // A constant goes to the right, else the older node to the left: equal operations become one node.
    let exchange = kind.isCommutative && (nodes[a].kind == .constant || (nodes[b].kind != .constant && b < a))
    let left = exchange ? b : a
    let right = exchange ? a : b
    if let simple = simplified(kind, width: width, left, right) { return simple }
    return intern(Node(kind, width: width, left, right))
  }

  private mutating func folded(
    _ kind: NodeKind, width: Int, _ a: NodeID, _ b: NodeID, _ c: NodeID, parameter: Int
  ) -> NodeID? {
    let count = kind.operandCount
    guard count > 0, let first = constantValue(of: a) else { return nil }
    guard let second = count > 1 ? constantValue(of: b) : first else { return nil }
    guard let third = count > 2 ? constantValue(of: c) : first else { return nil }
    return kind.evaluate(first, second, third, width: width, parameter: parameter).map { constant($0) }
  }

  private mutating func simplified(_ kind: NodeKind, width: Int, _ a: NodeID, _ b: NodeID) -> NodeID? {
    if a == b, let simple = onEqualOperands(kind, width: width, a) { return simple }
    guard let right = constantValue(of: b) else { return nil }
    switch kind {
    case .add, .subtract, .or, .xor, .shiftLeft, .shiftRightLogical, .shiftRightArithmetic:
      if right.isZero { return a }
      if kind == .or, right.isAllOnes { return b }
      if kind == .xor, right.isAllOnes { return make(.not, width: width, a) }
    case .and:
      if right.isZero { return b }
      if right.isAllOnes { return a }
    case .multiply:
      if right.isZero { return b }
      if right == Bits(1, width: width) { return a }
    case .equal, .notEqual:
      guard right.width == 1 else { return nil }
      return right.isZero == (kind == .equal) ? make(.not, width: 1, a) : a
    case .lessUnsigned where right.isZero: return constant(Bits(0, width: 1))
    case .selectBit:
      let index = NodeKind.amount(right, limit: nodes[a].width)
      return index < nodes[a].width ? slice(a, low: index, width: 1) : constant(Bits(0, width: 1))
    case .divideUnsigned, .remainderUnsigned: return dividedByPowerOfTwo(kind, a, right)
    default: break
    }
    let isLogicalShift = kind == .shiftLeft || kind == .shiftRightLogical
    if isLogicalShift, NodeKind.amount(right, limit: width) == width { return constant(Bits(zeroOfWidth: width)) }
    return nil
  }

  private mutating func onEqualOperands(_ kind: NodeKind, width: Int, _ a: NodeID) -> NodeID? {
    switch kind {
    case .and, .or: a
    case .subtract, .xor: constant(Bits(zeroOfWidth: width))
    case .equal, .lessOrEqualUnsigned, .lessOrEqualSigned: constant(Bits(1, width: 1))
    case .notEqual, .lessUnsigned, .lessSigned: constant(Bits(0, width: 1))
    default: nil
    }
  }

  private mutating func dividedByPowerOfTwo(_ kind: NodeKind, _ a: NodeID, _ divisor: Bits) -> NodeID? {
    let width = divisor.width
    let exponent = divisor.significantBits - 1
    guard exponent >= 0, divisor == Bits(1, width: width).shiftedLeft(by: exponent) else { return nil }
    if exponent == 0 { return kind == .divideUnsigned ? a : constant(Bits(zeroOfWidth: width)) }
    let part =
      kind == .divideUnsigned
      ? slice(a, low: exponent, width: width - exponent) : slice(a, low: 0, width: exponent)
    return extend(.zeroExtend, part, width: width)
  }

  private mutating func mux(_ condition: NodeID, _ whenTrue: NodeID, _ whenFalse: NodeID) -> NodeID {
    if whenTrue == whenFalse { return whenTrue }
    if let value = constantValue(of: condition) { return value.isZero ? whenFalse : whenTrue }
    if nodes[condition].kind == .not { return mux(nodes[condition].a, whenFalse, whenTrue) }
    let width = nodes[whenTrue].width
    if width == 1 {
      let (one, zero) = (constantValue(of: whenTrue), constantValue(of: whenFalse))
      if let one, let zero { return one.isZero && !zero.isZero ? make(.not, width: 1, condition) : condition }
      if let zero, zero.isZero { return make(.and, width: 1, condition, whenTrue) }
      if let one, !one.isZero { return make(.or, width: 1, condition, whenFalse) }
    }
    // An inner choice by the same condition is decided.
    if nodes[whenTrue].kind == .mux, nodes[whenTrue].a == condition {
      return mux(condition, nodes[whenTrue].b, whenFalse)
    }
    if nodes[whenFalse].kind == .mux, nodes[whenFalse].a == condition {
      return mux(condition, whenTrue, nodes[whenFalse].c)
    }
    return intern(Node(.mux, width: width, condition, whenTrue, whenFalse))
  }
}
