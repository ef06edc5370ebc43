import RTL

extension ModuleDefinition {
  /// What is wrong with a type; nil for a good one.
  func fault(of type: SignalType) -> String? {
    if type.width < 1 || type.width > SignalType.maximumWidth { return "a width of \(type.width)" }
    guard let id = type.enumeration else { return nil }
    if id.index >= enumerations.count { return "no enumeration \(id)" }
    let width = enumerations[id].width
    return width == type.width ? nil : "\(type.width) bits for an enumeration of \(width)"
  }

  /// What is wrong with an expression, by the rules at the cases of `Operation`; nil for a good one.
  func fault(ofExpression id: ExpressionID) -> String? {
    let expression = expressions[id]
    let type = expression.type
    if let fault = fault(of: type) { return fault }
    if case .concatenate(let list) = expression.operation, list.range.upperBound > operandPool.count || list.count == 0
    {
      return "operands \(list.range) of a pool of \(operandPool.count)"
    }
    var late: ExpressionID?
    forEachOperand(of: expression.operation) { if $0 >= id { late = $0 } }
    if let late { return "operand \(late) does not stand before it" }
    switch expression.operation {
    case .constant(let constant):
      guard constant.index < constants.count else { return "no constant \(constant)" }
      return expect(constants[constant].width == type.width, "\(type) for the constant \(constants[constant])")
    case .signal(let signal):
      guard signal.index < signals.count else { return "no signal \(signal)" }
      return expect(signals[signal].type == type, "\(type) for a signal of \(signals[signal].type)")
    case .unary(let function, let a): return fault(of: function, a, type)
    case .binary(let function, let a, let b): return fault(of: function, a, b, type)
    case .mux(let condition, let whenTrue, let whenFalse):
      let isBit = self.type(of: condition).isBit
      return expect(isBit, "the condition is \(self.type(of: condition))")
        ?? expectSame(whenTrue, type) ?? expectSame(whenFalse, type)
    default: return structuralFault(of: expression.operation, type)
    }
  }

  private func structuralFault(of operation: Operation, _ type: SignalType) -> String? {
    switch operation {
    case .constant, .signal, .unary, .binary, .mux: return nil
    case .slice(let a, let low):
      let end = Int(low) + type.width
      return expect(!type.isSigned, "a signed slice")
        ?? expect(end <= self.type(of: a).width, "bits \(end - 1)...\(low) of \(self.type(of: a))")
    case .concatenate(let list):
      let width = operandPool[list.range].reduce(0) { $0 + self.type(of: $1).width }
      return expect(!type.isSigned && width == type.width, "\(type) for operands of \(width) bits")
    case .replicate(let a, let count):
      let width = self.type(of: a).width * Int(count)
      return expect(!type.isSigned && width == type.width, "\(type) for copies of \(width) bits")
    case .extend(let a):
      let operand = self.type(of: a)
      let isWider = operand.width <= type.width && operand.isSigned == type.isSigned
      return expect(isWider, "\(operand) cannot be extended to \(type)")
    case .reinterpret(let a):
      return expect(self.type(of: a).width == type.width, "\(self.type(of: a)) cannot be read as \(type)")
    case .selectBit(_, let index):
      return expect(type.isBit, "\(type) for a bit")
        ?? expect(!self.type(of: index).isSigned, "the index is \(self.type(of: index))")
    case .readMemory(let memory, let address):
      guard memory.index < memories.count else { return "no memory \(memory)" }
      return expect(memories[memory].type == type, "\(type) for a word of \(memories[memory].type)")
        ?? expect(!self.type(of: address).isSigned, "the address is \(self.type(of: address))")
    }
  }

  private func fault(of function: UnaryOperator, _ a: ExpressionID, _ type: SignalType) -> String? {
    switch function {
    case .not: return expectSame(a, type)
    case .negate: return expectSame(a, type) ?? expect(type.isSigned, "\(type) for a negation")
    case .reduceAnd, .reduceOr, .reduceXor: return expect(type.isBit, "\(type) for a reduction")
    }
  }

  private func fault(
    of function: BinaryOperator, _ a: ExpressionID, _ b: ExpressionID, _ type: SignalType
  ) -> String? {
    if function.isComparison {
      return expect(type.isBit, "\(type) for a comparison") ?? expectSame(b, self.type(of: a))
    }
    if function.isShift {
      return expectSame(a, type) ?? expect(!self.type(of: b).isSigned, "the shift amount is \(self.type(of: b))")
    }
    if let fault = expectSame(a, type) ?? expectSame(b, type) { return fault }
    guard function == .divide || function == .remainder else { return nil }
    guard let divisor = constantValue(of: b) else { return "a divisor that is not constant" }
    let isPositive = !divisor.isZero && !(type.isSigned && divisor.mostSignificantBit)
    return expect(isPositive, "a divisor of \(divisor.decimalString(signed: type.isSigned))")
  }

  private func expectSame(_ operand: ExpressionID, _ type: SignalType) -> String? {
    let other = self.type(of: operand)
    let isSame = other.width == type.width && other.isSigned == type.isSigned
    return expect(isSame, "\(other) where \(type) is needed")
  }

  private func expect(_ holds: Bool, _ fault: @autoclosure () -> String) -> String? { holds ? nil : fault() }
}

extension SignalType {
  /// Whether this is one bit without a sign.
  var isBit: Bool { width == 1 && !isSigned }
}
