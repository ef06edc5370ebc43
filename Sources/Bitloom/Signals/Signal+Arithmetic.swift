import RTL

// Arithmetic. `+`, `-` and `*` keep every value and grow; `&+`, `&-` and `&*` wrap at the wider operand.

extension Signal {
  /// The sum, one bit wider than the wider operand. Signed when either operand is.
  @inlinable @inline(__always)
  public static func + (a: Signal, b: Signal) -> Signal { placed(apply(.add, a, b)) }

  /// The difference, signed and one bit wider than the wider operand.
  @inlinable @inline(__always)
  public static func - (a: Signal, b: Signal) -> Signal { placed(apply(.subtract, a, b)) }

  /// The product, as wide as both operands together. Signed when either operand is.
  @inlinable @inline(__always)
  public static func * (a: Signal, b: Signal) -> Signal { placed(apply(.multiply, a, b)) }

  /// The sum, wrapping at the wider operand. Both operands are signed or both unsigned.
  @inlinable @inline(__always)
  public static func &+ (a: Signal, b: Signal) -> Signal { placed(apply(.addWrapping, a, b)) }

  /// The difference, wrapping at the wider operand. Both operands are signed or both unsigned.
  @inlinable @inline(__always)
  public static func &- (a: Signal, b: Signal) -> Signal { placed(apply(.subtractWrapping, a, b)) }

  /// The product, wrapping at the wider operand. Both operands are signed or both unsigned.
  @inlinable @inline(__always)
  public static func &* (a: Signal, b: Signal) -> Signal { placed(apply(.multiplyWrapping, a, b)) }

  /// The number with the other sign, signed and one bit wider.
  @inlinable @inline(__always)
  public static prefix func - (a: Signal) -> Signal { placed(negation(of: a)) }

  /// The quotient by a constant above 0, rounded toward zero, in the type of `a`.
  @inlinable @inline(__always)
  public static func / (a: Signal, n: Int) -> Signal { placed(quotient(a, n), n) }

  /// The remainder of the division by a constant above 0, with the sign of `a` and in its type.
  @inlinable @inline(__always)
  public static func % (a: Signal, n: Int) -> Signal { placed(remainder(a, n), n) }

  @inlinable @inline(__always)
  public static func + (a: Signal, b: Int) -> Signal { placed(apply(.add, a, b), b) }
  @inlinable @inline(__always)
  public static func + (a: Int, b: Signal) -> Signal { placed(apply(.add, a, b), a) }
  @inlinable @inline(__always)
  public static func - (a: Signal, b: Int) -> Signal { placed(apply(.subtract, a, b), b) }
  @inlinable @inline(__always)
  public static func - (a: Int, b: Signal) -> Signal { placed(apply(.subtract, a, b), a) }
  @inlinable @inline(__always)
  public static func * (a: Signal, b: Int) -> Signal { placed(apply(.multiply, a, b), b) }
  @inlinable @inline(__always)
  public static func * (a: Int, b: Signal) -> Signal { placed(apply(.multiply, a, b), a) }
  @inlinable @inline(__always)
  public static func &+ (a: Signal, b: Int) -> Signal { placed(apply(.addWrapping, a, b), b) }
  @inlinable @inline(__always)
  public static func &+ (a: Int, b: Signal) -> Signal { placed(apply(.addWrapping, a, b), a) }
  @inlinable @inline(__always)
  public static func &- (a: Signal, b: Int) -> Signal { placed(apply(.subtractWrapping, a, b), b) }
  @inlinable @inline(__always)
  public static func &- (a: Int, b: Signal) -> Signal { placed(apply(.subtractWrapping, a, b), a) }
  @inlinable @inline(__always)
  public static func &* (a: Signal, b: Int) -> Signal { placed(apply(.multiplyWrapping, a, b), b) }
  @inlinable @inline(__always)
  public static func &* (a: Int, b: Signal) -> Signal { placed(apply(.multiplyWrapping, a, b), a) }
}

extension Signal {
  static func sum(_ a: Signal, _ b: Signal) -> Signal {
    withOperands(a, b) { builder, aType, bType in
      let common = SignalType.common(aType, bType)
      return builder.arithmetic(.add, a, b, SignalType(width: common.width + 1, isSigned: common.isSigned))
    }
  }

  static func difference(_ a: Signal, _ b: Signal) -> Signal {
    withOperands(a, b) { builder, aType, bType in
      builder.arithmetic(.subtract, a, b, .signed(SignalType.common(aType, bType).width + 1))
    }
  }

  static func product(_ a: Signal, _ b: Signal) -> Signal {
    withOperands(a, b) { builder, aType, bType in
      let type = SignalType(width: aType.width + bType.width, isSigned: aType.isSigned || bType.isSigned)
      return builder.arithmetic(.multiply, a, b, type)
    }
  }

  @usableFromInline @inline(never)
  static func negation(of a: Signal) -> Signal {
    withOperand(a) { builder, type in
      guard builder.isWidth(type.width + 1) else { return .poison }
      let result = SignalType.signed(type.width + 1)
      return builder.add(.unary(.negate, builder.widen(a, to: result).expression), result)
    }
  }

  @usableFromInline @inline(never)
  static func quotient(_ a: Signal, _ n: Int) -> Signal { divided(.divide, "/", a, n) }

  @usableFromInline @inline(never)
  static func remainder(_ a: Signal, _ n: Int) -> Signal { divided(.remainder, "%", a, n) }

  static func wrapping(_ op: BinaryOperator, _ symbol: String, _ a: Signal, _ b: Signal) -> Signal {
    withOperands(a, b) { builder, aType, bType in
      guard aType.isSigned == bType.isSigned else {
        builder.report(SignDiagnostics.mixedSigns(symbol, builder.describe(a), builder.describe(b), at: .caller))
        return .poison
      }
      return builder.arithmetic(op, a, b, SignalType.common(aType, bType))
    }
  }

  private static func divided(_ op: BinaryOperator, _ symbol: String, _ a: Signal, _ n: Int) -> Signal {
    withOperand(a) { builder, type in
      guard n > 0 else {
        builder.report(ArithmeticDiagnostics.divisorNotPositive(symbol, builder.describe(a), n, at: .caller))
        return .poison
      }
      // Wide enough for the divisor, so that the constant is not cut; the result fits the type of `a` again.
      let wide = SignalType.common(type, .smallest(for: n, signed: type.isSigned) ?? type)
      let divisor = builder.literal(n, wide)
      let result = builder.add(.binary(op, builder.widen(a, to: wide).expression, divisor.expression), wide)
      return builder.cut(result, to: type.width)
    }
  }
}

extension ModuleBuilder {
  /// An operation whose operands and result have one type.
  func arithmetic(_ op: BinaryOperator, _ a: Signal, _ b: Signal, _ type: SignalType) -> Signal {
    guard isWidth(type.width) else { return .poison }
    return add(.binary(op, widen(a, to: type).expression, widen(b, to: type).expression), type)
  }
}
