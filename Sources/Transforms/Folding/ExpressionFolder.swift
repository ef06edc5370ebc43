import RTL

/// Copies the expressions of a module to a new arena, each as simple as its operands allow.
///
/// One pass: operands stand before their users, so they are in their final form when a user is looked at.
struct ExpressionFolder {
  /// What became of an operation; its type stays.
  enum Result {
    /// It is as simple as it can be.
    case unchanged
    /// It is a constant.
    case value(Bits)
    /// It is an expression of the same type that exists already.
    case existing(ExpressionID)
    /// It is another operation, which may be simplified further.
    case operation(Operation)
  }

  let old: ModuleDefinition
  private(set) var new: ModuleDefinition
  /// The new number of each old expression.
  private(set) var numbers: [ExpressionID] = []
  private var constants: [Bits: ConstantID] = [:]

  init(_ module: ModuleDefinition) {
    old = module
    new = module
    new.expressions = []
    new.operandPool = []
    new.constants = []
    new.expressionNames = [:]
  }

  mutating func foldAll() {
    numbers.reserveCapacity(old.expressions.count)
    for (index, expression) in old.expressions.enumerated() {
      let count = new.expressions.count
      var id = foldOld(expression)
      if let name = old.expressionNames[ExpressionID(index)] { id = named(id, name, isNew: id.index >= count) }
      numbers.append(id)
    }
  }

  /// The expression for an operation on new operands, in its simplest form.
  mutating func fold(_ operation: Operation, _ type: SignalType) -> ExpressionID {
    var operation = operation
    while true {
      switch simplified(operation, type) {
      case .unchanged: return append(operation, type)
      case .value(let value): return constant(value, type)
      case .existing(let id): return id
      case .operation(let simpler): operation = simpler
      }
    }
  }

  /// The expression that puts `parts` side by side, in its simplest form.
  mutating func foldConcatenation(_ parts: [ExpressionID], _ type: SignalType) -> ExpressionID {
    let parts = mergingAdjacentSlices(parts)
    if parts.count == 1 { return reused(parts[0], as: type) }
    if let value = concatenatedConstants(parts) { return constant(value, type) }
    let list = OperandList(start: new.operandPool.count, count: parts.count)
    new.operandPool += parts
    return append(.concatenate(list), type)
  }

  mutating func constant(_ value: Bits, _ type: SignalType) -> ExpressionID {
    if let id = constants[value] { return append(.constant(id), type) }
    let id = ConstantID(new.constants.count)
    new.constants.append(value)
    constants[value] = id
    return append(.constant(id), type)
  }

  /// `id` itself, or read as `type` when that differs.
  mutating func reused(_ id: ExpressionID, as type: SignalType) -> ExpressionID {
    new.type(of: id) == type ? id : fold(.reinterpret(id), type)
  }

  /// An operand's operation, for rules that look through it. A named operand stays as it is.
  func operation(of id: ExpressionID) -> Operation? {
    new.expressionNames.isEmpty || new.expressionNames[id] == nil ? new.expressions[id].operation : nil
  }

  private mutating func append(_ operation: Operation, _ type: SignalType) -> ExpressionID {
    let id = ExpressionID(new.expressions.count)
    new.expressions.append(Expression(operation, type))
    return id
  }

  /// Gives a name to an expression. One that others use as well, and that cannot take the name, is named in a copy.
  private mutating func named(_ id: ExpressionID, _ name: String, isNew: Bool) -> ExpressionID {
    let expression = new.expressions[id]
    var target = id
    switch expression.operation {
    case .constant, .signal: if !isNew { target = append(expression.operation, expression.type) }
    default: if new.expressionNames[id] != nil { target = append(.reinterpret(id), expression.type) }
    }
    new.expressionNames[target] = name
    return target
  }

  private mutating func foldOld(_ expression: Expression) -> ExpressionID {
    let type = expression.type
    switch expression.operation {
    case .constant(let id): return constant(old.constants[id], type)
    case .signal: return append(expression.operation, type)
    case .unary(let function, let a): return fold(.unary(function, number(a)), type)
    case .binary(let function, let a, let b): return fold(.binary(function, number(a), number(b)), type)
    case .mux(let condition, let whenTrue, let whenFalse):
      let mux = Operation.mux(
        condition: number(condition), whenTrue: number(whenTrue), whenFalse: number(whenFalse))
      return fold(mux, type)
    case .slice(let a, let low): return fold(.slice(number(a), low: low), type)
    case .concatenate(let list): return foldConcatenation(old.operandPool[list.range].map(number), type)
    case .replicate(let a, let count): return fold(.replicate(number(a), count: count), type)
    case .extend(let a): return fold(.extend(number(a)), type)
    case .reinterpret(let a): return fold(.reinterpret(number(a)), type)
    case .selectBit(let a, let index): return fold(.selectBit(number(a), index: number(index)), type)
    case .readMemory(let memory, let address): return fold(.readMemory(memory, address: number(address)), type)
    }
  }

  private func number(_ id: ExpressionID) -> ExpressionID { numbers[id.index] }
}
