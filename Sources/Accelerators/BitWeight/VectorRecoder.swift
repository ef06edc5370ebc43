import Bitloom

/// Takes the operands of a tile and gives all digits of each.
///
/// Latency 1, one vector a cycle. Registers: the digits, and `valid`. Reset: nothing is valid.
public struct VectorRecoder: Module {
  public var encoder: BitWeightConfiguration.Encoder
  /// Bits of the signed operands, 2 to 16.
  public var operandWidth: Int
  /// Operands that come together, 1 to 64.
  public var lanes: Int

  public init(encoder: BitWeightConfiguration.Encoder = .ent, operandWidth: Int = 8, lanes: Int = 16) {
    self.encoder = encoder
    self.operandWidth = operandWidth
    self.lanes = lanes
  }

  public struct IO: Interface {
    @Input public var a: [Signal]
    @Input public var valid: Signal = .bit
    /// The digits of the first operand, the least significant first, then those of the second.
    @Output public var digits: [DigitSelect]
    @Output public var digitsValid: Signal = .bit
  }

  public var ports: IO {
    let count = lanes * DigitSelect.count(operandWidth: operandWidth)
    return IO(
      a: .signed(operandWidth, count: lanes),
      digits: VectorShape(DigitSelectShape(), count: count).instantiate())
  }

  public var summary: String { "The digits of \(lanes) operands." }

  public var parameterProblems: [String] {
    BitWeightConfiguration(technique: .opt2, encoder: encoder, operandWidth: operandWidth, lanes: lanes).problems
  }

  public func build(_ io: IO) {
    let held = register("held", DigitSelectShape(), count: io.digits.count)
    let digits = io.a.flatMap { DigitSelect.digits(of: $0, encoder) }
    for (index, digit) in digits.enumerated() {
      held[index] <== digit
      io.digits[index] <== held[index]
    }
    io.digitsValid <== io.valid.registered("is_valid", reset: 0)
  }
}
