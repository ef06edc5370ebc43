import Foundation
import RTL

/// Where the binary point of a number stands: `Q4.12` has 4 bits before it, the sign included, and 12 behind it; `UQ4.12` has no
/// sign.
///
/// The value of a number is its bits, read as an integer, times 2^-`fractionBits`. Either part may be negative or larger than the
/// number is wide, as long as both together are at least one bit: `UQ-2.6` holds 0 to 15/64 in 4 bits.
///
/// A format is the shape of a `Fixed`:
/// ```swift
/// let sum = register("sum", .signed(integer: 8, fraction: 12), reset: 0)
/// ```
public struct FixedFormat: Hashable, Sendable {
  public var isSigned: Bool
  /// Bits before the point, the sign included.
  public var integerBits: Int
  /// Bits behind the point.
  public var fractionBits: Int

  public init(isSigned: Bool, integerBits: Int, fractionBits: Int) {
    self.isSigned = isSigned
    self.integerBits = integerBits
    self.fractionBits = fractionBits
  }

  /// Numbers in two's complement: `Q4.12` for 4 and 12.
  public static func signed(integer: Int, fraction: Int) -> FixedFormat {
    FixedFormat(isSigned: true, integerBits: integer, fractionBits: fraction)
  }

  /// Numbers from 0 up: `UQ4.12` for 4 and 12.
  public static func unsigned(integer: Int, fraction: Int) -> FixedFormat {
    FixedFormat(isSigned: false, integerBits: integer, fractionBits: fraction)
  }

  /// Number of bits.
  public var width: Int {
    let (sum, overflows) = integerBits.addingReportingOverflow(fractionBits)
    return overflows ? .max : sum
  }

  /// The type of the bits.
  public var type: SignalType { SignalType(width: width, isSigned: isSigned) }

  /// The distance of neighbouring values.
  public var step: Double { scalbn(1, -fractionBits) }

  /// Whether every value of `other` is a value of this format.
  public func holds(_ other: FixedFormat) -> Bool { fractionBits >= other.fractionBits && reaches(other) }

  /// Whether every value of `other`, rounded down to a value of this format, is within its range.
  func reaches(_ other: FixedFormat) -> Bool {
    if isSigned == other.isSigned { return integerBits >= other.integerBits }
    return isSigned && integerBits > other.integerBits
  }

  /// The largest value, as bits.
  var maximum: Bits {
    let ones = Bits(onesOfWidth: width)
    return isSigned ? ones.shiftedRight(by: 1, signed: false) : ones
  }

  /// The smallest value, as bits.
  var minimum: Bits {
    isSigned ? Bits(zeroOfWidth: width).replacing(low: width - 1, with: Bits(1, width: 1)) : Bits(zeroOfWidth: width)
  }

  /// The value of bits of this format, to the nearest `Double`.
  public func value(of bits: Bits) -> Double {
    let isNegative = isSigned && bits.mostSignificantBit
    let magnitude = isNegative ? bits.extended(to: bits.width + 1, signed: true).negated : bits
    // The highest 64 bits hold more than a Double does; a 1 below them only matters for ties.
    let dropped = max(0, magnitude.significantBits - 64)
    var top = magnitude.shiftedRight(by: dropped, signed: false).low
    if dropped > 0, !magnitude.truncated(to: dropped).isZero { top |= 1 }
    let number = scalbn(Double(top), dropped - fractionBits)
    return isNegative ? -number : number
  }
}

extension FixedFormat: CustomStringConvertible {
  /// `Q4.12` or `UQ4.12`.
  public var description: String { "\(isSigned ? "Q" : "UQ")\(integerBits).\(fractionBits)" }
}

extension FixedFormat: NamedParameter {
  /// `q4_12` or `uq4_12`; `m` stands for minus.
  public var nameComponent: String { description.lowercased().replacing(".", with: "_").replacing("-", with: "m") }
}

extension FixedFormat: Shape {
  public func instantiate() -> Fixed {
    guard let builder = BuilderContext.builder else { return Fixed(signal: .poison, format: self) }
    guard width >= 1, width <= SignalType.maximumWidth else {
      builder.report(FixedDiagnostics.impossibleFormat(self, at: .caller))
      return Fixed(signal: .poison, format: self)
    }
    let signal = builder.declare(type)
    builder.setBinaryPoint(of: signal, fractionBits)
    return Fixed(signal: signal, format: self)
  }
}

extension ModuleBuilder {
  /// Notes where the point of a number stands, for those who look at its values.
  func setBinaryPoint(of signal: Signal, _ fraction: Int) {
    guard !signal.isPoison, case .signal(let id) = operation(of: signal) else { return }
    definition.signals[id].fraction = fraction
  }
}

extension Shape where Self == FixedFormat {
  /// The shape of a number in two's complement with a binary point.
  public static func signed(integer: Int, fraction: Int) -> FixedFormat {
    FixedFormat(isSigned: true, integerBits: integer, fractionBits: fraction)
  }
  /// The shape of a number from 0 up with a binary point.
  public static func unsigned(integer: Int, fraction: Int) -> FixedFormat {
    FixedFormat(isSigned: false, integerBits: integer, fractionBits: fraction)
  }
}
