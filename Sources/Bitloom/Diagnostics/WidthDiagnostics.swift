import RTL

/// W: something is too wide, too narrow or not a bit.
enum WidthDiagnostics {
  static func bitExpected(_ user: BitUser, _ operand: OperandDescription, at place: Place) -> Diagnostic {
    let message =
      switch user {
      case .condition(let keyword): "the condition of '\(keyword)' must be a bit, \(operand.quoted) is \(operand.type)"
      case .operation(let symbol, _): "'\(symbol)' works on bits, \(operand.quoted) is \(operand.type)"
      }
    return Diagnostic("W001", message, at: place, help: bitHelp(user, operand.type))
  }

  private static func bitHelp(_ user: BitUser, _ type: SignalType) -> String {
    if type.width == 1 { return "use '.asUnsigned' to read the bit without a sign" }
    switch user {
    case .condition: return "compare it, as in '!= 0', or take one bit of it"
    case .operation(_, let bitwise): return "compare it, as in '!= 0', or use '\(bitwise)' to work bit by bit"
    }
  }

  static func tooWide(
    _ target: OperandDescription, _ value: SignalType, wrapping symbol: String?, at place: Place,
    declared: Diagnostic.Note
  ) -> Diagnostic {
    let width = target.type.width
    // An unsigned value needs one bit more in a signed target.
    let needsSign = target.type.isSigned && !value.isSigned
    let needed = needsSign ? "\(value.width) and needs one more for the sign" : "\(value.width)"
    let help: String
    if needsSign {
      let cut = value.width > width ? ".truncated(to: \(width))" : ""
      help = "use '\(cut).asSigned' to reread the bits, or a target of \(bits(value.width + 1))"
    } else if let symbol {
      help = "use '\(symbol)' to wrap, or '.truncated(to: \(width))'"
    } else if target.type == .bit {
      help = "compare the value, as in '!= 0', or take one bit of it"
    } else {
      help =
        "use '.truncated(to: \(width))' to cut, '.saturated(to: \(width))' to clip, or a target of "
        + "\(bits(value.width))"
    }
    return Diagnostic(
      "W002", "width mismatch: \(target.quoted) has \(bits(width)), the value has \(needed)", at: place,
      notes: [declared], help: help)
  }

  static func literalDoesNotFit(
    _ number: Int, _ target: OperandDescription, at place: Place, declared: Diagnostic.Note? = nil
  ) -> Diagnostic {
    let receiver = target.name == nil ? "\(target.type)" : target.withType
    return Diagnostic(
      "W003", "\(number) does not fit \(receiver), which holds \(range(of: target.type))", at: place,
      notes: declared.map { [$0] } ?? [], help: typeNeeded(for: number, signed: target.type.isSigned))
  }

  static func resetDoesNotFit(_ number: Int, _ register: OperandDescription, at place: Place) -> Diagnostic {
    Diagnostic(
      "W004",
      "the reset value \(number) does not fit \(register.withType), which holds \(range(of: register.type))",
      at: place, help: typeNeeded(for: number, signed: register.type.isSigned))
  }

  static func resetHasOtherWidth(_ value: Bits, _ register: OperandDescription, at place: Place) -> Diagnostic {
    Diagnostic(
      "W004", "the reset value has \(bits(value.width)), \(register.withType) has \(bits(register.type.width))",
      at: place, help: "give the vector as many bits as the register")
  }

  static func impossibleWidth(_ type: SignalType, at place: Place) -> Diagnostic {
    let count = type.width == Int(Int32.max) ? "that many bits" : bits(type.width)
    return Diagnostic(
      "W005", "a signal cannot have \(count): 1 to \(SignalType.maximumWidth) are possible", at: place,
      help: type.width < 1 ? "a port that a parameter switches off is a 'Signal?' that is nil" : nil)
  }

  static func resultTooWide(_ width: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      "W006",
      "the result would have \(width == .max ? "too many bits" : bits(width)): at most "
        + "\(SignalType.maximumWidth) are possible", at: place)
  }

  static func cannotTruncate(_ operand: OperandDescription, _ width: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      "W007", "\(operand.quoted) has \(bits(operand.type.width)) and cannot be cut to \(width)", at: place,
      help: width < 1 ? "keep at least 1 bit" : "use '.extended(to: \(width))' to widen it")
  }

  static func cannotExtend(_ operand: OperandDescription, _ width: Int, at place: Place) -> Diagnostic {
    let isTooWide = width > SignalType.maximumWidth
    return Diagnostic(
      "W008", "\(operand.quoted) has \(bits(operand.type.width)) and cannot be extended to \(width)", at: place,
      help: isTooWide
        ? "at most \(SignalType.maximumWidth) bits are possible"
        : width < 1 ? "keep at least 1 bit" : "use '.truncated(to: \(width))' to cut it")
  }

  static func shiftTooWide(
    _ operand: OperandDescription, _ amount: OperandDescription, _ limit: Int, at place: Place
  ) -> Diagnostic {
    Diagnostic(
      "W009", "\(operand.withType) shifted left by \(amount.withType) needs more than \(limit) bits", at: place,
      help: "use '&<<' to keep the width, or fewer bits for the amount")
  }

  private static func range(of type: SignalType) -> String {
    if type.width > 62 {
      return type.isSigned ? "-2^\(type.width - 1) to 2^\(type.width - 1) - 1" : "0 to 2^\(type.width) - 1"
    }
    let low = type.isSigned ? -(1 << (type.width - 1)) : 0
    let high = type.isSigned ? (1 << (type.width - 1)) - 1 : (1 << type.width) - 1
    return "\(low) to \(high)"
  }

  private static func typeNeeded(for number: Int, signed: Bool) -> String {
    if let needed = SignalType.smallest(for: number, signed: signed) { return "\(number) needs \(needed)" }
    return "a negative number needs a signed target"
  }
}

/// What asks for a bit.
enum BitUser {
  /// The condition of a `when`, `elseWhen` or `mux`.
  case condition(of: String)
  /// A logical operator, with the operator that does the same to every bit.
  case operation(String, bitwise: String)
}
