import RTL

@testable import Transforms

extension ModuleDefinition {
  /// An expression as text, such as `add(a, 8'h01)`; extensions and rereadings show their type.
  func text(_ id: ExpressionID) -> String {
    let expression = expressions[id]
    let operands = operands(of: expression.operation).map(text).joined(separator: ", ")
    switch expression.operation {
    case .constant(let constant): return "\(constants[constant])"
    case .signal(let signal): return signals[signal].name
    case .unary(let function, _): return "\(function)(\(operands))"
    case .binary(let function, _, _): return "\(function)(\(operands))"
    case .mux: return "mux(\(operands))"
    case .slice(let a, let low): return "\(text(a))[\(Int(low) + expression.type.width - 1)...\(low)]"
    case .concatenate: return "cat(\(operands))"
    case .replicate(_, let count): return "replicate(\(operands), \(count))"
    case .extend: return "extend(\(operands), \(expression.type))"
    case .reinterpret: return "reinterpret(\(operands), \(expression.type))"
    case .selectBit(let a, let index): return "\(text(a))[\(text(index))]"
    case .readMemory(let memory, _): return "\(memories[memory].name)[\(operands)]"
    }
  }

  /// The statements as text, a line each.
  func statementText(_ block: BlockID = body, indent: String = "") -> String {
    func inner(_ block: BlockID) -> String { statementText(block, indent: indent + "  ") }
    var result = ""
    for statement in blocks[block].statements {
      switch statement {
      case .assign(let assignment):
        let target = assignment.target
        let isWhole = target.width == signals[target.signal].type.width
        let bits = isWhole ? "" : "[\(target.range.upperBound - 1)...\(target.low)]"
        result += "\(indent)\(signals[target.signal].name)\(bits) <== \(text(assignment.value))\n"
      case .writeMemory(let write):
        result += "\(indent)\(memories[write.memory].name)[\(text(write.address))] <== \(text(write.value))\n"
      case .checkRead(let check):
        result += "\(indent)check \(memories[check.memory].name)[\(text(check.address))]\n"
      case .check(let check):
        result += "\(indent)\(check.kind) \(check.name) \(check.expressions.map(text).joined(separator: ", "))\n"
      case .when(let when):
        for branch in when.branches { result += "\(indent)when \(text(branch.condition))\n\(inner(branch.block))" }
        if let otherwise = when.otherwise { result += "\(indent)otherwise\n\(inner(otherwise))" }
      case .match(let match):
        result += "\(indent)match \(text(match.subject))\n"
        for arm in match.arms {
          result += "\(indent)case \(arm.patterns.map(\.description).joined(separator: ", "))\n\(inner(arm.block))"
        }
        if let otherwise = match.otherwise { result += "\(indent)otherwise\n\(inner(otherwise))" }
      }
    }
    return result
  }

  /// Everything in the arenas as text: equal for equal modules.
  var snapshot: [String] {
    let names = expressionNames.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    return [
      "\(signals)", "\(registers)", "\(memories)", "\(instances)", "\(expressions)", "\(operandPool)", "\(constants)",
      "\(names)", "\(blocks)",
    ]
  }
}
