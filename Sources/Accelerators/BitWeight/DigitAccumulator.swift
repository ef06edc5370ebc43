import Arithmetic
import Bitloom

/// Adds up one selected multiple a lane and cycle, all of one weight, in carry-save form: the processing element of OPT3,
/// OPT4C and, with several lanes, OPT4E.
///
/// There is no shifter: what is added up between two `load`s are digits of one weight, and who adds up the weights shifts the
/// sum. The numbers go to registers, since the digits that come from the encoder's registers are one cycle later than the
/// position by which the numbers are fetched.
///
/// The one that completes a subtraction takes the lowest place of the carries, which is always free. With one lane the signs
/// are written out: a constant in their place would make one column four bits high.
///
/// Latency 2 from `numbers` to the sum, and 1 from `digits` and `load`. Registers: the numbers, and both numbers of the sum.
/// Reset: all zero, synchronous.
public struct DigitAccumulator: Module {
  /// Bits of the signed numbers, 2 to 16.
  public var operandWidth: Int
  /// Bits of the sum, 8 to 64.
  public var accumulatorWidth: Int
  /// Numbers that come together.
  public var lanes: Int

  public init(operandWidth: Int = 8, accumulatorWidth: Int = 26, lanes: Int = 1) {
    self.operandWidth = operandWidth
    self.accumulatorWidth = accumulatorWidth
    self.lanes = lanes
  }

  public struct IO: Interface {
    /// The digits, as they come from a register.
    @Input public var digits: [DigitSelect]
    /// Whether a new sum begins with these digits.
    @Input public var load: Signal = .bit
    /// The numbers of the digits that come one cycle later.
    @Input public var numbers: [Signal]
    @Output public var sum: Signal
    @Output public var carry: Signal
  }

  public var ports: IO {
    IO(
      digits: VectorShape(DigitSelectShape(), count: lanes).instantiate(),
      numbers: .signed(operandWidth, count: lanes), sum: .unsigned(accumulatorWidth),
      carry: .unsigned(accumulatorWidth))
  }

  public var summary: String { "Adds up multiples selected by digits of one weight, \(lanes) in a cycle." }

  public var parameterProblems: [String] {
    BitWeightConfiguration(
      technique: .opt3, operandWidth: operandWidth, accumulatorWidth: accumulatorWidth, lanes: lanes
    ).problems
  }

  public func build(_ io: IO) {
    let numbers = io.numbers.indices.map { io.numbers[$0].registered("number_\($0)", reset: 0) }
    let sum = register("accumulator_sum", .unsigned(accumulatorWidth), reset: 0)
    let carry = register("accumulator_carry", .unsigned(accumulatorWidth), reset: 0)
    let keep = (~io.load).repeated(accumulatorWidth).named("keep")
    let next = step(
      io.digits, numbers, sum: (sum & keep).named("sum_kept"), carry: (carry & keep).named("carry_kept"))
    sum <== next.sum
    carry <== next.carry
    io.sum <== sum
    io.carry <== carry
  }

  /// Two numbers whose sum is that of those given and the multiples. Bit 0 of `carry` has to be 0 with one lane.
  func step(
    _ digits: [DigitSelect], _ numbers: [Signal], sum: Signal, carry: Signal
  ) -> (sum: Signal, carry: Signal) {
    guard lanes == 1 else {
      var heap = BitHeap("next", width: accumulatorWidth)
      for (lane, digit) in digits.enumerated() {
        heap.add(digit, times: numbers[lane], shiftedBy: 0, arrival: 3, "\(lane)")
      }
      heap.add(sum, arrival: 1)
      heap.add(carry, arrival: 1)
      return heap.compressed()
    }
    let row = digits[0].row(of: numbers[0], "row").asSigned
    let completed = cat(carry[(accumulatorWidth - 1)...1], digits[0].isNegative).named("carry_completed")
    let next = CarrySave(sum, completed, row, width: accumulatorWidth)
    return (next.sum, next.carry)
  }
}
