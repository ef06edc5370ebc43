import RTL

extension ExpressionFolder {
  /// Comparisons of equal operands, and with constants that no value of the other operand reaches or passes.
  func simplifiedComparison(_ function: BinaryOperator, _ a: ExpressionID, _ b: ExpressionID) -> Result {
    if isSame(a, b) {
      let holds = function == .equal || function == .lessOrEqual || function == .greaterOrEqual
      return .value(Bits(holds ? 1 : 0, width: 1))
    }
    let isKnown: Bool?
    if let limit = new.constantValue(of: b) {
      isKnown = comparison(function, of: a, with: limit)
    } else if let limit = new.constantValue(of: a) {
      isKnown = comparison(function.mirrored, of: b, with: limit)
    } else {
      isKnown = nil
    }
    return isKnown.map { .value(Bits($0 ? 1 : 0, width: 1)) } ?? .unchanged
  }

  /// What a comparison with a constant gives for all values of an operand, if that is the same.
  private func comparison(_ function: BinaryOperator, of operand: ExpressionID, with limit: Bits) -> Bool? {
    let range = range(of: operand)
    let signed = new.type(of: operand).isSigned
    let isBelow = limit.isLess(than: range.lowest, signed: signed)
    let isAbove = range.highest.isLess(than: limit, signed: signed)
    switch function {
    case .equal: return isBelow || isAbove ? false : nil
    case .notEqual: return isBelow || isAbove ? true : nil
    case .less: return isAbove ? true : isBelow || limit == range.lowest ? false : nil
    case .lessOrEqual: return isAbove || limit == range.highest ? true : isBelow ? false : nil
    case .greater: return isBelow ? true : isAbove || limit == range.highest ? false : nil
    case .greaterOrEqual: return isBelow || limit == range.lowest ? true : isAbove ? false : nil
    default: return nil
    }
  }

  /// The lowest and the highest value of an operand: of its type, or of the type that it was extended from.
  private func range(of operand: ExpressionID) -> (lowest: Bits, highest: Bits) {
    let type = new.type(of: operand)
    var width = type.width
    if case .extend(let inner)? = operation(of: operand) { width = new.type(of: inner).width }
    let ones = Bits(onesOfWidth: width)
    let highest = type.isSigned ? ones.replacing(low: width - 1, with: Bits(0, width: 1)) : ones
    let lowest = type.isSigned ? ~highest : Bits(zeroOfWidth: width)
    return (
      lowest.extended(to: type.width, signed: type.isSigned), highest.extended(to: type.width, signed: type.isSigned)
    )
  }
}

extension BinaryOperator {
  /// The comparison that says the same with its operands exchanged.
  fileprivate var mirrored: BinaryOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: self
    }
  }
}
