import RTL

/// What the operators between two signals do.
///
/// The operators themselves are inlined into the user's code and call `apply` here, so that a mistake is placed at the user's
/// line in optimised programs too.
@usableFromInline
enum InfixOperator {
  // Growing.
  case add, subtract, multiply
  // Wrapping.
  case addWrapping, subtractWrapping, multiplyWrapping
  // Bit by bit.
  case and, or, xor
  // On bits alone.
  case bothBits, eitherBit
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

  /// Whether a literal operand is read as the other operand is, rather than in the smallest type that holds it.
  fileprivate var adaptsLiterals: Bool {
    switch self {
    case .add, .subtract, .multiply: false
    default: true
    }
  }

  fileprivate func callAsFunction(_ a: Signal, _ b: Signal) -> Signal {
    switch self {
    case .add: Signal.sum(a, b)
    case .subtract: Signal.difference(a, b)
    case .multiply: Signal.product(a, b)
    case .addWrapping: Signal.wrapping(.add, "&+", a, b)
    case .subtractWrapping: Signal.wrapping(.subtract, "&-", a, b)
    case .multiplyWrapping: Signal.wrapping(.multiply, "&*", a, b)
    case .and: Signal.bitwise(.and, "&", a, b)
    case .or: Signal.bitwise(.or, "|", a, b)
    case .xor: Signal.bitwise(.xor, "^", a, b)
    case .bothBits: Signal.onBits(.and, "&&", a, b)
    case .eitherBit: Signal.onBits(.or, "||", a, b)
    case .equal: Signal.compared(.equal, a, b)
    case .notEqual: Signal.compared(.notEqual, a, b)
    case .less: Signal.compared(.less, a, b)
    case .lessOrEqual: Signal.compared(.lessOrEqual, a, b)
    case .greater: Signal.compared(.greater, a, b)
    case .greaterOrEqual: Signal.compared(.greaterOrEqual, a, b)
    }
  }
}

extension Signal {
  @usableFromInline @inline(never)
  static func apply(_ op: InfixOperator, _ a: Signal, _ b: Signal) -> Signal { op(a, b) }

  @usableFromInline @inline(never)
  static func apply(_ op: InfixOperator, _ a: Signal, _ b: Int) -> Signal {
    op(a, op.adaptsLiterals ? literal(b, like: a) : literal(b))
  }

  @usableFromInline @inline(never)
  static func apply(_ op: InfixOperator, _ a: Int, _ b: Signal) -> Signal {
    op(op.adaptsLiterals ? literal(a, like: b) : literal(a), b)
  }

  /// What every function that makes a signal does last in the user's code: without something after the call the call would be
  /// a jump, and the line it stands in lost.
  ///
  /// The optimiser makes one function of those that differ in the constants they pass on, which then has the lines of none of
  /// them. A comparison with the constant keeps them apart; the line is that of the operator, which tells it from others.
  @inlinable @inline(__always)
  static func placed(_ result: Signal, _ constant: Int = 0, line: Int = #line) -> Signal {
    keepPlace(result.id, constant &* 4099 &+ line)
    return result
  }

  // No identifier has the highest bit, and what would be called has no effect.
  @inlinable @inline(__always)
  static func keepPlace(_ result: UInt32, _ constant: Int) {
    if result == UInt32(truncatingIfNeeded: constant) | 1 << 31 { poisoned() }
  }
}
