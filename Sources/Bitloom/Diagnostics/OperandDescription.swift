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
    OperandDescription(name: elaboration.spelling(of: signal.expression, in: definition), type: type(of: signal))
  }
}

extension Elaboration {
  /// An expression as the designer writes it, where it is short: `count`, `input.payload[3...0]`, `mac.sum`, `5`.
  func spelling(of expression: ExpressionID, in definition: ModuleDefinition) -> String? {
    switch definition.expressions[expression].operation {
    case .signal(let id): name(of: definition.signals[id], in: definition)
    case .constant(let id):
      definition.constants[id].decimalString(signed: definition.expressions[expression].type.isSigned)
    case .slice(let base, let low):
      spelling(of: base, in: definition).map {
        let high = Int(low) + definition.expressions[expression].type.width - 1
        return high == Int(low) ? "\($0)[\(low)]" : "\($0)[\(high)...\(low)]"
      }
    default: definition.expressionNames[expression]
    }
  }

  private func name(of signal: SignalDefinition, in definition: ModuleDefinition) -> String {
    switch signal.kind {
    case .wire, .register: signal.name
    case .port(let port): definition.ports[port].path
    case .instancePort(let id, let port):
      "\(definition.instances[id].name).\(layout(of: definition.instances[id].module).ports[port].path)"
    }
  }
}

func bits(_ count: Int) -> String { count == 1 ? "1 bit" : "\(count) bits" }
