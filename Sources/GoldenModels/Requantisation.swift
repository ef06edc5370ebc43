/// The scaling of wide accumulators to narrow outputs: a multiplier and a right shift a column, rounding, saturation.
///
/// An output is `value * multiplier / 2^shift`, rounded to the nearest integer (a tie goes to the even one) and
/// saturated to `outputWidth` signed bits. The multiplier is unsigned, so the sign is always the value's. The product
/// is exact: 64-bit accumulators and 32-bit multipliers take 96 bits.
///
/// Source: B. Jacob et al., *Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only
/// Inference*, 2018, section 2.2, with ties to even and a multiplier a column.
public struct Requantisation: Hashable, Sendable {
  /// The largest shift: an array decodes it from 6 bits.
  public static let maximumShift = 63

  /// The bits of the unsigned multipliers, 1 to 32.
  public let multiplierWidth: Int
  /// The bits of the signed outputs, 2 to 32.
  public let outputWidth: Int
  /// The multiplier of each column.
  public let multipliers: [Int]
  /// The right shift of each column, 0 to `maximumShift`.
  public let shifts: [Int]

  /// Makes the scaling of as many columns as there are multipliers; throws `GoldenModelError` for a number out of range.
  public init(
    multipliers: [Int], shifts: [Int], multiplierWidth: Int = 16, outputWidth: Int = 8
  ) throws(GoldenModelError) {
    try GoldenModelError.check("the multiplier width", multiplierWidth, in: 1...32)
    try GoldenModelError.check("the output width", outputWidth, in: 2...32)
    if shifts.count != multipliers.count {
      throw .countMismatch(
        name: "the list of shifts", count: shifts.count, expected: multipliers.count,
        reason: "there are \(multipliers.count) multipliers")
    }
    let largest = (1 << multiplierWidth) - 1
    for (column, multiplier) in multipliers.enumerated() {
      try GoldenModelError.check("the multiplier of column \(column)", multiplier, in: 0...largest)
      try GoldenModelError.check("the shift of column \(column)", shifts[column], in: 0...Self.maximumShift)
    }
    self.multiplierWidth = multiplierWidth
    self.outputWidth = outputWidth
    self.multipliers = multipliers
    self.shifts = shifts
  }

  /// Makes the scaling that comes nearest to multiplying column n by `factors[n]`.
  ///
  /// Multipliers are normalised: their top bit is set unless the factor is 0 or so small that the shift is at its
  /// limit. Throws `GoldenModelError` for a factor that is negative, not finite or too large.
  public init(
    approximating factors: [Double], multiplierWidth: Int = 16, outputWidth: Int = 8
  ) throws(GoldenModelError) {
    try GoldenModelError.check("the multiplier width", multiplierWidth, in: 1...32)
    var multipliers: [Int] = []
    var shifts: [Int] = []
    for factor in factors {
      let (multiplier, shift) = try Self.normalised(factor, multiplierWidth: multiplierWidth)
      multipliers.append(multiplier)
      shifts.append(shift)
    }
    try self.init(
      multipliers: multipliers, shifts: shifts, multiplierWidth: multiplierWidth, outputWidth: outputWidth)
  }

  /// Returns the output for an accumulator of a column.
  ///
  /// - Precondition: `column` is one of the columns.
  public func callAsFunction(_ value: Int, column: Int) -> Int {
    let product = Int128(value) * Int128(multipliers[column])
    let rounded = Self.shiftedRoundingHalfToEven(product, by: shifts[column])
    return SignedRange(width: outputWidth).saturating(rounded)
  }

  /// Returns the outputs for rows of accumulators; throws when a row has not one element a column.
  public func callAsFunction(_ accumulators: [[Int]]) throws(GoldenModelError) -> [[Int]] {
    for (index, row) in accumulators.enumerated() where row.count != multipliers.count {
      throw .countMismatch(
        name: "row \(index) of the accumulators", count: row.count, expected: multipliers.count,
        reason: "the requantisation has \(multipliers.count) columns")
    }
    return accumulators.map { row in
      row.enumerated().map { self($0.element, column: $0.offset) }
    }
  }

  /// Returns `value / 2^shift` rounded to the nearest integer, a tie to the even one.
  static func shiftedRoundingHalfToEven(_ value: Int128, by shift: Int) -> Int128 {
    guard shift > 0 else { return value }
    let floor = value >> Int128(shift)
    let remainder = value - (floor << Int128(shift))
    let half = Int128(1) << Int128(shift - 1)
    let roundsUp = remainder > half || (remainder == half && floor & 1 == 1)
    return roundsUp ? floor + 1 : floor
  }

  private static func normalised(
    _ factor: Double, multiplierWidth: Int
  ) throws(GoldenModelError) -> (multiplier: Int, shift: Int) {
    let error = GoldenModelError.factorNotRepresentable(
      factor: factor, multiplierWidth: multiplierWidth, maximumShift: maximumShift)
    guard factor.isFinite, factor >= 0 else { throw error }
    guard factor > 0 else { return (0, 0) }
    // factor = significand * 2^exponent with the significand in 1..<2, so this shift sets the multiplier's top bit.
    var shift = min(multiplierWidth - 1 - Int(factor.exponent), maximumShift)
    var multiplier = scaled(factor, by: shift)
    if multiplier == Double(1 << multiplierWidth) {
      multiplier /= 2
      shift -= 1
    }
    guard shift >= 0 else { throw error }
    return (Int(multiplier), shift)
  }

  /// Returns `factor * 2^shift` rounded to an integer.
  private static func scaled(_ factor: Double, by shift: Int) -> Double {
    Double(sign: .plus, exponent: shift, significand: factor).rounded(.toNearestOrEven)
  }
}
