import RTL

/// How a diagnostic speaks of an operand: by its name where it has one, always with its type.
struct OperandDescription {
  var name: String?
  var type: SignalType

  /// `'count'`, or `the value`.
  var quoted: String { name.map { "'\($0)'" } ?? "the value" }

  /// `'count' (unsigned 8)`.
  var withType: String { "\(quoted) (\(type))" }
}

extension ModuleBuilder {
  func describe(_ signal: Signal) -> OperandDescription {
    OperandDescription(name: spelling(of: signal.expression), type: type(of: signal))
  }

  private func spelling(of expression: ExpressionID) -> String? {
    switch definition.expressions[expression].operation {
    case .signal(let id): definition.signals[id].name
    case .constant(let id):
      definition.constants[id].decimalString(signed: definition.expressions[expression].type.isSigned)
    case .slice(let base, let low):
      spelling(of: base).map {
        let high = Int(low) + definition.expressions[expression].type.width - 1
        return high == Int(low) ? "\($0)[\(low)]" : "\($0)[\(high)...\(low)]"
      }
    default: definition.expressionNames[expression]
    }
  }
}

func bits(_ count: Int) -> String { count == 1 ? "1 bit" : "\(count) bits" }

extension Diagnostic {
  /// A note on where something was declared, when that is known.
  static func declared(_ what: String, at place: Place) -> [Note] {
    place == .unknown ? [] : [Note("\(what) is declared here", at: place)]
  }
}
