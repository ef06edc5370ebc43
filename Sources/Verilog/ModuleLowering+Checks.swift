import RTL

// Checks, and what is there for them alone.

extension ModuleLowering {
  /// Lowers what is no part of the hardware into a section that synthesis does not see.
  func lowerGuardedUnits() {
    let units = plan.units.filter(\.isForChecks)
    if units.isEmpty { return }
    let hardware = (tree.parameters, tree.declarations, tree.items, tree.initials)
    let unreadInSynthesis = unread(ofChecks: false)
    (tree.parameters, tree.declarations, tree.items, tree.initials) = ([], [], [], [])
    declareSignals(isForChecks: true)
    for unit in units { lower(unit) }
    addParameters()
    var section = VerilogGuard()
    (section.parameters, section.declarations) = (tree.parameters, tree.declarations)
    (section.items, section.initials) = (tree.items, tree.initials)
    (tree.parameters, tree.declarations, tree.items, tree.initials) = hardware
    let counters = tree.unread
    let unread = unread(ofChecks: true) + counters
    if unread.map(text) == unreadInSynthesis.map(text) {
      // The checks read nothing that is not read anyway.
      tree.unread = unread
    } else {
      (tree.unread, section.unread, section.unreadInSynthesis) = ([], unread, unreadInSynthesis)
    }
    tree.checks = section
  }

  private func text(of expression: VerilogExpression) -> String {
    var printer = VerilogPrinter(dialect: dialect)
    printer.write(expression)
    return printer.text
  }

  func lowerChecks(_ unit: EmissionUnit, in domainID: DomainID) {
    var statements = lower(unit.statements)
    let domain = module.domains[domainID].domain
    var sensitivity = "\(domain.edge == .rising ? "posedge" : "negedge") \(domain.clock)"
    usedControls.insert(domain.clock)
    if let reset = domain.reset, module.domains[domainID].usesReset, let name = readReset(of: domainID),
      case .identifier(let text) = name
    {
      let isActiveHigh = reset.polarity == .activeHigh
      let condition = isActiveHigh ? .unary(.logicalNot, name) : name
      // Nothing happens at its edge; Verilator does not want to see a reset used in two ways.
      if reset.kind == .asynchronous { sensitivity += " or \(isActiveHigh ? "posedge" : "negedge") \(text)" }
      statements = [.conditional(branches: [.init(condition: condition, statements: statements)], otherwise: [])]
    }
    // Not `always_ff`, which must not call `$display`.
    tree.items.append(.clocked(sensitivity: sensitivity, statements, hasInitials: true))
  }

  func lower(_ check: CheckStatement) -> VerilogCheck {
    var condition = check.condition.map { lowerCondition($0) }
    let comment = comment(at: check.place)
    if checkForm == .reported { return report(check, condition) }
    var message = VerilogMessage()
    for part in check.message { add(part, to: &message) }
    let form: VerilogCheck.Form
    switch (check.kind, dialect) {
    case (.assert, .systemVerilog), (.assume, .systemVerilog):
      form = .assertion(keyword: check.kind.rawValue)
    case (.assert, .verilog2001), (.assume, .verilog2001), (.memoryAccess, _):
      form = .displayIf
      condition = condition.map(Self.negated)
      let kind = check.kind == .assume ? "assumption" : "assertion"
      message.format = "ERROR: \(kind) '\(check.name)' failed\(message.format.isEmpty ? "" : ": ")\(message.format)"
    case (.cover, .systemVerilog): form = .cover
    case (.cover, .verilog2001):
      form = .count
      tree.declarations.append(VerilogDeclaration(counter: check.name))
      tree.unread.append(.identifier(check.name))
    case (.display, _): form = .display
    }
    return VerilogCheck(
      form: form, label: check.name, condition: condition, format: message.format, arguments: message.arguments,
      comment: comment)
  }

  private func report(_ check: CheckStatement, _ condition: VerilogExpression?) -> VerilogCheck {
    let values = check.kind == .cover ? [] : check.values
    let format = "\\002%0d \(check.name) " + values.map { _ in "%b " }.joined() + "%m"
    let comparison =
      switch check.kind {
      // An unknown condition does not hold.
      case .assert, .assume: "!== 1'b1"
      case .cover, .display: "=== 1'b1"
      // An unknown address is told by what it makes of the word.
      case .memoryAccess: "=== 1'b0"
      }
    let arguments = values.map { lower($0.expression).tree }
    return VerilogCheck(
      form: .report(comparison: comparison), label: check.name, condition: condition, format: format,
      arguments: [.literal("`\(CheckForm.cycleMacro)")] + arguments)
  }

  private func add(_ part: MessagePart, to message: inout VerilogMessage) {
    switch part {
    case .text(let text): message.format += VerilogMessage.quoted(text)
    case .instancePath: message.format += "%m"
    case .value(let expression, let format):
      let type = module.type(of: expression)
      switch format {
      case .hexadecimal: message.add("%h", lower(expression).tree)
      case .binary: message.add("%b", lower(expression).tree)
      case .decimal:
        if let enumeration = type.enumeration {
          message.add("%0s", caseName(of: expression, module.enumerations[enumeration], type))
        } else {
          message.add("%0d", number(expression, type))
        }
      case .fixed(let fraction): add(expression, type, fraction: fraction, to: &message)
      }
    }
  }

  /// A value as the number it is: an argument of `$display` has the sign that Verilog finds.
  private func number(_ expression: ExpressionID, _ type: SignalType) -> VerilogExpression {
    let lowered = lower(expression)
    return type.isSigned ? lowered.madeSigned.tree : lowered.madeUnsigned.tree
  }

  private func caseName(
    of expression: ExpressionID, _ enumeration: EnumerationDefinition, _ type: SignalType
  ) -> VerilogExpression {
    var result = VerilogExpression.literal("\"?\"")
    for element in enumeration.cases.reversed() {
      let isCase = VerilogExpression.binary(.equal, lower(expression).tree, constant(element.code, type))
      result = .conditional(isCase, .literal("\"\(VerilogMessage.quoted(element.name))\""), result)
    }
    return result
  }

  /// A number with a binary point: divided where a `real` holds it, else with the power of two written out.
  private func add(
    _ expression: ExpressionID, _ type: SignalType, fraction: Int, to message: inout VerilogMessage
  ) {
    let value = number(expression, type)
    let fitsInteger = type.width <= (type.isSigned ? 32 : 31)
    guard fitsInteger, (1...30).contains(fraction) else {
      return message.add(fraction == 0 ? "%0d" : "%0d * 2**\(-fraction)", value)
    }
    message.add("%.16g", .literal("$itor(\(text(of: value))) / \(1 << fraction).0"))
  }
}

/// The arguments of `$display`.
private struct VerilogMessage {
  var format = ""
  var arguments: [VerilogExpression] = []

  mutating func add(_ directive: String, _ argument: VerilogExpression) {
    format += directive
    arguments.append(argument)
  }

  /// A text within a format string.
  static func quoted(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += "\\" + String(UnicodeScalar(byte))
      case UInt8(ascii: "\n"): result += "\\n"
      case UInt8(ascii: "%"): result += "%%"
      case 32..<127: result += String(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 8)
        result += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return result
  }
}
