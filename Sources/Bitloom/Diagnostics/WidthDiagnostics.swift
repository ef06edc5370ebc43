import RTL

/// W: something is too wide, too narrow or not a bit.
enum WidthDiagnostics {
  static func bitExpected(_ user: String, _ operand: OperandDescription, at place: Place) -> Diagnostic {
    Diagnostic(
      "W001", "'\(user)' needs a bit, \(operand.quoted) is \(operand.type)", at: place,
      help: "compare it, as in '!= 0', or take one bit of it")
  }

  static func tooWide(
    _ target: OperandDescription, _ value: SignalType, wrapping symbol: String?, at place: Place, declared: Place
  ) -> Diagnostic {
    let width = target.type.width
    let wrap = symbol.map { "use '\($0)' to wrap, or " } ?? "use '.saturated(to: \(width))' to clip, or "
    return Diagnostic(
      "W002",
      "width mismatch: \(target.quoted) has \(bits(width)), the value has \(explained(value, for: target.type))",
      at: place, notes: Diagnostic.declared(target.quoted, at: declared), help: "\(wrap)'.truncated(to: \(width))'")
  }

  // An unsigned value needs one bit more in a signed target.
  private static func explained(_ value: SignalType, for target: SignalType) -> String {
    guard target.isSigned, !value.isSigned else { return "\(value.width)" }
    return "\(value.width) and needs one more for the sign"
  }

  static func literalDoesNotFit(
    _ number: Int, _ target: OperandDescription, at place: Place, declared: Place = .unknown
  ) -> Diagnostic {
    Diagnostic(
      "W003", "\(number) does not fit \(target.quoted), which is \(target.type): \(range(of: target.type))", at: place,
      notes: Diagnostic.declared(target.quoted, at: declared))
  }

  static func resetDoesNotFit(_ number: Int, _ register: OperandDescription, at place: Place) -> Diagnostic {
    Diagnostic(
      "W004",
      "the reset value \(number) does not fit \(register.quoted), which is \(register.type): \(range(of: register.type))",
      at: place)
  }

  static func impossibleWidth(_ type: SignalType, at place: Place) -> Diagnostic {
    Diagnostic(
      "W005", "a signal cannot have \(bits(type.width)): 1 to \(SignalType.maximumWidth) are possible", at: place)
  }

  static func resultTooWide(_ width: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      "W006", "the result would have \(bits(width)): at most \(SignalType.maximumWidth) are possible", at: place)
  }

  static func cannotTruncate(_ operand: OperandDescription, _ width: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      "W007", "\(operand.quoted) has \(bits(operand.type.width)) and cannot be cut to \(width)", at: place,
      help: "the width must be from 1 to \(operand.type.width)")
  }

  static func cannotExtend(_ operand: OperandDescription, _ width: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      "W008", "\(operand.quoted) has \(bits(operand.type.width)) and cannot be extended to \(width)", at: place,
      help: "the width must not be less than \(operand.type.width)")
  }

  static func shiftTooWide(
    _ operand: OperandDescription, _ amount: OperandDescription, _ limit: Int, at place: Place
  ) -> Diagnostic {
    Diagnostic(
      "W009", "\(operand.withType) shifted left by \(amount.withType) needs more than \(limit) bits", at: place,
      help: "use '&<<' to keep the width, or fewer bits for the amount")
  }

  private static func range(of type: SignalType) -> String {
    if type.width > 62 { return "\(bits(type.width))" }
    let low = type.isSigned ? -(1 << (type.width - 1)) : 0
    let high = type.isSigned ? (1 << (type.width - 1)) - 1 : (1 << type.width) - 1
    return "\(low) to \(high)"
  }
}
