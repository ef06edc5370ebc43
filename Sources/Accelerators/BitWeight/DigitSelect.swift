import Bitloom

/// A radix-4 digit from -2 to 2 as the selection of a multiple: which one, and whether it is subtracted.
///
/// A digit that is 0 selects nothing. It may be marked as negative all the same: its row is then all ones, and the one that
/// completes a subtraction makes 0 of it.
public struct DigitSelect: Interface {
  /// The digit is 1 or -1.
  public var isOne: Signal
  /// The digit is 2 or -2.
  public var isTwo: Signal
  public var isNegative: Signal

  /// Digits of an operand.
  static func count(operandWidth: Int) -> Int { (operandWidth + 1) / 2 }

  /// A number times the digit, but for the one that completes a subtraction: to be added at its lowest bit is `isNegative`.
  ///
  /// One bit more than the number, which holds twice the number and the complement of that: -2 times -128 is 256, of which
  /// the row has 255 and `isNegative` the rest. Three gates deep; a bit costs three NANDs and an exclusive or.
  ///
  /// - Parameter name: That of the row.
  func row(of number: Signal, _ name: String) -> Signal {
    let width = number.width + 1
    let once = isOne.repeated(width) & number.extended(to: width).asUnsigned
    let twice = isTwo.repeated(width) & cat(number.asUnsigned, constant(0))
    let multiple = (once | twice).named("\(name)_multiple")
    return (multiple ^ isNegative.repeated(width)).named(name)
  }
}

/// The shape of `DigitSelect`.
public struct DigitSelectShape: Shape {
  public init() {}

  public func instantiate() -> DigitSelect { DigitSelect(isOne: .bit, isTwo: .bit, isNegative: .bit) }
}
