import Bitloom

/// What conversions between formats must give, from the definition of each mode: integers of steps alone.
enum FixedModel {
  /// The steps of `target` that `value` steps of `source` are rounded to.
  static func round(_ value: Int, _ source: FixedFormat, _ target: FixedFormat, _ rounding: Fixed.Rounding) -> Int {
    let dropped = source.fractionBits - target.fractionBits
    if dropped <= 0 { return value * (1 << -dropped) }
    let unit = 1 << dropped
    // The neighbours, from the remainder that is not negative.
    let below = (value - ((value % unit) + unit) % unit) / unit
    if below * unit == value { return below }
    let above = below + 1
    let (down, up) = (value - below * unit, above * unit - value)
    func nearest(inTheMiddle middle: Int) -> Int { down == up ? middle : down < up ? below : above }
    let (inner, outer) = value > 0 ? (below, above) : (above, below)
    let (even, odd) = below.isMultiple(of: 2) ? (below, above) : (above, below)
    return switch rounding {
    case .floor: below
    case .ceiling: above
    case .towardZero: inner
    case .awayFromZero: outer
    case .halfUp: nearest(inTheMiddle: above)
    case .halfDown: nearest(inTheMiddle: below)
    case .halfTowardZero: nearest(inTheMiddle: inner)
    case .halfAwayFromZero: nearest(inTheMiddle: outer)
    case .halfEven: nearest(inTheMiddle: even)
    case .halfOdd: nearest(inTheMiddle: odd)
    }
  }

  static func range(of format: FixedFormat) -> ClosedRange<Int> {
    let count = 1 << format.width
    return format.isSigned ? -count / 2...count / 2 - 1 : 0...count - 1
  }

  static func fit(_ value: Int, _ format: FixedFormat, _ overflow: Fixed.Overflow) -> Int {
    let range = range(of: format)
    if range.contains(value) && (overflow != .symmetricSaturate || !format.isSigned) { return value }
    switch overflow {
    case .wrap:
      var result = value
      while result > range.upperBound { result -= range.count }
      while result < range.lowerBound { result += range.count }
      return result
    case .saturate: return value > 0 ? range.upperBound : range.lowerBound
    case .symmetricSaturate:
      let lowest = format.isSigned ? -range.upperBound : 0
      return max(lowest, min(range.upperBound, value))
    }
  }
}
