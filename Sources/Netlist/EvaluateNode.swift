import RTL

extension NodeKind {
  /// The result of an operation on constant operands; nil for what is no operation.
  package func evaluate(_ a: Bits, _ b: Bits, _ c: Bits, width: Int, parameter: Int) -> Bits? {
    switch self {
    case .input, .constant, .register, .memoryRead: return nil
    case .not: return ~a
    case .reduceAnd: return Self.bit(a.isAllOnes)
    case .reduceOr: return Self.bit(!a.isZero)
    case .reduceXor: return Self.bit(a.words.reduce(0) { $0 + $1.nonzeroBitCount } % 2 == 1)
    case .add: return a &+ b
    case .subtract: return a &- b
    case .multiply: return a &* b
    case .divideUnsigned, .divideSigned:
      return a.dividedWithRemainder(by: b, signed: self == .divideSigned)?.quotient ?? Bits(zeroOfWidth: width)
    case .remainderUnsigned, .remainderSigned:
      return a.dividedWithRemainder(by: b, signed: self == .remainderSigned)?.remainder ?? Bits(zeroOfWidth: width)
    case .and: return a & b
    case .or: return a | b
    case .xor: return a ^ b
    case .equal: return Self.bit(a == b)
    case .notEqual: return Self.bit(a != b)
    case .lessUnsigned: return Self.bit(a.isLess(than: b, signed: false))
    case .lessSigned: return Self.bit(a.isLess(than: b, signed: true))
    case .lessOrEqualUnsigned: return Self.bit(!b.isLess(than: a, signed: false))
    case .lessOrEqualSigned: return Self.bit(!b.isLess(than: a, signed: true))
    case .shiftLeft: return a.shiftedLeft(by: Self.amount(b, limit: width))
    case .shiftRightLogical: return a.shiftedRight(by: Self.amount(b, limit: width), signed: false)
    case .shiftRightArithmetic: return a.shiftedRight(by: Self.amount(b, limit: width), signed: true)
    case .selectBit: return Self.bit(a[Self.amount(b, limit: a.width)])
    case .mux: return a.isZero ? c : b
    case .slice: return a.slice(low: parameter, width: width)
    case .concatenate: return a.concatenated(with: b)
    case .zeroExtend: return a.extended(to: width, signed: false)
    case .signExtend: return a.extended(to: width, signed: true)
    }
  }

  private static func bit(_ value: Bool) -> Bits { Bits(value ? 1 : 0, width: 1) }

  /// An unsigned amount, or `limit` when it is greater.
  static func amount(_ bits: Bits, limit: Int) -> Int {
    bits.significantBits > 62 ? limit : min(Int(bits.low), limit)
  }
}
