import RTL

extension Fixed {
  /// Which neighbour a value becomes that lies between two values of a format. `half` modes take the nearest one; what they say is
  /// where a value goes that lies in the middle.
  public enum Rounding: String, Hashable, Sendable, CaseIterable {
    /// The lower one: the bits are cut off. No hardware.
    case floor
    /// The upper one.
    case ceiling
    case towardZero
    case awayFromZero
    /// Up, toward positive infinity.
    case halfUp
    /// Down, toward negative infinity.
    case halfDown
    case halfTowardZero
    case halfAwayFromZero
    /// To the neighbour whose last bit is 0; no bias.
    case halfEven
    /// To the neighbour whose last bit is 1.
    case halfOdd
  }

  /// What a value becomes that is outside the range of a format.
  public enum Overflow: String, Hashable, Sendable, CaseIterable {
    /// The bits above are cut off: the value modulo the range. No hardware.
    case wrap
    /// The nearest value of the format. Two comparators and a multiplexer.
    case saturate
    /// As `saturate`, but the lowest value of a signed format is not used: the range is symmetric around 0.
    case symmetricSaturate
  }
}

extension Fixed {
  /// The value rounded to `dropped` bits less behind the point, one integer bit wider where rounding up can carry.
  func rounded(dropping dropped: Int, _ rounding: Rounding) -> Fixed {
    let fraction = format.fractionBits - dropped
    // The bits that go, and at least one that stays.
    let bits = signal.width > dropped ? signal : signal.extended(to: dropped + 1)
    let kept = bits >> dropped
    let rest = bits[(dropped - 1)...0]
    let sign: Signal? = format.isSigned ? bits[bits.width - 1] : nil
    if rounding == .floor || (rounding == .towardZero && sign == nil) { return Fixed(kept, fractionBits: fraction) }
    if rounding == .towardZero, let sign {
      // A negative value goes up to 0 at most: nothing is carried into a new bit.
      let carry = (sign && rest.orReduced).extended(to: kept.width).asSigned
      return Fixed(kept &+ carry, fractionBits: fraction)
    }
    let carry = Self.carry(rounding, kept: kept, rest: rest, sign: sign)
    return Fixed(kept + carry, fractionBits: fraction)
  }

  /// Whether the value goes to the upper neighbour.
  private static func carry(_ rounding: Rounding, kept: Signal, rest: Signal, sign: Signal?) -> Signal {
    let width = rest.width
    let isHalf = rest[width - 1]
    // Beyond the middle; nil where there are no bits for that.
    let isMore: Signal? = width > 1 ? rest[(width - 2)...0].orReduced : nil
    func tie(_ goesUp: Signal?) -> Signal {
      switch (isMore, goesUp) {
      case (let isMore?, let goesUp?): isHalf && (isMore || goesUp)
      case (let only?, nil), (nil, let only?): isHalf && only
      case (nil, nil): constant(0, .bit)
      }
    }
    return switch rounding {
    case .floor: constant(0, .bit)
    case .ceiling: rest.orReduced
    case .towardZero: sign.map { $0 && rest.orReduced } ?? constant(0, .bit)
    case .awayFromZero: sign.map { !$0 && rest.orReduced } ?? rest.orReduced
    case .halfUp: isHalf
    case .halfDown: tie(nil)
    case .halfTowardZero: tie(sign)
    case .halfAwayFromZero: sign.map { tie(!$0) } ?? isHalf
    case .halfEven: tie(kept[0])
    case .halfOdd: tie(!kept[0])
    }
  }
}
