import RTL

// Comparisons. Numbers are compared by value, whatever their widths and signs; the result is a bit.

extension Signal {
  @inlinable @inline(__always)
  public static func == (a: Signal, b: Signal) -> Signal { placed(apply(.equal, a, b)) }
  @inlinable @inline(__always)
  public static func != (a: Signal, b: Signal) -> Signal { placed(apply(.notEqual, a, b)) }
  @inlinable @inline(__always)
  public static func < (a: Signal, b: Signal) -> Signal { placed(apply(.less, a, b)) }
  @inlinable @inline(__always)
  public static func <= (a: Signal, b: Signal) -> Signal { placed(apply(.lessOrEqual, a, b)) }
  @inlinable @inline(__always)
  public static func > (a: Signal, b: Signal) -> Signal { placed(apply(.greater, a, b)) }
  @inlinable @inline(__always)
  public static func >= (a: Signal, b: Signal) -> Signal { placed(apply(.greaterOrEqual, a, b)) }

  @inlinable @inline(__always)
  public static func == (a: Signal, b: Int) -> Signal { placed(apply(.equal, a, b), b) }
  @inlinable @inline(__always)
  public static func != (a: Signal, b: Int) -> Signal { placed(apply(.notEqual, a, b), b) }
  @inlinable @inline(__always)
  public static func < (a: Signal, b: Int) -> Signal { placed(apply(.less, a, b), b) }
  @inlinable @inline(__always)
  public static func <= (a: Signal, b: Int) -> Signal { placed(apply(.lessOrEqual, a, b), b) }
  @inlinable @inline(__always)
  public static func > (a: Signal, b: Int) -> Signal { placed(apply(.greater, a, b), b) }
  @inlinable @inline(__always)
  public static func >= (a: Signal, b: Int) -> Signal { placed(apply(.greaterOrEqual, a, b), b) }

  @inlinable @inline(__always)
  public static func == (a: Int, b: Signal) -> Signal { placed(apply(.equal, a, b), a) }
  @inlinable @inline(__always)
  public static func != (a: Int, b: Signal) -> Signal { placed(apply(.notEqual, a, b), a) }
  @inlinable @inline(__always)
  public static func < (a: Int, b: Signal) -> Signal { placed(apply(.less, a, b), a) }
  @inlinable @inline(__always)
  public static func <= (a: Int, b: Signal) -> Signal { placed(apply(.lessOrEqual, a, b), a) }
  @inlinable @inline(__always)
  public static func > (a: Int, b: Signal) -> Signal { placed(apply(.greater, a, b), a) }
  @inlinable @inline(__always)
  public static func >= (a: Int, b: Signal) -> Signal { placed(apply(.greaterOrEqual, a, b), a) }

  static func compared(_ op: BinaryOperator, _ a: Signal, _ b: Signal) -> Signal {
    withOperands(a, b) { builder, aType, bType in
      let common = SignalType.common(aType, bType)
      guard builder.isWidth(common.width) else { return .poison }
      let left = builder.widen(a, to: common)
      let right = builder.widen(b, to: common)
      return builder.add(.binary(op, left.expression, right.expression), .bit)
    }
  }
}
