import Bitloom

/// What a divider is given.
public struct DivisionOperands: Interface {
  public var dividend: Signal
  public var divisor: Signal
}

/// What a divider gives back.
public struct DivisionResult: Interface {
  public var quotient: Signal
  public var remainder: Signal
  /// Whether the divisor was 0: then all bits of the quotient are 1, and the remainder is the dividend.
  public var isByZero: Signal
}

/// The shape of what a divider is given.
public struct DivisionOperandsShape: Shape {
  public var type: SignalType

  public init(_ type: SignalType) {
    self.type = type
  }

  public func instantiate() -> DivisionOperands {
    DivisionOperands(dividend: type.instantiate(), divisor: type.instantiate())
  }
}

/// The shape of what a divider gives back.
public struct DivisionResultShape: Shape {
  public var type: SignalType

  public init(_ type: SignalType) {
    self.type = type
  }

  public func instantiate() -> DivisionResult {
    DivisionResult(
      quotient: type.instantiate(), remainder: type.instantiate(), isByZero: SignalType.bit.instantiate())
  }
}
