import RTL

// Shifts by constants are wiring; shifts by signals are barrel shifters.

extension Signal {
  /// The value times 2^n: `n` zeros below, `n` bits wider.
  @inlinable @inline(__always)
  public static func << (a: Signal, n: Int) -> Signal { placed(shiftedUp(a, n), n) }

  /// The value divided by 2^n, rounded down: `n` bits narrower, but at least one (the sign, or 0).
  @inlinable @inline(__always)
  public static func >> (a: Signal, n: Int) -> Signal { placed(shiftedDown(a, n), n) }

  /// The bits moved up by `n`, zeros coming in; the width stays.
  @inlinable @inline(__always)
  public static func &<< (a: Signal, n: Int) -> Signal { placed(shiftedUpKeepingWidth(a, n), n) }

  /// The value times 2^amount, as wide as the largest amount needs (up to 4,096 bits).
  @inlinable @inline(__always)
  public static func << (a: Signal, amount: Signal) -> Signal { placed(shiftedUp(a, amount)) }

  /// The bits moved up by `amount`, zeros coming in; the width stays.
  @inlinable @inline(__always)
  public static func &<< (a: Signal, amount: Signal) -> Signal { placed(shiftedUpKeepingWidth(a, amount)) }

  /// The value divided by 2^amount, rounded down; the width stays.
  @inlinable @inline(__always)
  public static func >> (a: Signal, amount: Signal) -> Signal { placed(shiftedDown(a, amount)) }
}

extension Signal {
  @usableFromInline @inline(never)
  static func shiftedUp(_ a: Signal, _ n: Int) -> Signal {
    withOperand(a) { builder, type in
      guard builder.isShiftAmount(n, "<<"), builder.isWidth(type.width + n) else { return .poison }
      if n == 0 { return a }
      let bits = builder.concatenate([a, builder.literal(0, .unsigned(n))])
      return builder.reread(bits, signed: type.isSigned)
    }
  }

  @usableFromInline @inline(never)
  static func shiftedDown(_ a: Signal, _ n: Int) -> Signal {
    withOperand(a) { builder, type in
      guard builder.isShiftAmount(n, ">>") else { return .poison }
      if n == 0 { return a }
      if n >= type.width && !type.isSigned { return builder.literal(0, .bit) }
      let low = min(n, type.width - 1)
      let bits = builder.add(.slice(a.expression, low: UInt32(low)), .unsigned(type.width - low))
      return builder.reread(bits, signed: type.isSigned)
    }
  }

  @usableFromInline @inline(never)
  static func shiftedUpKeepingWidth(_ a: Signal, _ n: Int) -> Signal {
    withOperand(a) { builder, type in
      guard builder.isShiftAmount(n, "&<<") else { return .poison }
      let plain = SignalType(width: type.width, isSigned: type.isSigned)
      return n >= type.width ? builder.literal(0, plain) : builder.cut(shiftedUp(a, n), to: type.width)
    }
  }

  @usableFromInline @inline(never)
  static func shiftedUp(_ a: Signal, _ amount: Signal) -> Signal {
    withOperands(a, amount) { builder, type, amountType in
      guard builder.isUnsignedAmount(amount, "<<") else { return .poison }
      let limit = 4096
      guard amountType.width <= 12, type.width + (1 << amountType.width) - 1 <= limit else {
        builder.report(WidthDiagnostics.shiftTooWide(builder.describe(a), builder.describe(amount), limit, at: .caller))
        return .poison
      }
      let wide = SignalType(width: type.width + (1 << amountType.width) - 1, isSigned: type.isSigned)
      return builder.shift(.shiftLeft, builder.widen(a, to: wide), amount, wide)
    }
  }

  @usableFromInline @inline(never)
  static func shiftedUpKeepingWidth(_ a: Signal, _ amount: Signal) -> Signal {
    withOperands(a, amount) { builder, type, _ in
      guard builder.isUnsignedAmount(amount, "&<<") else { return .poison }
      return builder.shift(.shiftLeft, a, amount, type)
    }
  }

  @usableFromInline @inline(never)
  static func shiftedDown(_ a: Signal, _ amount: Signal) -> Signal {
    withOperands(a, amount) { builder, type, _ in
      guard builder.isUnsignedAmount(amount, ">>") else { return .poison }
      return builder.shift(.shiftRight, a, amount, type)
    }
  }
}

extension ModuleBuilder {
  fileprivate func shift(_ op: BinaryOperator, _ a: Signal, _ amount: Signal, _ type: SignalType) -> Signal {
    let plain = SignalType(width: type.width, isSigned: type.isSigned)
    let left = reread(a, signed: type.isSigned)
    return add(.binary(op, left.expression, amount.expression), plain)
  }

  fileprivate func isShiftAmount(_ n: Int, _ symbol: String) -> Bool {
    if n >= 0 && n <= SignalType.maximumWidth { return true }
    report(ArithmeticDiagnostics.shiftOutOfRange(symbol, n, at: .caller))
    return false
  }

  fileprivate func isUnsignedAmount(_ amount: Signal, _ symbol: String) -> Bool {
    if !type(of: amount).isSigned { return true }
    report(SignDiagnostics.signedShiftAmount(symbol, describe(amount), at: .caller))
    return false
  }

  /// Whether a result can have this width; otherwise the mistake has been reported.
  func isWidth(_ width: Int) -> Bool {
    if width <= SignalType.maximumWidth { return true }
    report(WidthDiagnostics.resultTooWide(width, at: .caller))
    return false
  }
}
