import RTL

/// A number of Swift as a constant of the given format.
///
/// Without `rounding` it must be a multiple of the format's step, without `overflow` it must be in its range.
@inlinable @inline(__always)
public func constant(
  _ value: Double, _ format: FixedFormat, rounding: Fixed.Rounding? = nil, overflow: Fixed.Overflow? = nil
) -> Fixed {
  Fixed.placed(Fixed.literal(value, format, rounding, overflow))
}

/// A finite `Double` as `(-1)^sign * magnitude * 2^exponent`, exactly.
struct BinaryNumber {
  var isNegative: Bool
  var magnitude: UInt64
  var exponent: Int

  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    isNegative = value < 0
    magnitude = 0
    exponent = 0
    guard value != 0 else { return }
    magnitude = UInt64(value.significandBitPattern)
    // Subnormal numbers have no hidden bit.
    if value.isNormal { magnitude |= 1 << 52 }
    exponent = Int(value.exponentBitPattern) - (value.isNormal ? 1075 : 1074)
    let zeros = magnitude.trailingZeroBitCount
    magnitude >>= UInt64(zeros)
    exponent += zeros
  }

  /// The number in steps of 2^-fractionBits as an integer of enough bits; nil when it is no multiple and there is no rounding.
  func scaled(fractionBits: Int, _ rounding: Fixed.Rounding?) -> Bits? {
    let shift = exponent + fractionBits
    let width = 66 + max(shift, 0)
    var whole = Bits(magnitude, width: width).shiftedLeft(by: max(shift, 0))
    if shift < 0, magnitude != 0 {
      guard let rounding else { return nil }
      let cut = magnitude.isShiftedOut(by: -shift) ? 0 : magnitude >> UInt64(-shift)
      let goesUp = roundsAway(rounding, cut, dropped: -shift)
      whole = Bits(cut &+ (goesUp ? 1 : 0), width: width)
    }
    return isNegative ? whole.negated : whole
  }

  /// Whether the magnitude goes up; the bits that are dropped hold at least a 1.
  private func roundsAway(_ rounding: Fixed.Rounding, _ kept: UInt64, dropped: Int) -> Bool {
    // More than the 53 bits of a magnitude: less than half a step.
    let half: UInt64? = dropped > 60 ? nil : 1 << UInt64(dropped - 1)
    let rest = half.map { magnitude & (2 * $0 - 1) } ?? 0
    let isTie = half == rest
    let isMore = half.map { rest > $0 } ?? false
    switch rounding {
    case .floor: return isNegative
    case .ceiling: return !isNegative
    case .towardZero: return false
    case .awayFromZero: return true
    case .halfUp: return isMore || (isTie && !isNegative)
    case .halfDown: return isMore || (isTie && isNegative)
    case .halfTowardZero: return isMore
    case .halfAwayFromZero: return isMore || isTie
    case .halfEven: return isMore || (isTie && kept % 2 == 1)
    case .halfOdd: return isMore || (isTie && kept % 2 == 0)
    }
  }
}

extension UInt64 {
  fileprivate func isShiftedOut(by amount: Int) -> Bool { amount >= 64 }
}

extension Fixed {
  @usableFromInline @inline(never)
  static func literal(_ value: Double, _ format: FixedFormat, _ rounding: Rounding?, _ overflow: Overflow?) -> Fixed {
    guard let builder = BuilderContext.builder else { return .poison(format) }
    guard let bits = builder.bits(of: value, format, rounding, overflow, at: .caller) else { return .poison(format) }
    return Fixed(signal: builder.constant(bits, format.type), format: format)
  }

  /// A number with the step of `peer`, in as many bits as it needs.
  @usableFromInline @inline(never)
  static func literal(_ value: Double, like peer: Fixed) -> Fixed {
    guard let builder = BuilderContext.builder else { return .poison(peer.format) }
    guard let number = BinaryNumber(value) else {
      builder.report(FixedDiagnostics.notFinite(value, at: .caller))
      return .poison(peer.format)
    }
    guard let bits = number.scaled(fractionBits: peer.format.fractionBits, nil) else {
      builder.report(FixedDiagnostics.inexact(value, peer.format, at: .caller))
      return .poison(peer.format)
    }
    let width = number.isNegative ? (~bits).significantBits + 1 : max(1, bits.significantBits)
    let type = SignalType(width: width, isSigned: number.isNegative)
    return Fixed(builder.constant(bits.truncated(to: width), type), fractionBits: peer.format.fractionBits)
  }
}

extension ModuleBuilder {
  /// The bits of a number in a format; nil when it is no value of it, which has been reported.
  func bits(
    of value: Double, _ format: FixedFormat, _ rounding: Fixed.Rounding? = nil, _ overflow: Fixed.Overflow? = nil,
    at place: Place
  ) -> Bits? {
    guard format.width >= 1, format.width <= SignalType.maximumWidth else {
      report(FixedDiagnostics.impossibleFormat(format, at: place))
      return nil
    }
    guard let number = BinaryNumber(value) else {
      report(FixedDiagnostics.notFinite(value, at: place))
      return nil
    }
    guard let whole = number.scaled(fractionBits: format.fractionBits, rounding) else {
      report(FixedDiagnostics.inexact(value, format, at: place))
      return nil
    }
    guard let bits = format.bits(of: whole, overflow) else {
      report(FixedDiagnostics.outOfRange(value, format, at: place))
      return nil
    }
    return bits
  }
}

extension FixedFormat {
  /// The bits of a number; nil when it is no value of the format.
  public func bits(of value: Double) -> Bits? {
    guard width >= 1, let number = BinaryNumber(value) else { return nil }
    return number.scaled(fractionBits: fractionBits, nil).flatMap { bits(of: $0, nil) }
  }

  /// The bits of a number of steps, which is signed; nil when it is outside the range and there is no overflow mode.
  func bits(of steps: Bits, _ overflow: Fixed.Overflow?) -> Bits? {
    let wideWidth = max(steps.width, width + 1)
    let wide = steps.extended(to: wideWidth, signed: true)
    let highest = maximum.extended(to: wideWidth, signed: false)
    let isSymmetric = overflow == .symmetricSaturate && isSigned
    let lowest = isSymmetric ? highest.negated : minimum.extended(to: wideWidth, signed: isSigned)
    let isAbove = highest.isLess(than: wide, signed: true)
    let isBelow = wide.isLess(than: lowest, signed: true)
    if isAbove || isBelow {
      switch overflow {
      case nil: return nil
      case .wrap?: break
      case .saturate?, .symmetricSaturate?: return (isAbove ? highest : lowest).truncated(to: width)
      }
    }
    return wide.truncated(to: width)
  }
}
