import RTL

// Right sides of assignments. There Verilog itself widens the operands of an operator to the width of the left side.

extension ModuleLowering {
  /// An expression as the whole right side of an assignment to its width.
  func lowerValue(_ id: ExpressionID) -> VerilogExpression {
    guard wireOfExpression[id.index] < 0 else { return lower(id).tree }
    if case .slice(let operand, let low) = module.expressions[id].operation, reference(operand) == nil {
      return cut(lower(operand).tree, low: Int(low), width: module.type(of: id).width)
    }
    return lowerWidening(id) ?? lowerOperation(id).tree
  }

  /// `a * b`, `a + b` and `a - b` of narrower signals, for the operations that would else widen each of them first.
  private func lowerWidening(_ id: ExpressionID) -> VerilogExpression? {
    guard let (verilogOperator, left, right) = arithmetic(id) else { return nil }
    let width = module.type(of: id).width
    guard let first = narrow(left, verilogOperator, width), let second = narrow(right, verilogOperator, width) else {
      return nil
    }
    // All operands are signed or all are taken as unsigned; each widened one must come out as the number it is.
    let isSigned = first.isSignedInVerilog && second.isSignedInVerilog
    guard first.isWidened || second.isWidened else { return nil }
    for operand in [first, second] where operand.isWidened && operand.isSigned != isSigned { return nil }
    let leftTree = lower(first.expression).tree
    return .binary(verilogOperator, leftTree, lower(second.expression).tree)
  }

  private func arithmetic(_ id: ExpressionID) -> (VerilogBinaryOperator, ExpressionID, ExpressionID)? {
    guard wireOfExpression[id.index] < 0 || selection.hasWire[id.index] else { return nil }
    switch module.expressions[id].operation {
    case .binary(.add, let left, let right): return (.add, left, right)
    case .binary(.subtract, let left, let right): return (.subtract, left, right)
    case .binary(.multiply, let left, let right): return (.multiply, left, right)
    case .reinterpret(let operand) where wireOfExpression[operand.index] < 0: return arithmetic(operand)
    default: return nil
    }
  }

  private struct NarrowOperand {
    var expression: ExpressionID
    /// Whether Verilog has to widen it.
    var isWidened: Bool
    /// How it is to be widened.
    var isSigned: Bool
    /// What Verilog takes it for.
    var isSignedInVerilog: Bool
  }

  /// The operand before it was widened, if Verilator takes the widening by Verilog without a warning: by one bit in sums, by
  /// any number in products.
  private func narrow(_ operand: ExpressionID, _ verilogOperator: VerilogBinaryOperator, _ width: Int) -> NarrowOperand?
  {
    var inner = operand
    while wireOfExpression[inner.index] < 0, case .reinterpret(let next) = module.expressions[inner].operation {
      inner = next
    }
    if wireOfExpression[inner.index] < 0, case .extend(let narrow) = module.expressions[inner].operation {
      let isWithin = verilogOperator == .multiply || module.type(of: narrow).width == width - 1
      guard isWithin, selection.isReferenceOrPart(narrow), let isSigned = isSignedInVerilog(narrow) else { return nil }
      return NarrowOperand(
        expression: narrow, isWidened: true, isSigned: module.type(of: narrow).isSigned, isSignedInVerilog: isSigned)
    }
    guard selection.isReferenceOrPart(inner) || module.constantValue(of: inner) != nil,
      let isSigned = isSignedInVerilog(inner)
    else { return nil }
    return NarrowOperand(expression: inner, isWidened: false, isSigned: isSigned, isSignedInVerilog: isSigned)
  }

  /// What Verilog takes a reference, a part of one or a constant for.
  private func isSignedInVerilog(_ id: ExpressionID) -> Bool? {
    if let entity = reference(id) { return entities[entity].type.isSigned }
    switch module.expressions[id].operation {
    case .slice: return false
    case .reinterpret(let operand): return isSignedInVerilog(operand)
    case .constant: return module.type(of: id).isSigned && module.type(of: id).enumeration == nil
    default: return nil
    }
  }
}
