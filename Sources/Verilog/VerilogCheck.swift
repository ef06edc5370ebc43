/// A check as a statement of an always block.
struct VerilogCheck {
  enum Form {
    /// `assert (condition) else $error(message);`, or `assume`.
    case assertion(keyword: String)
    /// `cover (condition);`
    case cover
    /// `if (condition) $display(message);`
    case displayIf
    /// `if (condition) count <= count + 1;`
    case count
    /// `$display(message);`
    case display
    /// `if (condition === 1'b1) $display(message);`, or another comparison.
    case report(comparison: String)
  }

  var form: Form
  /// The name of the check.
  var label: String
  var condition: VerilogExpression?
  /// The text of the message between quotation marks, with a format for each argument.
  var format: String
  var arguments: [VerilogExpression]
  /// Where it comes from.
  var comment: String?
}

/// What is not there for synthesis.
struct VerilogGuard {
  var parameters: [VerilogParameter] = []
  var declarations: [VerilogDeclaration] = []
  var initials: [VerilogInitial] = []
  var items: [VerilogItem] = []
  /// What nothing reads although the checks are there, and what nothing reads without them.
  var unread: [VerilogExpression] = []
  var unreadInSynthesis: [VerilogExpression] = []
}

extension VerilogPrinter {
  mutating func write(_ check: VerilogCheck, level: Int) {
    comment(check.comment)
    switch check.form {
    case .assertion(let keyword):
      writeLine("begin : \(check.label)", level: level)
      startLine(level + 1)
      writeCall(keyword, check.condition)
      if check.format.isEmpty {
        write(";")
        endLine()
      } else {
        endLine()
        // Yosys proves the assertion and does not know its `else`.
        writeLine("`ifndef FORMAL")
        startLine(level + 1)
        writeMessage("else $error", check)
        endLine()
        writeLine("`endif")
        writeLine(";", level: level + 1)
      }
      writeLine("end", level: level)
    case .cover:
      writeLine("begin : \(check.label)", level: level)
      startLine(level + 1)
      writeCall("cover", check.condition)
      write(";")
      endLine()
      writeLine("end", level: level)
    case .displayIf:
      writeConditional(check, level: level) { $0.writeMessage("$display", check) }
    case .count:
      writeConditional(check, level: level) { $0.write("\(check.label) <= \(check.label) + 1") }
    case .display:
      comment(nil)
      writeLine("`ifndef FORMAL")
      comment(check.comment)
      startLine(level)
      writeMessage("$display", check)
      write(";")
      endLine()
      writeLine("`endif")
    case .report(let comparison):
      writeConditional(check, comparison: comparison, level: level) { $0.writeMessage("$display", check) }
    }
  }

  private mutating func writeCall(_ name: String, _ argument: VerilogExpression?) {
    write("\(name) (")
    if let argument { write(argument) }
    write(")")
  }

  private mutating func writeMessage(_ name: String, _ check: VerilogCheck) {
    write("\(name)(\"\(check.format)\"")
    for argument in check.arguments {
      write(", ")
      write(argument)
    }
    write(")")
  }

  private mutating func writeConditional(
    _ check: VerilogCheck, comparison: String? = nil, level: Int, _ body: (inout VerilogPrinter) -> Void
  ) {
    startLine(level)
    if let condition = check.condition {
      write(comparison == nil ? "if (" : "if ((")
      write(condition)
      write(comparison.map { ") \($0)) " } ?? ") ")
    }
    body(&self)
    write(";")
    endLine()
  }

  mutating func write(_ section: VerilogGuard, unreadName: String) {
    endLine()
    writeLine("`ifndef SYNTHESIS")
    write(section.parameters, section.declarations, isFirst: true)
    for (index, initial) in section.initials.enumerated() {
      if index > 0 || !section.parameters.isEmpty || !section.declarations.isEmpty { endLine() }
      write(initial)
    }
    let isBare = section.parameters.isEmpty && section.declarations.isEmpty && section.initials.isEmpty
    write(section.items, isFirst: isBare)
    if !section.unread.isEmpty { writeUnread(section.unread, unreadName) }
    if !section.unreadInSynthesis.isEmpty {
      writeLine("`else")
      writeUnread(section.unreadInSynthesis, unreadName, isFirst: true)
    }
    writeLine("`endif")
  }
}
