import Bitloom
import Components

/// Takes operands and gives the digits of the weight that comes with them.
///
/// Latency 1, one group a cycle while the receiver takes them. Registers: the group of digits, and whether there is one.
/// Reset: no group.
public struct GroupRecoder: Module {
  public var encoder: BitWeightConfiguration.Encoder
  /// Bits of the signed operands, 2 to 16.
  public var operandWidth: Int
  /// Operands of a group, 1 to 16.
  public var group: Int

  public init(encoder: BitWeightConfiguration.Encoder = .ent, operandWidth: Int = 8, group: Int = 4) {
    self.encoder = encoder
    self.operandWidth = operandWidth
    self.group = group
  }

  public struct IO: Interface {
    @Flipped public var operands: Stream<OperandGroup>
    public var digits: Stream<DigitGroup>
  }

  public var ports: IO {
    IO(
      operands: Stream(of: OperandGroupShape(operandWidth: operandWidth, count: group)),
      digits: Stream(of: DigitGroupShape(count: group)))
  }

  public var summary: String { "The digits of one weight of \(group) operands." }

  public var parameterProblems: [String] {
    BitWeightConfiguration(technique: .opt3, encoder: encoder, operandWidth: operandWidth, group: group).problems
  }

  public func build(_ io: IO) {
    let isFull = register("is_full", .bit, reset: 0)
    let held = register("held", DigitGroupShape(count: group))
    let advance = (io.digits.ready || !isFull).named("advance")
    io.operands.ready <== advance
    io.digits.valid <== isFull
    io.digits.payload <== held
    let operands = io.operands.payload
    let chosen = operands.a.enumerated().map { lane, number in
      choose(DigitSelect.digits(of: number, encoder), operands.weight, lane)
    }
    when(advance) {
      isFull <== io.operands.valid
      for (lane, digit) in chosen.enumerated() { held.digits[lane] <== digit }
      held.isNonzero <== cat(chosen.reversed().map { $0.isOne | $0.isTwo })
      held.first <== operands.first
      held.last <== operands.last
    }
  }

  private func choose(_ digits: [DigitSelect], _ weight: Signal, _ lane: Int) -> DigitSelect {
    func bit(_ name: String, _ path: KeyPath<DigitSelect, Signal>) -> Signal {
      let all = cat(digits.reversed().map { $0[keyPath: path] }).named("\(name)_digits_\(lane)")
      return all[weight].named("\(name)_\(lane)")
    }
    return DigitSelect(
      isOne: bit("one", \.isOne), isTwo: bit("two", \.isTwo), isNegative: bit("negative", \.isNegative))
  }
}
