import Bitloom
import Components

/// Divides whole numbers, a bit of the quotient a cycle: restoring division.
///
/// Latency `width` + 1 cycles from the operands to the result. Throughput: a new division when the result has been
/// taken, so one in `width` + 2 cycles, never more than one bit a cycle. Signed numbers are
/// divided towards zero, the remainder with the sign of the dividend, as Swift's `/` and `%` do; the smallest number by -1
/// wraps to itself. By zero all bits of the quotient are 1 and the remainder is the dividend, as in RISC-V. Registers: the
/// operands, the remainder, a counter. Reset: idle.
/// Resources of `Divider(.signed(16))`: 243 LUT4, 57 FF, 75 carry cells of an iCE40 (Yosys 0.23).
/// Numbers of 4 bits:
/// ```
/// cycle                      0    1    2    3    4    5    6
/// operands.payload.dividend  ┃ -7                               ┃
/// operands.payload.divisor   ┃ 2                                ┃
/// operands.valid             ▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// operands.ready             ▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔
/// results.valid              ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔╲▁▁▁▁
/// results.payload.quotient   ┃ 0  ┃ -7 ┃ 2  ┃ 4  ┃ 7  ┃ -3      ┃
/// results.payload.remainder  ┃ 0            ┃ -1                ┃
/// ```
/// ```swift
/// let divider = Instance("divider", Divider(.signed(16)))
/// divider.operands <== io.fractions
/// io.quotients <== divider.results.map("whole") { $0.quotient }
/// ```
public struct Divider: Module {
  /// How the operands and results are read; 1 to 256 bits.
  public var type: SignalType

  public init(_ type: SignalType) {
    self.type = type
  }

  public struct IO: Interface {
    @Flipped public var operands: Stream<DivisionOperands>
    public var results: Stream<DivisionResult>
  }

  public var ports: IO {
    IO(operands: Stream(of: DivisionOperandsShape(type)), results: Stream(of: DivisionResultShape(type)))
  }

  public var summary: String { "Divides numbers that are \(type), a bit of the quotient a cycle." }

  public var parameterProblems: [String] {
    1...256 ~= type.width ? [] : ["type has \(type.width) bits; it must have from 1 to 256"]
  }

  public func build(_ io: IO) {
    let width = type.width
    let iteration = Iteration(steps: width, from: io.operands, to: io.results)
    let divisor = register("divisor", .unsigned(width))
    // The dividend goes out at the top while the quotient comes in below.
    let quotient = register("quotient", .unsigned(width))
    let remainder = register("remainder", .unsigned(width))
    let isQuotientNegative = register("is_quotient_negative", .bit)
    let isRemainderNegative = register("is_remainder_negative", .bit)
    let isByZero = register("is_by_zero", .bit)

    let operands = io.operands.payload
    when(io.operands.fires) {
      quotient <== magnitude(operands.dividend)
      divisor <== magnitude(operands.divisor)
      remainder <== 0
      let isZero = operands.divisor == 0
      isByZero <== isZero
      isQuotientNegative <== ((sign(operands.dividend) ^ sign(operands.divisor)) && !isZero)
      isRemainderNegative <== sign(operands.dividend)
    }

    let shifted = cat(remainder, quotient[width - 1]).named("shifted")
    let difference = (shifted - divisor).named("difference")
    let isBelow = difference[width + 1].named("is_below")
    when(iteration.isBusy) {
      remainder <== mux(isBelow, shifted.truncated(to: width), difference[(width - 1)...0])
      quotient <== (width == 1 ? !isBelow : cat(quotient[max(width - 2, 0)...0], !isBelow))
    }

    io.results.payload.quotient <== negated(quotient, if: isQuotientNegative)
    io.results.payload.remainder <== negated(remainder, if: isRemainderNegative)
    io.results.payload.isByZero <== isByZero
  }

  private func sign(_ value: Signal) -> Signal { type.isSigned ? value[type.width - 1] : constant(0) }

  private func magnitude(_ value: Signal) -> Signal {
    type.isSigned ? mux(sign(value), (-value).truncated(to: type.width), value).asUnsigned : value
  }

  private func negated(_ value: Signal, if condition: Signal) -> Signal {
    guard type.isSigned else { return value }
    return mux(condition, (-value).truncated(to: type.width), value.asSigned)
  }
}
