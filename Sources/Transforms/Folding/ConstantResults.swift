import RTL

// What operations give for constants.

extension UnaryOperator {
  func result(_ a: Bits) -> Bits {
    switch self {
    case .not: ~a
    case .negate: a.negated
    case .reduceAnd: Bits(a.isAllOnes ? 1 : 0, width: 1)
    case .reduceOr: Bits(a.isZero ? 0 : 1, width: 1)
    case .reduceXor: Bits(a.words.reduce(0) { $0 ^ $1 }.nonzeroBitCount % 2, width: 1)
    }
  }
}

extension BinaryOperator {
  /// The result for operands of which the left one is read as `signed`; nil for a division by 0.
  func result(_ a: Bits, _ b: Bits, signed: Bool) -> Bits? {
    switch self {
    case .add: a &+ b
    case .subtract: a &- b
    case .multiply: a &* b
    case .divide: a.dividedWithRemainder(by: b, signed: signed)?.quotient
    case .remainder: a.dividedWithRemainder(by: b, signed: signed)?.remainder
    case .and: a & b
    case .or: a | b
    case .xor: a ^ b
    case .equal: bit(a == b)
    case .notEqual: bit(a != b)
    case .less: bit(a.isLess(than: b, signed: signed))
    case .lessOrEqual: bit(!b.isLess(than: a, signed: signed))
    case .greater: bit(b.isLess(than: a, signed: signed))
    case .greaterOrEqual: bit(!a.isLess(than: b, signed: signed))
    case .shiftLeft: a.shiftedLeft(by: b.int(signed: false) ?? .max)
    case .shiftRight: a.shiftedRight(by: b.int(signed: false) ?? .max, signed: signed)
    }
  }

  private func bit(_ value: Bool) -> Bits { Bits(value ? 1 : 0, width: 1) }
}

extension Bits {
  /// The bits `count` times side by side.
  func replicated(_ count: Int) -> Bits {
    var result = self
    var copies = 1
    while copies * 2 <= count {
      result = result.concatenated(with: result)
      copies *= 2
    }
    let rest = count - copies
    return rest == 0 ? result : replicated(rest).concatenated(with: result)
  }
}
