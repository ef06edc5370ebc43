import RTL

// Comparisons by value, whatever the formats; the result is a bit.

extension Fixed {
  @inlinable @inline(__always)
  public static func == (a: Fixed, b: Fixed) -> Signal { Signal.placed(compared(.equal, a, b)) }
  @inlinable @inline(__always)
  public static func != (a: Fixed, b: Fixed) -> Signal { Signal.placed(compared(.notEqual, a, b)) }
  @inlinable @inline(__always)
  public static func < (a: Fixed, b: Fixed) -> Signal { Signal.placed(compared(.less, a, b)) }
  @inlinable @inline(__always)
  public static func <= (a: Fixed, b: Fixed) -> Signal { Signal.placed(compared(.lessOrEqual, a, b)) }
  @inlinable @inline(__always)
  public static func > (a: Fixed, b: Fixed) -> Signal { Signal.placed(compared(.greater, a, b)) }
  @inlinable @inline(__always)
  public static func >= (a: Fixed, b: Fixed) -> Signal { Signal.placed(compared(.greaterOrEqual, a, b)) }

  @inlinable @inline(__always)
  public static func == (a: Fixed, b: Double) -> Signal { Signal.placed(compared(.equal, a, literal(b, like: a))) }
  @inlinable @inline(__always)
  public static func != (a: Fixed, b: Double) -> Signal { Signal.placed(compared(.notEqual, a, literal(b, like: a))) }
  @inlinable @inline(__always)
  public static func < (a: Fixed, b: Double) -> Signal { Signal.placed(compared(.less, a, literal(b, like: a))) }
  @inlinable @inline(__always)
  public static func <= (a: Fixed, b: Double) -> Signal {
    Signal.placed(compared(.lessOrEqual, a, literal(b, like: a)))
  }
  @inlinable @inline(__always)
  public static func > (a: Fixed, b: Double) -> Signal { Signal.placed(compared(.greater, a, literal(b, like: a))) }
  @inlinable @inline(__always)
  public static func >= (a: Fixed, b: Double) -> Signal {
    Signal.placed(compared(.greaterOrEqual, a, literal(b, like: a)))
  }

  @usableFromInline @inline(never)
  static func compared(_ comparison: InfixOperator, _ a: Fixed, _ b: Fixed) -> Signal {
    let fraction = max(a.format.fractionBits, b.format.fractionBits)
    return Signal.apply(comparison, a.aligned(to: fraction).signal, b.aligned(to: fraction).signal)
  }
}

/// `whenTrue` where `condition` is 1, otherwise `whenFalse`, in the smallest format that holds both.
@inlinable @inline(__always)
public func mux(_ condition: Signal, _ whenTrue: Fixed, _ whenFalse: Fixed) -> Fixed {
  Fixed.placed(Fixed.choice(condition, whenTrue, whenFalse))
}
@inlinable @inline(__always)
public func mux(_ condition: Signal, _ whenTrue: Fixed, _ whenFalse: Double) -> Fixed {
  Fixed.placed(Fixed.choice(condition, whenTrue, Fixed.literal(whenFalse, like: whenTrue)))
}
@inlinable @inline(__always)
public func mux(_ condition: Signal, _ whenTrue: Double, _ whenFalse: Fixed) -> Fixed {
  Fixed.placed(Fixed.choice(condition, Fixed.literal(whenTrue, like: whenFalse), whenFalse))
}

extension Fixed {
  @usableFromInline @inline(never)
  static func choice(_ condition: Signal, _ whenTrue: Fixed, _ whenFalse: Fixed) -> Fixed {
    let fraction = max(whenTrue.format.fractionBits, whenFalse.format.fractionBits)
    let chosen = mux(condition, whenTrue.aligned(to: fraction).signal, whenFalse.aligned(to: fraction).signal)
    return Fixed(chosen, fractionBits: fraction)
  }
}
