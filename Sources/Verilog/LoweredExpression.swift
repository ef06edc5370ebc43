/// An expression of the Verilog tree with what Verilog thinks of it.
///
/// Every lowered expression has, by itself, the width of the expression it was made from. So no operand is ever widened by
/// its surroundings, and its sign matters only to comparisons, divisions, arithmetic shifts and size casts.
struct LoweredExpression {
  var tree: VerilogExpression
  /// Whether Verilog takes the expression for a signed one.
  var isSigned: Bool
  /// Whether the expression holds an operation that would compute something else if it stood among unsigned operands:
  /// Verilog makes all operands unsigned when one is, down to `>>>` and `/`, and in Yosys 0.23 into size casts.
  var isSignSensitive = false

  /// The expression as it stands among operands that are all signed, or else are all taken as unsigned.
  func operand(signed: Bool) -> VerilogExpression {
    if signed || !isSigned || !isSignSensitive { return tree }
    return .signCast(toSigned: true, tree)
  }

  /// The expression as one that Verilog takes for signed.
  var madeSigned: LoweredExpression {
    isSigned ? self : LoweredExpression(tree: .signCast(toSigned: true, tree), isSigned: true)
  }

  /// The expression as one that Verilog takes for unsigned.
  var madeUnsigned: LoweredExpression {
    isSigned ? LoweredExpression(tree: .signCast(toSigned: false, tree), isSigned: false) : self
  }
}
