import RTL

// Comparisons. Numbers are compared by value, whatever their widths and signs; the result is a bit.

extension Signal {
  public static func == (a: Signal, b: Signal) -> Signal { compared(.equal, a, b) }
  public static func != (a: Signal, b: Signal) -> Signal { compared(.notEqual, a, b) }
  public static func < (a: Signal, b: Signal) -> Signal { compared(.less, a, b) }
  public static func <= (a: Signal, b: Signal) -> Signal { compared(.lessOrEqual, a, b) }
  public static func > (a: Signal, b: Signal) -> Signal { compared(.greater, a, b) }
  public static func >= (a: Signal, b: Signal) -> Signal { compared(.greaterOrEqual, a, b) }

  public static func == (a: Signal, b: Int) -> Signal { a == literal(b, like: a) }
  public static func != (a: Signal, b: Int) -> Signal { a != literal(b, like: a) }
  public static func < (a: Signal, b: Int) -> Signal { a < literal(b, like: a) }
  public static func <= (a: Signal, b: Int) -> Signal { a <= literal(b, like: a) }
  public static func > (a: Signal, b: Int) -> Signal { a > literal(b, like: a) }
  public static func >= (a: Signal, b: Int) -> Signal { a >= literal(b, like: a) }

  public static func == (a: Int, b: Signal) -> Signal { literal(a, like: b) == b }
  public static func != (a: Int, b: Signal) -> Signal { literal(a, like: b) != b }
  public static func < (a: Int, b: Signal) -> Signal { literal(a, like: b) < b }
  public static func <= (a: Int, b: Signal) -> Signal { literal(a, like: b) <= b }
  public static func > (a: Int, b: Signal) -> Signal { literal(a, like: b) > b }
  public static func >= (a: Int, b: Signal) -> Signal { literal(a, like: b) >= b }

  private static func compared(_ op: BinaryOperator, _ a: Signal, _ b: Signal) -> Signal {
    withOperands(a, b) { builder, aType, bType in
      let common = SignalType.common(aType, bType)
      let left = builder.widen(a, to: common)
      let right = builder.widen(b, to: common)
      return builder.add(.binary(op, left.expression, right.expression), .bit)
    }
  }
}
