import Arithmetic
import Bitloom

/// Adds up the passes of the weights: the two numbers of a pass become one, which is shifted to its weight and added to the
/// result.
///
/// The numbers are added modulo 2^`accumulatorWidth` first; only then does the sum have a sign, and is extended. One pass a
/// cycle, latency 2. `weight` is 0 in the first pass of a result and rises; with it the result begins anew. Which elements
/// take turns here is for their surroundings to say: an element needs it once a pass. Registers: the sum of the pass, its
/// weight, and the result. Reset: result 0.
public struct PassResult: Module {
  /// Bits of the operands, which decide how many weights there are.
  public var operandWidth: Int
  /// Bits of the sums of a pass, 8 to 64.
  public var accumulatorWidth: Int
  /// Bits of the result, which wraps, 8 to 64.
  public var resultWidth: Int

  public init(operandWidth: Int = 8, accumulatorWidth: Int = 26, resultWidth: Int = 32) {
    self.operandWidth = operandWidth
    self.accumulatorWidth = accumulatorWidth
    self.resultWidth = resultWidth
  }

  public struct IO: Interface {
    @Input public var sum: Signal
    @Input public var carry: Signal
    /// The sum counts 4 to this power.
    @Input public var weight: Signal
    @Input public var valid: Signal = .bit
    @Output public var result: Signal
  }

  public var ports: IO {
    IO(
      sum: .unsigned(accumulatorWidth), carry: .unsigned(accumulatorWidth),
      weight: .unsigned(below: DigitSelect.count(operandWidth: operandWidth)), result: .signed(resultWidth))
  }

  public var summary: String { "Adds up the passes of the weights of a result." }

  public var parameterProblems: [String] {
    let widths = BitWeightConfiguration(
      technique: .opt3, operandWidth: operandWidth, accumulatorWidth: accumulatorWidth
    ).problems
    return widths
      + (8...64 ~= resultWidth ? [] : ["resultWidth is \(resultWidth); it must be from 8 to 64"])
  }

  public func build(_ io: IO) {
    let total = prefixSum(io.sum, io.carry).truncated(to: accumulatorWidth).asSigned.registered("pass", reset: 0)
    let isValid = io.valid.registered("is_valid", reset: 0)
    let weight = io.weight.registered("weight_held", reset: 0)
    let result = register("total", .unsigned(resultWidth), reset: 0)

    let wide =
      accumulatorWidth < resultWidth ? total.extended(to: resultWidth) : total.truncated(to: resultWidth).asSigned
    let shifted = (wide.asUnsigned &<< cat(weight, constant(0))).named("shifted")
    let kept = (result & (weight != 0).repeated(resultWidth)).named("kept")
    when(isValid) { result <== prefixSum(kept, shifted).truncated(to: resultWidth) }
    io.result <== result.asSigned
  }
}
