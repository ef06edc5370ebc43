import RTL

// Wires for expressions: what they are called and where they are assigned.

extension ModuleLowering {
  /// Declares and assigns the wires that a unit's expressions need and that no unit before has made.
  func makeWires(for unit: EmissionUnit) {
    var needed: [(expression: ExpressionID, root: ExpressionRoot)] = []
    unit.visitRoots { root in collectWires(root, unit, into: &needed) }
    assignWires(&needed)
  }

  /// Declares and assigns the wires that one expression needs.
  func makeWires(for root: ExpressionRoot) {
    var needed: [(expression: ExpressionID, root: ExpressionRoot)] = []
    collectWires(root, nil, into: &needed)
    assignWires(&needed)
  }

  private func collectWires(
    _ root: ExpressionRoot, _ unit: EmissionUnit?, into needed: inout [(expression: ExpressionID, root: ExpressionRoot)]
  ) {
    var pending = [root.expression]
    while let id = pending.popLast() {
      if isVisited[id.index] { continue }
      isVisited[id.index] = true
      if selection.hasWire[id.index] {
        var root = root
        if id != root.expression, case .connection = root.role { root.role = .value }
        needed.append((id, root))
      }
      module.forEachOperand(of: module.expressions[id].operation) { pending.append($0) }
    }
  }

  /// Operands have smaller indexes than what is made of them, so this order assigns every wire before it is read.
  private func assignWires(_ needed: inout [(expression: ExpressionID, root: ExpressionRoot)]) {
    needed.sort { $0.expression < $1.expression }
    for (id, root) in needed {
      let lowered = lowerValue(id)
      let name = module.expressionNames[id] ?? names.unique(wireName(id, root))
      let type = module.type(of: id)
      declare(name, SignalType(width: type.width, isSigned: type.isSigned))
      tree.items.append(.assign(target: .identifier(name), value: lowered, comment: nil))
      wireOfExpression[id.index] = Int32(entities.count)
      entities.append(VerilogEntity(name: name, type: type))
    }
  }

  /// Named expressions that nothing uses are declared all the same: the user asked for them.
  func addUnusedNamedExpressions() {
    for id in module.expressionNames.keys.sorted() where !isVisited[id.index] {
      makeWires(for: ExpressionRoot(expression: id, role: .value, purpose: .none))
    }
  }

  // MARK: Names

  /// What the wire is for, and what it is.
  private func wireName(_ id: ExpressionID, _ root: ExpressionRoot) -> String {
    if case .readMemory(let memory, _) = module.expressions[id].operation {
      return "\(module.memories[memory].name)_word"
    }
    let purpose: String
    switch root.purpose {
    case .signal(let signal): purpose = module.signals[signal].name
    case .memory(let memory): purpose = module.memories[memory].name
    case .check(let name): purpose = name
    case .none: return role(of: id)
    }
    guard id == root.expression else { return "\(purpose)_\(role(of: id))" }
    switch root.role {
    case .value, .message: return "\(purpose)_\(role(of: id))"
    case .condition: return "\(purpose)_condition"
    case .selector: return "\(purpose)_selector"
    case .address: return "\(purpose)_address"
    case .connection: return purpose
    }
  }

  private func role(of id: ExpressionID) -> String {
    switch module.expressions[id].operation {
    case .constant: "constant"
    case .signal, .slice, .reinterpret: "value"
    case .unary(.not, _): "inverse"
    case .unary(.negate, _): "negated"
    case .unary(.reduceAnd, _): "all"
    case .unary(.reduceOr, _): "any"
    case .unary(.reduceXor, _): "parity"
    case .binary(let binaryOperator, _, _): role(of: binaryOperator)
    case .mux: "choice"
    case .concatenate, .replicate: "bits"
    case .extend: "extended"
    case .selectBit: "bit"
    case .readMemory: "word"
    }
  }

  private func role(of binaryOperator: BinaryOperator) -> String {
    switch binaryOperator {
    case .add: "sum"
    case .subtract: "difference"
    case .multiply: "product"
    case .divide: "quotient"
    case .remainder: "remainder"
    case .and: "and"
    case .or: "or"
    case .xor: "xor"
    case .equal: "equal"
    case .notEqual: "differs"
    case .less: "less"
    case .lessOrEqual: "at_most"
    case .greater: "greater"
    case .greaterOrEqual: "at_least"
    case .shiftLeft, .shiftRight: "shifted"
    }
  }
}
