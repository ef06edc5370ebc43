import RTL

extension ModuleDefinition {
  /// The bits of the operands, or of the signal, that some bits of an expression depend on.
  func bitOperands(of expression: ExpressionID, _ bits: Range<Int>) -> [BitsNode] {
    let node = expressions[expression]
    switch node.operation {
    case .constant: return []
    case .signal(let signal): return [BitsNode(.signal(signal), bits)]
    case .unary(let function, let a):
      switch function {
      case .not: return [some(a, bits)]
      case .negate: return [some(a, 0..<bits.upperBound)]
      case .reduceAnd, .reduceOr, .reduceXor: return [all(a)]
      }
    case .binary(let function, let a, let b): return bitOperands(of: function, a, b, bits, isSigned: node.type.isSigned)
    case .mux(let condition, let whenTrue, let whenFalse):
      return [all(condition), some(whenTrue, bits), some(whenFalse, bits)]
    case .slice(let a, let low): return [some(a, bits.shifted(by: Int(low)))]
    case .concatenate(let list): return parts(of: list, bits)
    case .replicate(let a, _):
      let width = type(of: a).width
      let copy = bits.lowerBound / width
      return (bits.upperBound - 1) / width == copy ? [some(a, bits.shifted(by: -copy * width))] : [all(a)]
    case .extend(let a):
      let operand = type(of: a)
      return shiftedDown(a, bits, by: 0, signed: operand.isSigned)
    case .reinterpret(let a): return [some(a, bits)]
    case .selectBit(let a, let index):
      guard let constant = constantValue(of: index) else { return [all(a), all(index)] }
      let bit = constant.int(signed: false) ?? .max
      return bit < type(of: a).width ? [some(a, bit..<bit + 1)] : []
    case .readMemory(_, let address): return [all(address)]
    }
  }

  private func bitOperands(
    of function: BinaryOperator, _ a: ExpressionID, _ b: ExpressionID, _ bits: Range<Int>, isSigned: Bool
  ) -> [BitsNode] {
    switch function {
    case .and, .or, .xor: return [some(a, bits), some(b, bits)]
    // Carries go up.
    case .add, .subtract, .multiply: return [some(a, 0..<bits.upperBound), some(b, 0..<bits.upperBound)]
    case .divide, .remainder, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return [all(a), all(b)]
    case .shiftLeft:
      guard let constant = constantValue(of: b) else { return [some(a, 0..<bits.upperBound), all(b)] }
      let amount = min(constant.int(signed: false) ?? .max, bits.upperBound)
      return amount == bits.upperBound ? [] : [some(a, max(bits.lowerBound - amount, 0)..<bits.upperBound - amount)]
    case .shiftRight:
      let width = type(of: a).width
      guard let constant = constantValue(of: b) else { return [some(a, bits.lowerBound..<width), all(b)] }
      return shiftedDown(a, bits, by: min(constant.int(signed: false) ?? .max, width), signed: isSigned)
    }
  }

  /// Bits of `a` moved down by `amount`, with zeros or the sign coming in without end.
  private func shiftedDown(_ a: ExpressionID, _ bits: Range<Int>, by amount: Int, signed: Bool) -> [BitsNode] {
    let width = type(of: a).width
    let low = bits.lowerBound + amount
    let high = bits.upperBound + amount
    if high <= width { return [some(a, low..<high)] }
    if signed { return [some(a, min(low, width - 1)..<width)] }
    return low < width ? [some(a, low..<width)] : []
  }

  private func parts(of list: OperandList, _ bits: Range<Int>) -> [BitsNode] {
    var result: [BitsNode] = []
    var low = 0
    for index in list.range.reversed() {
      let part = operandPool[index]
      let width = type(of: part).width
      let common = bits.clamped(to: low..<low + width)
      if !common.isEmpty { result.append(some(part, common.shifted(by: -low))) }
      low += width
      if low >= bits.upperBound { break }
    }
    return result
  }

  private func some(_ expression: ExpressionID, _ bits: Range<Int>) -> BitsNode {
    BitsNode(.expression(expression), bits)
  }

  private func all(_ expression: ExpressionID) -> BitsNode {
    BitsNode(.expression(expression), 0..<type(of: expression).width)
  }
}

extension Range<Int> {
  fileprivate func shifted(by offset: Int) -> Range<Int> { lowerBound + offset..<upperBound + offset }
}
