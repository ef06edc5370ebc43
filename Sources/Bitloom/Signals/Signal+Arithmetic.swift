import RTL

// Arithmetic. `+`, `-` and `*` keep every value and grow; `&+`, `&-` and `&*` wrap at the wider operand.

extension Signal {
  /// The sum, one bit wider than the wider operand. Signed when either operand is.
  public static func + (a: Signal, b: Signal) -> Signal {
    withOperands(a, b) { builder, aType, bType in
      let common = SignalType.common(aType, bType)
      return builder.arithmetic(.add, a, b, SignalType(width: common.width + 1, isSigned: common.isSigned))
    }
  }

  /// The difference, signed and one bit wider than the wider operand.
  public static func - (a: Signal, b: Signal) -> Signal {
    withOperands(a, b) { builder, aType, bType in
      builder.arithmetic(.subtract, a, b, .signed(SignalType.common(aType, bType).width + 1))
    }
  }

  /// The product, as wide as both operands together. Signed when either operand is.
  public static func * (a: Signal, b: Signal) -> Signal {
    withOperands(a, b) { builder, aType, bType in
      let type = SignalType(width: aType.width + bType.width, isSigned: aType.isSigned || bType.isSigned)
      return builder.arithmetic(.multiply, a, b, type)
    }
  }

  /// The number with the other sign, signed and one bit wider.
  public static prefix func - (a: Signal) -> Signal {
    withOperand(a) { builder, type in
      let result = SignalType.signed(type.width + 1)
      return builder.add(.unary(.negate, builder.widen(a, to: result).expression), result)
    }
  }

  /// The sum, wrapping at the wider operand. Both operands are signed or both unsigned.
  public static func &+ (a: Signal, b: Signal) -> Signal { wrapping(.add, "&+", a, b) }

  /// The difference, wrapping at the wider operand. Both operands are signed or both unsigned.
  public static func &- (a: Signal, b: Signal) -> Signal { wrapping(.subtract, "&-", a, b) }

  /// The product, wrapping at the wider operand. Both operands are signed or both unsigned.
  public static func &* (a: Signal, b: Signal) -> Signal { wrapping(.multiply, "&*", a, b) }

  /// The quotient by a constant above 0, rounded toward zero, in the type of `a`.
  public static func / (a: Signal, n: Int) -> Signal { divided(.divide, "/", a, n) }

  /// The remainder of the division by a constant above 0, with the sign of `a` and in its type.
  public static func % (a: Signal, n: Int) -> Signal { divided(.remainder, "%", a, n) }

  public static func + (a: Signal, b: Int) -> Signal { a + literal(b) }
  public static func + (a: Int, b: Signal) -> Signal { literal(a) + b }
  public static func - (a: Signal, b: Int) -> Signal { a - literal(b) }
  public static func - (a: Int, b: Signal) -> Signal { literal(a) - b }
  public static func * (a: Signal, b: Int) -> Signal { a * literal(b) }
  public static func * (a: Int, b: Signal) -> Signal { literal(a) * b }
  public static func &+ (a: Signal, b: Int) -> Signal { a &+ literal(b, like: a) }
  public static func &+ (a: Int, b: Signal) -> Signal { literal(a, like: b) &+ b }
  public static func &- (a: Signal, b: Int) -> Signal { a &- literal(b, like: a) }
  public static func &- (a: Int, b: Signal) -> Signal { literal(a, like: b) &- b }
  public static func &* (a: Signal, b: Int) -> Signal { a &* literal(b, like: a) }
  public static func &* (a: Int, b: Signal) -> Signal { literal(a, like: b) &* b }

  private static func wrapping(_ op: BinaryOperator, _ symbol: String, _ a: Signal, _ b: Signal) -> Signal {
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
    guard type.width <= SignalType.maximumWidth else {
      report(WidthDiagnostics.resultTooWide(type.width, at: .caller))
      return .poison
    }
    return add(.binary(op, widen(a, to: type).expression, widen(b, to: type).expression), type)
  }
}
