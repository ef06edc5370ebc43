// Statements of always blocks.

extension VerilogPrinter {
  mutating func writeStatements(_ statements: [VerilogStatement], operator assignmentOperator: StaticString, level: Int)
  {
    for statement in statements {
      writeStatement(statement, operator: assignmentOperator, level: level)
    }
  }

  private mutating func writeStatement(
    _ statement: VerilogStatement, operator assignmentOperator: StaticString, level: Int
  ) {
    if case .check(let check) = statement { return write(check, level: level) }
    if case .commented(let inner, let text) = statement {
      comment(text)
      return writeStatement(inner, operator: assignmentOperator, level: level)
    }
    startLine(level)
    switch statement {
    case .check, .commented: return
    case .assignment(let target, let value):
      writeAssignment(target, value, operator: assignmentOperator)
    case .conditional(let branches, let otherwise):
      writeConditional(branches, otherwise, operator: assignmentOperator, level: level)
    case .choice(let subject, let arms, let otherwise):
      write("case (")
      write(subject)
      write(")")
      endLine()
      for arm in arms {
        startLine(level + 1)
        writeLabels(arm.labels)
        writeArmBody(arm.statements, operator: assignmentOperator, level: level + 1)
      }
      if let otherwise {
        startLine(level + 1)
        write("default:")
        writeArmBody(otherwise, operator: assignmentOperator, level: level + 1)
      }
      writeLine("endcase", level: level)
    }
  }

  private mutating func writeLabels(_ labels: [VerilogExpression]) {
    writeList(open: "", labels, close: ":")
  }

  private mutating func writeArmBody(
    _ statements: [VerilogStatement], operator assignmentOperator: StaticString, level: Int
  ) {
    if statements.isEmpty {
      write(" ;")
      return endLine()
    }
    if statements.count == 1 {
      var statement = statements[0]
      if case .commented(let inner, let text) = statement, case .assignment = inner {
        comment(text)
        statement = inner
      }
      if case .assignment(let target, let value) = statement {
        write(" ")
        return writeAssignment(target, value, operator: assignmentOperator)
      }
    }
    write(" begin")
    endLine()
    writeStatements(statements, operator: assignmentOperator, level: level + 1)
    writeLine("end", level: level)
  }

  private mutating func writeAssignment(
    _ target: VerilogExpression, _ value: VerilogExpression, operator assignmentOperator: StaticString
  ) {
    write(target)
    write(assignmentOperator)
    writeValue(value, parenthesised: value.looksLikeAssignment)
    write(";")
    endLine()
  }

  private mutating func writeValue(_ value: VerilogExpression, parenthesised: Bool) {
    guard parenthesised else { return write(value) }
    write("(")
    write(value)
    write(")")
  }

  /// `if`, with an `else` that holds nothing but another `if` written as `else if`.
  private mutating func writeConditional(
    _ branches: [VerilogStatement.Branch], _ otherwise: [VerilogStatement], operator assignmentOperator: StaticString,
    level: Int
  ) {
    var branches = branches
    var otherwise = otherwise
    while otherwise.count == 1, case .conditional(let more, let rest) = otherwise[0] {
      branches += more
      otherwise = rest
    }
    for (index, branch) in branches.enumerated() {
      write(index == 0 ? "if (" : "end else if (")
      write(branch.condition)
      write(") begin")
      comment(branch.comment)
      endLine()
      writeStatements(branch.statements, operator: assignmentOperator, level: level + 1)
      startLine(level)
    }
    if !otherwise.isEmpty {
      write("end else begin")
      endLine()
      writeStatements(otherwise, operator: assignmentOperator, level: level + 1)
      startLine(level)
    }
    write("end")
    endLine()
  }
}

extension VerilogExpression {
  /// Whether `q <= value` would read as two assignments.
  fileprivate var looksLikeAssignment: Bool {
    if case .binary(.lessOrEqual, _, _) = self { return true }
    return false
  }
}
