import RTL

/// Returns the module with equal expressions computed once: all users of the later ones use the first.
///
/// Named expressions stay what they are, and nothing is shared with them. What nothing uses any more stays in the arena
/// until `removeDeadLogic`. The netlist needs none of this, for its nodes are made once each.
///
/// - Parameter minimumOperations: Only what has at least so many operations, those of its operands counted, is shared: an
///   emitter writes short expressions again rather than giving them a name.
public func shareSubexpressions(_ module: ModuleDefinition, minimumOperations: Int = 0) -> ModuleDefinition {
  var sharing = SubexpressionSharing(module, minimumOperations: minimumOperations)
  sharing.share()
  return sharing.module
}

private struct SubexpressionSharing {
  private(set) var module: ModuleDefinition
  private let minimumOperations: Int
  /// The first expression with the same value, named or not, by expression.
  private var numbers: [ExpressionID] = []
  /// What stands for each expression.
  private var representatives: [ExpressionID] = []
  private var operationCounts: [Int] = []

  /// An operation whose operands are numbered by their values.
  private struct Key: Hashable {
    var operation: Operation
    var type: SignalType
    /// The operands of a concatenation, and the value of a constant.
    var operands: [ExpressionID] = []
    var constant: Bits?
  }

  init(_ module: ModuleDefinition, minimumOperations: Int) {
    self.module = module
    self.minimumOperations = minimumOperations
  }

  mutating func share() {
    var known: [Key: ExpressionID] = [:]
    /// The first anonymous expression of a value.
    var anonymous: [ExpressionID: ExpressionID] = [:]
    for index in module.expressions.indices {
      let id = ExpressionID(index)
      let expression = module.expressions[index]
      let key = key(of: expression)
      let number = known[key] ?? id
      known[key] = number
      numbers.append(number)
      countOperations(of: expression.operation)
      module.expressions[index].operation = replacingOperands(of: expression.operation)
      if module.expressionNames[id] != nil || operationCounts[index] < minimumOperations {
        representatives.append(id)
      } else {
        let first = anonymous[number] ?? id
        anonymous[number] = first
        representatives.append(first)
      }
    }
    for block in module.blocks.indices {
      for index in module.blocks[block].statements.indices { replaceExpressions(inStatement: index, of: block) }
    }
  }

  private func key(of expression: Expression) -> Key {
    switch expression.operation {
    case .constant(let id):
      return Key(operation: .constant(ConstantID(0)), type: expression.type, constant: module.constants[id])
    case .concatenate(let list):
      let operands = module.operandPool[list.range].map { numbers[$0] }
      return Key(
        operation: .concatenate(OperandList(start: 0, count: 0)), type: expression.type, operands: operands)
    default:
      return Key(operation: mapped(expression.operation) { numbers[$0] }, type: expression.type)
    }
  }

  private mutating func countOperations(of operation: Operation) {
    var count = 0
    module.forEachOperand(of: operation) { count += operationCounts[$0] }
    switch operation {
    case .constant, .signal, .slice, .extend, .reinterpret: break
    case .unary, .binary, .mux, .concatenate, .replicate, .selectBit, .readMemory: count += 1
    }
    // Shared operands count each time; the number must not overflow in a long chain of them.
    operationCounts.append(min(count, 1 << 20))
  }

  private mutating func replacingOperands(of operation: Operation) -> Operation {
    if case .concatenate(let list) = operation {
      for index in list.range { module.operandPool[index] = representatives[module.operandPool[index]] }
      return operation
    }
    return mapped(operation) { representatives[$0] }
  }

  private func mapped(_ operation: Operation, _ replacement: (ExpressionID) -> ExpressionID) -> Operation {
    switch operation {
    case .constant, .signal, .concatenate: operation
    case .unary(let function, let a): .unary(function, replacement(a))
    case .binary(let function, let a, let b): .binary(function, replacement(a), replacement(b))
    case .mux(let condition, let whenTrue, let whenFalse):
      .mux(
        condition: replacement(condition), whenTrue: replacement(whenTrue), whenFalse: replacement(whenFalse))
    case .slice(let a, let low): .slice(replacement(a), low: low)
    case .replicate(let a, let count): .replicate(replacement(a), count: count)
    case .extend(let a): .extend(replacement(a))
    case .reinterpret(let a): .reinterpret(replacement(a))
    case .selectBit(let a, let index): .selectBit(replacement(a), index: replacement(index))
    case .readMemory(let memory, let address): .readMemory(memory, address: replacement(address))
    }
  }

  private mutating func replaceExpressions(inStatement index: Int, of block: Int) {
    let representatives = representatives
    switch module.blocks[block].statements[index] {
    case .assign(var assignment):
      assignment.value = representatives[assignment.value]
      module.blocks[block].statements[index] = .assign(assignment)
    case .writeMemory(var write):
      write.address = representatives[write.address]
      write.value = representatives[write.value]
      module.blocks[block].statements[index] = .writeMemory(write)
    case .checkRead(var check):
      check.address = representatives[check.address]
      module.blocks[block].statements[index] = .checkRead(check)
    case .check(let check):
      module.blocks[block].statements[index] = .check(check.replacingExpressions { representatives[$0] })
    case .when(var when):
      for branch in when.branches.indices {
        when.branches[branch].condition = representatives[when.branches[branch].condition]
      }
      module.blocks[block].statements[index] = .when(when)
    case .match(var match):
      match.subject = representatives[match.subject]
      module.blocks[block].statements[index] = .match(match)
    }
  }
}
