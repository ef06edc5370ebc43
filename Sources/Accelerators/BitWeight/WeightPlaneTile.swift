import Arithmetic
import Bitloom

/// A dot product of `lanes` stationary weights with digits that pass: the terms of one bit weight are added up first, then
/// the bit weights (OPT2).
///
/// Below the shift everything is narrow: a term of 8-bit operands is at most 256, so `lanes` of them fit in 10 +
/// log2(`lanes`) bits, 14 for 16 (13 are one too few for products of -128 alone). Rows are counted from their least value on,
/// so that none is negative: a sum of such rows in two numbers may be widened number by number, which one of signed rows must
/// not. What they count too much is one constant of the last heap.
///
/// Latency 4 from `digits` to `sum`, one dot product a cycle; digits pass to the next tile with a latency of 1. Weights come
/// one a cycle while `shiftsWeights` is 1: the first of `lanes` of them is that of lane 0 in the end. Registers: the weights
/// and the digits; two numbers for each bit weight; two for all of them; the sum; and `valid`. Reset: nothing is valid; the
/// numbers are not reset.
public struct WeightPlaneTile: Module {
  /// Bits of the signed operands, 2 to 16.
  public var operandWidth: Int
  /// Bits of the sum, which wraps, 8 to 64.
  public var accumulatorWidth: Int
  /// Pairs of operands of a dot product, 1 to 64.
  public var lanes: Int

  public init(operandWidth: Int = 8, accumulatorWidth: Int = 32, lanes: Int = 16) {
    self.operandWidth = operandWidth
    self.accumulatorWidth = accumulatorWidth
    self.lanes = lanes
  }

  public struct IO: Interface {
    /// The digits of the first operand, the least significant first, then those of the second.
    @Input public var digits: [DigitSelect]
    @Input public var valid: Signal = .bit
    @Input public var weight: Signal
    @Input public var shiftsWeights: Signal = .bit
    @Output public var digitsRight: [DigitSelect]
    @Output public var validRight: Signal = .bit
    @Output public var sum: Signal
    @Output public var done: Signal = .bit
  }

  private var digitCount: Int { DigitSelect.count(operandWidth: operandWidth) }

  public var ports: IO {
    let digits = VectorShape(DigitSelectShape(), count: lanes * digitCount)
    return IO(
      digits: digits.instantiate(), weight: .signed(operandWidth), digitsRight: digits.instantiate(),
      sum: .signed(accumulatorWidth))
  }

  public var summary: String { "Dot product of \(lanes) lanes, added up at each bit weight first." }

  public var parameterProblems: [String] {
    BitWeightConfiguration(
      technique: .opt2, operandWidth: operandWidth, accumulatorWidth: accumulatorWidth, lanes: lanes
    ).problems
  }

  /// Bits of the sum of the rows of one bit weight.
  var planeWidth: Int { operandWidth + 2 + Self.bits(lanes) }
  /// Bits of the dot product that are computed.
  var sumWidth: Int { min(accumulatorWidth, 2 * operandWidth + Self.bits(lanes)) }

  /// The logarithm of a number, rounded up.
  static func bits(_ count: Int) -> Int { Int.bitWidth - max(count - 1, 0).leadingZeroBitCount }

  public func build(_ io: IO) {
    let held = register("held", DigitSelectShape(), count: io.digits.count)
    for (index, digit) in io.digits.enumerated() {
      held[index] <== digit
      io.digitsRight[index] <== held[index]
    }
    let weights = register("weight_held", .signed(operandWidth), count: lanes)
    when(io.shiftsWeights) {
      for lane in 0..<lanes { weights[lane] <== (lane + 1 < lanes ? weights[lane + 1] : io.weight) }
    }
    var total = BitHeap("total", width: sumWidth)
    for place in 0..<digitCount {
      let pair = plane(place, held, weights)
      total.add(pair.sum, shiftedBy: 2 * place)
      total.add(pair.carry, shiftedBy: 2 * place)
      total.add(constant: -lanes << operandWidth, shiftedBy: 2 * place)
    }
    let pair = total.compressed()
    let sum = prefixSum(pair.sum.registered("total_sum"), pair.carry.registered("total_carry"))
    io.sum <== sum.truncated(to: sumWidth).asSigned.registered("dot_product")
    drive(io)
  }

  /// The rows of one bit weight in two numbers, one cycle later.
  private func plane(_ place: Int, _ digits: [DigitSelect], _ weights: [Signal]) -> (sum: Signal, carry: Signal) {
    var heap = BitHeap("plane_\(place)", width: planeWidth)
    for lane in 0..<lanes {
      let digit = digits[lane * digitCount + place]
      let row = digit.row(of: weights[lane], "row_\(lane)_\(place)")
      let counted = cat(~row[operandWidth], row[(operandWidth - 1)...0])
      heap.add(counted, arrival: 3)
      heap.add(digit.isNegative)
    }
    let pair = heap.compressed()
    return (pair.sum.registered("plane_sum_\(place)"), pair.carry.registered("plane_carry_\(place)"))
  }

  private func drive(_ io: IO) {
    let isHeld = io.valid.registered("is_held", reset: 0)
    io.validRight <== isHeld
    let isInPlanes = isHeld.registered("is_in_planes", reset: 0)
    let isInTotal = isInPlanes.registered("is_in_total", reset: 0)
    io.done <== isInTotal.registered("is_done", reset: 0)
  }
}
