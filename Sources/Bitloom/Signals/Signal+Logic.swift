import RTL

// Bitwise operators, logic on bits, reductions.

extension Signal {
  /// Bit by bit and, at the wider width. Both operands are signed or both unsigned.
  public static func & (a: Signal, b: Signal) -> Signal { bitwise(.and, "&", a, b) }
  /// Bit by bit or, at the wider width. Both operands are signed or both unsigned.
  public static func | (a: Signal, b: Signal) -> Signal { bitwise(.or, "|", a, b) }
  /// Bit by bit exclusive or, at the wider width. Both operands are signed or both unsigned.
  public static func ^ (a: Signal, b: Signal) -> Signal { bitwise(.xor, "^", a, b) }

  public static func & (a: Signal, b: Int) -> Signal { a & literal(b, like: a) }
  public static func & (a: Int, b: Signal) -> Signal { literal(a, like: b) & b }
  public static func | (a: Signal, b: Int) -> Signal { a | literal(b, like: a) }
  public static func | (a: Int, b: Signal) -> Signal { literal(a, like: b) | b }
  public static func ^ (a: Signal, b: Int) -> Signal { a ^ literal(b, like: a) }
  public static func ^ (a: Int, b: Signal) -> Signal { literal(a, like: b) ^ b }

  /// Every bit the other way round; the type of the operand.
  public static prefix func ~ (a: Signal) -> Signal {
    withOperand(a) { builder, type in
      let plain = SignalType(width: type.width, isSigned: type.isSigned)
      return builder.add(.unary(.not, builder.reread(a, signed: type.isSigned).expression), plain)
    }
  }

  /// Both bits.
  public static func && (a: Signal, b: Signal) -> Signal { onBits(.and, "&&", a, b) }
  /// Either bit.
  public static func || (a: Signal, b: Signal) -> Signal { onBits(.or, "||", a, b) }

  /// The bit the other way round.
  public static prefix func ! (a: Signal) -> Signal {
    withOperand(a) { builder, type in
      guard builder.isBit(a, "!") else { return .poison }
      return builder.add(.unary(.not, a.expression), .bit)
    }
  }

  /// Whether all bits are 1.
  public var andReduced: Signal { reduced(.reduceAnd) }
  /// Whether any bit is 1.
  public var orReduced: Signal { reduced(.reduceOr) }
  /// Whether the number of ones is odd.
  public var xorReduced: Signal { reduced(.reduceXor) }

  private func reduced(_ op: UnaryOperator) -> Signal {
    Signal.withOperand(self) { builder, _ in builder.add(.unary(op, expression), .bit) }
  }

  private static func bitwise(_ op: BinaryOperator, _ symbol: String, _ a: Signal, _ b: Signal) -> Signal {
    withOperands(a, b) { builder, aType, bType in
      guard aType.isSigned == bType.isSigned else {
        builder.report(SignDiagnostics.mixedSigns(symbol, builder.describe(a), builder.describe(b), at: .caller))
        return .poison
      }
      return builder.arithmetic(op, a, b, SignalType.common(aType, bType))
    }
  }

  private static func onBits(_ op: BinaryOperator, _ symbol: String, _ a: Signal, _ b: Signal) -> Signal {
    withOperands(a, b) { builder, _, _ in
      guard builder.isBit(a, symbol), builder.isBit(b, symbol) else { return .poison }
      return builder.add(.binary(op, a.expression, b.expression), .bit)
    }
  }
}

extension ModuleBuilder {
  /// Whether the operand of a logical operator or condition is a bit; otherwise the mistake has been reported.
  func isBit(_ signal: Signal, _ user: String, at place: Place? = nil) -> Bool {
    let type = type(of: signal)
    if type.width == 1 && !type.isSigned { return true }
    report(WidthDiagnostics.bitExpected(user, describe(signal), at: place ?? .caller))
    return false
  }
}
