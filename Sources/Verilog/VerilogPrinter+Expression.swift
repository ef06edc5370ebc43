// Expressions: parentheses where a reader wants them, long lists broken into lines.

extension VerilogPrinter {
  mutating func write(_ expression: VerilogExpression) {
    switch expression {
    case .identifier(let name), .literal(let name):
      write(name)
    case .unary(let unaryOperator, let operand):
      write(unaryOperator.rawValue)
      writeOperand(operand, bare: operand.isPrimary && !operand.isSizeCast)
    case .binary(let binaryOperator, let left, let right):
      writeOperand(left, bare: left.isBare(in: binaryOperator, onTheRight: false))
      write(" ")
      write(binaryOperator.rawValue)
      write(" ")
      writeOperand(right, bare: right.isBare(in: binaryOperator, onTheRight: true))
    case .conditional(let condition, let whenTrue, let whenFalse):
      writeCondition(condition)
      write(" ? ")
      writeOperand(whenTrue, bare: !whenTrue.isConditional)
      write(" : ")
      write(whenFalse)
    case .conditionalChain(let arms, let otherwise):
      writeChain(arms, otherwise: otherwise)
    case .concatenation(let items):
      writeList(open: "{", items, close: "}")
    case .replication(let count, let operand):
      write("{\(count){")
      write(operand)
      write("}}")
    case .bitSelect(let base, let index):
      write(base)
      write("[")
      write(index)
      write("]")
    case .indexedPartSelect(let base, let low, let width):
      write(base)
      write("[")
      write(low)
      write(" +: \(width)]")
    case .partSelect(let base, let high, let low):
      write(base)
      write(high == low ? "[\(high)]" : "[\(high):\(low)]")
    case .sizeCast(let width, let operand):
      write("\(width)'(")
      write(operand)
      write(")")
    case .signCast(let toSigned, let operand):
      write(toSigned ? "$signed(" : "$unsigned(")
      write(operand)
      write(")")
    }
  }

  private mutating func writeOperand(_ operand: VerilogExpression, bare: Bool) {
    if bare {
      write(operand)
    } else {
      write("(")
      write(operand)
      write(")")
    }
  }

  private mutating func writeCondition(_ condition: VerilogExpression) {
    if case .unary = condition { return write(condition) }
    writeOperand(condition, bare: condition.isPrimary)
  }

  /// One condition a line, the colons below each other.
  private mutating func writeChain(_ arms: [VerilogExpression.ConditionalArm], otherwise: VerilogExpression) {
    let indentation = column
    for (index, arm) in arms.enumerated() {
      if index > 0 {
        endLine()
        writeSpaces(indentation)
        write(": ")
      }
      writeCondition(arm.condition)
      write(" ? ")
      writeOperand(arm.value, bare: !arm.value.isConditional)
    }
    endLine()
    writeSpaces(indentation)
    write(": ")
    write(otherwise)
  }

  /// Items with commas between; new lines start below the first item.
  mutating func writeList(open: StaticString, _ items: [VerilogExpression], close: StaticString) {
    write(open)
    let indentation = column
    for (index, item) in items.enumerated() {
      if index > 0 {
        write(",")
        let length = measure { $0.write(item) }
        if column + length + 3 > Self.lineLength {
          endLine()
          writeSpaces(indentation)
        } else {
          write(" ")
        }
      }
      write(item)
    }
    write(close)
  }
}

extension VerilogExpression {
  /// Whether the expression needs no parentheses anywhere.
  var isPrimary: Bool {
    switch self {
    case .unary, .binary, .conditional, .conditionalChain: false
    default: true
    }
  }

  /// Yosys 0.23 reads `~3'(a)` as `(~3)'(a)`.
  fileprivate var isSizeCast: Bool {
    if case .sizeCast = self { return true }
    return false
  }

  var isConditional: Bool {
    switch self {
    case .conditional, .conditionalChain: true
    default: false
    }
  }

  fileprivate func isBare(in outer: VerilogBinaryOperator, onTheRight: Bool) -> Bool {
    switch self {
    case .binary(let inner, _, _): outer.takesBare(inner, onTheRight: onTheRight)
    case .unary(.not, _), .unary(.logicalNot, _): true
    case .unary(.negate, .literal): outer.group == .comparison || outer.group == .product
    case .unary(.negate, _): !onTheRight && (outer.group == .sum || outer.group == .product)
    case .unary, .conditional, .conditionalChain: false
    default: true
    }
  }
}
