import RTL

// Exact arithmetic. The operand with fewer bits behind the point gets zeros there; the rest is integer arithmetic.

extension Fixed {
  /// The sum: the longer fraction, one integer bit more than the wider operand. Signed when either operand is.
  @inlinable @inline(__always)
  public static func + (a: Fixed, b: Fixed) -> Fixed { placed(sum(a, b)) }
  /// The difference: signed, the longer fraction, one integer bit more than the wider operand.
  @inlinable @inline(__always)
  public static func - (a: Fixed, b: Fixed) -> Fixed { placed(difference(a, b)) }
  /// The product: both fractions and both integer parts together. Signed when either operand is.
  @inlinable @inline(__always)
  public static func * (a: Fixed, b: Fixed) -> Fixed { placed(product(a, b)) }
  /// The sum in the smallest format that holds both operands; it wraps. Both operands are signed or both unsigned.
  @inlinable @inline(__always)
  public static func &+ (a: Fixed, b: Fixed) -> Fixed { placed(wrappingSum(a, b)) }
  /// The difference in the smallest format that holds both operands; it wraps. Both operands are signed or both unsigned.
  @inlinable @inline(__always)
  public static func &- (a: Fixed, b: Fixed) -> Fixed { placed(wrappingDifference(a, b)) }
  /// The number with the other sign: signed, one integer bit more.
  @inlinable @inline(__always)
  public static prefix func - (a: Fixed) -> Fixed { placed(negation(of: a)) }

  /// The number times 2^n: the same bits, the point moved. Makes no hardware; `n` may be negative.
  public static func << (a: Fixed, n: Int) -> Fixed { a.movingPoint(by: n) }
  /// The number divided by 2^n, exactly: the same bits, the point moved. Makes no hardware; `n` may be negative.
  public static func >> (a: Fixed, n: Int) -> Fixed { a.movingPoint(by: 0 &- n) }

  // A number of Swift has the step of the other operand, and must be a multiple of it.

  @inlinable @inline(__always)
  public static func + (a: Fixed, b: Double) -> Fixed { placed(sum(a, literal(b, like: a))) }
  @inlinable @inline(__always)
  public static func + (a: Double, b: Fixed) -> Fixed { placed(sum(literal(a, like: b), b)) }
  @inlinable @inline(__always)
  public static func - (a: Fixed, b: Double) -> Fixed { placed(difference(a, literal(b, like: a))) }
  @inlinable @inline(__always)
  public static func - (a: Double, b: Fixed) -> Fixed { placed(difference(literal(a, like: b), b)) }
  @inlinable @inline(__always)
  public static func * (a: Fixed, b: Double) -> Fixed { placed(product(a, literal(b, like: a))) }
  @inlinable @inline(__always)
  public static func * (a: Double, b: Fixed) -> Fixed { placed(product(literal(a, like: b), b)) }
}

extension Fixed {
  /// The same value with more bits behind the point.
  func aligned(to fractionBits: Int) -> Fixed {
    let missing = fractionBits - format.fractionBits
    return missing <= 0 ? self : Fixed(signal << missing, fractionBits: fractionBits)
  }

  private static func combined(_ a: Fixed, _ b: Fixed, _ combine: (Signal, Signal) -> Signal) -> Fixed {
    let fraction = max(a.format.fractionBits, b.format.fractionBits)
    return Fixed(combine(a.aligned(to: fraction).signal, b.aligned(to: fraction).signal), fractionBits: fraction)
  }

  @usableFromInline @inline(never)
  static func sum(_ a: Fixed, _ b: Fixed) -> Fixed { combined(a, b) { $0 + $1 } }

  @usableFromInline @inline(never)
  static func difference(_ a: Fixed, _ b: Fixed) -> Fixed { combined(a, b) { $0 - $1 } }

  @usableFromInline @inline(never)
  static func wrappingSum(_ a: Fixed, _ b: Fixed) -> Fixed { combined(a, b) { $0 &+ $1 } }

  @usableFromInline @inline(never)
  static func wrappingDifference(_ a: Fixed, _ b: Fixed) -> Fixed { combined(a, b) { $0 &- $1 } }

  @usableFromInline @inline(never)
  static func product(_ a: Fixed, _ b: Fixed) -> Fixed {
    Fixed(a.signal * b.signal, fractionBits: a.format.fractionBits + b.format.fractionBits)
  }

  @usableFromInline @inline(never)
  static func negation(of a: Fixed) -> Fixed { Fixed(-a.signal, fractionBits: a.format.fractionBits) }

  private func movingPoint(by places: Int) -> Fixed {
    let limit = SignalType.maximumWidth
    guard abs(places.clamped(to: -limit - 1...limit + 1)) <= limit else {
      BuilderContext.builder?.report(ArithmeticDiagnostics.shiftOutOfRange("<<", places, at: .caller))
      return .poison(format)
    }
    return Fixed(signal, fractionBits: format.fractionBits - places)
  }
}

extension Int {
  fileprivate func clamped(to range: ClosedRange<Int>) -> Int {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
