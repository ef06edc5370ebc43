/// An expression of the Verilog syntax tree.
indirect enum VerilogExpression {
  case identifier(String)
  case literal(String)
  case unary(VerilogUnaryOperator, VerilogExpression)
  case binary(VerilogBinaryOperator, VerilogExpression, VerilogExpression)
  case conditional(VerilogExpression, VerilogExpression, VerilogExpression)
  /// A conditional expression with several conditions, printed a line each. Only as the whole right side of an assignment.
  case conditionalChain([ConditionalArm], otherwise: VerilogExpression)
  /// At least two items.
  case concatenation([VerilogExpression])
  case replication(Int, VerilogExpression)
  case bitSelect(VerilogExpression, index: VerilogExpression)
  case partSelect(VerilogExpression, high: Int, low: Int)
  /// `a[low +: width]`.
  case indexedPartSelect(VerilogExpression, low: VerilogExpression, width: Int)
  /// SystemVerilog's `8'(a)`.
  case sizeCast(Int, VerilogExpression)
  /// `$signed(a)` or `$unsigned(a)`.
  case signCast(toSigned: Bool, VerilogExpression)

  struct ConditionalArm {
    var condition: VerilogExpression
    var value: VerilogExpression
  }
}

enum VerilogUnaryOperator: String {
  case not = "~"
  case logicalNot = "!"
  case negate = "-"
  case reduceAnd = "&"
  case reduceOr = "|"
  case reduceXor = "^"
}

enum VerilogBinaryOperator: String {
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  case add = "+"
  case subtract = "-"
  case shiftLeft = "<<"
  case shiftRight = ">>"
  case arithmeticShiftRight = ">>>"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
  case and = "&"
  case xor = "^"
  case or = "|"
  case logicalAnd = "&&"
  case logicalOr = "||"

  /// Operators of one group mean the same kind of thing; only some groups may be mixed without parentheses.
  enum Group {
    case product, sum, shift, comparison, and, xor, or, logicalAnd, logicalOr
  }

  var group: Group {
    switch self {
    case .multiply, .divide, .remainder: .product
    case .add, .subtract: .sum
    case .shiftLeft, .shiftRight, .arithmeticShiftRight: .shift
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: .comparison
    case .and: .and
    case .xor: .xor
    case .or: .or
    case .logicalAnd: .logicalAnd
    case .logicalOr: .logicalOr
    }
  }

  /// Whether an operand made with `inner` reads well, and means the same, without parentheses.
  ///
  /// This is stricter than Verilog's precedence: nobody remembers that `a & b == c` is `a & (b == c)`.
  func takesBare(_ inner: VerilogBinaryOperator, onTheRight: Bool) -> Bool {
    switch (group, inner.group) {
    case (.sum, .product): inner == .multiply
    case (.sum, .sum), (.and, .and), (.or, .or), (.xor, .xor): !onTheRight
    case (.product, .product): !onTheRight && self == .multiply && inner == .multiply
    case (.logicalAnd, .logicalAnd), (.logicalOr, .logicalOr): !onTheRight
    case (.comparison, .sum), (.comparison, .product): true
    case (.logicalAnd, .comparison), (.logicalOr, .comparison): true
    default: false
    }
  }
}
