import Bitloom

/// Digits of one weight, of several operands along K.
public struct DigitGroup: Interface {
  public var digits: [DigitSelect]
  /// For each digit a bit that tells whether it is not 0.
  public var isNonzero: Signal
  /// Whether the group begins a pass over K.
  public var first: Signal
  /// Whether it ends one.
  public var last: Signal
}

/// The shape of `DigitGroup`.
public struct DigitGroupShape: Shape {
  /// Operands of a group.
  public var count: Int

  public init(count: Int) {
    self.count = count
  }

  public func instantiate() -> DigitGroup {
    DigitGroup(
      digits: VectorShape(DigitSelectShape(), count: count).instantiate(), isNonzero: .unsigned(count), first: .bit,
      last: .bit)
  }
}

/// Operands along K, of which one digit is wanted.
public struct OperandGroup: Interface {
  public var a: [Signal]
  /// Which digit: its weight is 4 to this power.
  public var weight: Signal
  /// Whether the group begins a pass over K.
  public var first: Signal
  /// Whether it ends one.
  public var last: Signal
}

/// The shape of `OperandGroup`.
public struct OperandGroupShape: Shape {
  public var operandWidth: Int
  /// Operands of a group.
  public var count: Int

  public init(operandWidth: Int, count: Int) {
    self.operandWidth = operandWidth
    self.count = count
  }

  public func instantiate() -> OperandGroup {
    OperandGroup(
      a: .signed(operandWidth, count: count),
      weight: .unsigned(below: DigitSelect.count(operandWidth: operandWidth)), first: .bit, last: .bit)
  }
}
