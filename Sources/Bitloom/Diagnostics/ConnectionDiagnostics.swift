import RTL

// I: connections of whole interfaces.

extension InterfaceDiagnostics {
  private static let shownMismatches = 12

  /// - Parameter areExchanged: Whether the same connection the other way round has no mistake.
  static func interfacesDiffer(
    _ mismatches: [InterfaceMismatch], areExchanged: Bool, at place: Place
  ) -> Diagnostic {
    var lines = mismatches.prefix(shownMismatches).map { "    \(text(of: $0))" }
    if mismatches.count > shownMismatches { lines.append("    and \(mismatches.count - shownMismatches) more") }
    let fields = mismatches.count == 1 ? "one field" : "\(mismatches.count) fields"
    let isAboutParameters = mismatches.contains { mismatch in
      if case .notDriven = mismatch { false } else { true }
    }
    let help: String
    if areExchanged, !isAboutParameters {
      help = "exchange the two sides: what the interface marks as output flows from right to left"
    } else if isAboutParameters {
      help = "make both with the same parameters, or connect them field by field"
    } else {
      help = "connect them field by field"
    }
    return Diagnostic(
      "I006", (["the two sides of '<==' do not fit in \(fields):"] + lines).joined(separator: "\n"), at: place,
      help: help)
  }

  private static func text(of mismatch: InterfaceMismatch) -> String {
    switch mismatch {
    case .onlyOn(let side, let path): return "'\(path)' is only on the \(side)"
    case .count(let path, let left, let right):
      let array = path.isEmpty ? "the array" : "'\(path)'"
      return "\(array) has \(elements(left)) on the left, \(elements(right)) on the right"
    case .type(let path, let side, let target, let value):
      let other: InterfaceMismatch.Side = side == .left ? .right : .left
      return "'\(path)' is \(target) on the \(side), which cannot take \(value) from the \(other)"
    case .format(let path, let left, let right):
      return "'\(path)' is \(left) on the left, \(right) on the right"
    case .notDriven(let path, let side, let name, let obstacle):
      let reason =
        switch obstacle {
        case .input?: "\(name) is an input of this module"
        case .output(let instance)?: "\(name) is an output of instance '\(instance)'"
        case nil: "it is an expression"
        }
      return "'\(path)' cannot be driven on the \(side): \(reason)"
    }
  }

  private static func elements(_ count: Int) -> String {
    switch count {
    case 0: "no elements"
    case 1: "1 element"
    default: "\(count) elements"
    }
  }
}

extension InterfaceDiagnostics {
  static func nothingToTie(_ fields: [String], at place: Place) -> Diagnostic {
    let names = fields.filter { !$0.isEmpty }.map { "'\($0)'" }.joined(separator: ", ")
    return Diagnostic(
      "I007", "'tieOff' of an interface that this module drives nothing of\(names.isEmpty ? "" : ": \(names)")",
      at: place, help: "leave it out: what comes from outside needs no idle value")
  }

  static func idleValueOfInput(_ field: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "I008", "'\(field)' is given an idle value, but this module does not drive it", at: place,
      help: "give idle values to the fields that 'tieOff' drives")
  }
}
