import RTL

// Bitwise operators, logic on bits, reductions.

extension Signal {
  /// Bit by bit and, at the wider width. Both operands are signed or both unsigned.
  @inlinable @inline(__always)
  public static func & (a: Signal, b: Signal) -> Signal { placed(apply(.and, a, b)) }
  /// Bit by bit or, at the wider width. Both operands are signed or both unsigned.
  @inlinable @inline(__always)
  public static func | (a: Signal, b: Signal) -> Signal { placed(apply(.or, a, b)) }
  /// Bit by bit exclusive or, at the wider width. Both operands are signed or both unsigned.
  @inlinable @inline(__always)
  public static func ^ (a: Signal, b: Signal) -> Signal { placed(apply(.xor, a, b)) }

  @inlinable @inline(__always)
  public static func & (a: Signal, b: Int) -> Signal { placed(apply(.and, a, b), b) }
  @inlinable @inline(__always)
  public static func & (a: Int, b: Signal) -> Signal { placed(apply(.and, a, b), a) }
  @inlinable @inline(__always)
  public static func | (a: Signal, b: Int) -> Signal { placed(apply(.or, a, b), b) }
  @inlinable @inline(__always)
  public static func | (a: Int, b: Signal) -> Signal { placed(apply(.or, a, b), a) }
  @inlinable @inline(__always)
  public static func ^ (a: Signal, b: Int) -> Signal { placed(apply(.xor, a, b), b) }
  @inlinable @inline(__always)
  public static func ^ (a: Int, b: Signal) -> Signal { placed(apply(.xor, a, b), a) }

  /// Every bit the other way round; the type of the operand.
  @inlinable @inline(__always)
  public static prefix func ~ (a: Signal) -> Signal { placed(inversion(of: a)) }

  /// Both bits.
  @inlinable @inline(__always)
  public static func && (a: Signal, b: Signal) -> Signal { placed(apply(.bothBits, a, b)) }
  /// Either bit.
  @inlinable @inline(__always)
  public static func || (a: Signal, b: Signal) -> Signal { placed(apply(.eitherBit, a, b)) }

  /// The bit the other way round.
  @inlinable @inline(__always)
  public static prefix func ! (a: Signal) -> Signal { placed(inversion(ofBit: a)) }

  /// Whether all bits are 1.
  @inlinable public var andReduced: Signal { @inline(__always) get { Signal.placed(conjunction) } }
  /// Whether any bit is 1.
  @inlinable public var orReduced: Signal { @inline(__always) get { Signal.placed(disjunction) } }
  /// Whether the number of ones is odd.
  @inlinable public var xorReduced: Signal { @inline(__always) get { Signal.placed(parity) } }
}

extension Signal {
  @usableFromInline var conjunction: Signal { @inline(never) get { reduced(.reduceAnd) } }
  @usableFromInline var disjunction: Signal { @inline(never) get { reduced(.reduceOr) } }
  @usableFromInline var parity: Signal { @inline(never) get { reduced(.reduceXor) } }

  private func reduced(_ op: UnaryOperator) -> Signal {
    Signal.withOperand(self) { builder, _ in builder.add(.unary(op, expression), .bit) }
  }

  @usableFromInline @inline(never)
  static func inversion(of a: Signal) -> Signal {
    withOperand(a) { builder, type in
      let plain = SignalType(width: type.width, isSigned: type.isSigned)
      return builder.add(.unary(.not, builder.reread(a, signed: type.isSigned).expression), plain)
    }
  }

  @usableFromInline @inline(never)
  static func inversion(ofBit a: Signal) -> Signal {
    withOperand(a) { builder, type in
      guard builder.isBit(a, .operation("!", bitwise: "~")) else { return .poison }
      return builder.add(.unary(.not, a.expression), .bit)
    }
  }

  static func bitwise(_ op: BinaryOperator, _ symbol: String, _ a: Signal, _ b: Signal) -> Signal {
    withOperands(a, b) { builder, aType, bType in
      guard aType.isSigned == bType.isSigned else {
        builder.report(SignDiagnostics.mixedSigns(symbol, builder.describe(a), builder.describe(b), at: .caller))
        return .poison
      }
      return builder.arithmetic(op, a, b, SignalType.common(aType, bType))
    }
  }

  static func onBits(_ op: BinaryOperator, _ symbol: String, _ a: Signal, _ b: Signal) -> Signal {
    withOperands(a, b) { builder, _, _ in
      let user = BitUser.operation(symbol, bitwise: op == .and ? "&" : "|")
      guard builder.isBit(a, user), builder.isBit(b, user) else { return .poison }
      return builder.add(.binary(op, a.expression, b.expression), .bit)
    }
  }
}

extension ModuleBuilder {
  /// Whether the operand of a logical operator or condition is a bit; otherwise the mistake has been reported.
  func isBit(_ signal: Signal, _ user: BitUser, at place: Place? = nil) -> Bool {
    let type = type(of: signal)
    if type.width == 1 && !type.isSigned { return true }
    report(WidthDiagnostics.bitExpected(user, describe(signal), at: place ?? .caller))
    return false
  }
}
