extension Operand {
  /// The same operand with the number of its step replaced.
  func renumbered(_ number: (Int) -> Int) -> Operand {
    if case .value(let id, let output) = self { .value(number(id), output: output) } else { self }
  }
}

extension Step {
  /// The same step with every operand replaced, its enable too.
  func mappingOperands(_ change: (Operand) -> Operand) -> Step {
    Step(id, domain: domain, enable: enable.map(change), kind.mappingOperands(change))
  }

  /// What it reads, with its enable.
  var operands: [Operand] { kind.operands + (enable.map { [$0] } ?? []) }
}

extension Step.Kind {
  /// Whether it matters in which clock domain the step stands.
  var isClocked: Bool {
    switch self {
    case .register, .registerArray, .stateRegister, .memory, .memoryPort, .crossing, .instance, .statements: true
    case .input, .output, .constant, .pattern, .operation, .stateIs, .wire, .memoryRead, .element: false
    }
  }

  /// The same step with every operand replaced.
  func mappingOperands(_ change: (Operand) -> Operand) -> Step.Kind {
    switch self {
    case .input, .constant, .pattern, .register, .registerArray, .stateRegister, .stateIs, .memory: self
    case .output(let source): .output(change(source))
    case .operation(let op, let operands, let parameters):
      .operation(op, operands.map(change), parameters: parameters)
    case .wire(let type, let first): .wire(type, first: change(first))
    case .memoryRead(let memory, let address): .memoryRead(memory, address: change(address))
    case .memoryPort(let memory, let address, let latency, let enable, let duringWrite):
      .memoryPort(
        memory, address: change(address), latency: latency, enable: enable.map(change), duringWrite: duringWrite)
    case .crossing(let source, let kind): .crossing(change(source), kind)
    case .element(let elements, let index): .element(elements.map(change), index: change(index))
    case .instance(let module, let inputs, let isInlined):
      .instance(module, inputs: inputs.map(change), isInlined: isInlined)
    case .statements(let statements): .statements(statements.map { $0.mappingOperands(change) })
    }
  }

  /// The steps that are read, driven or otherwise named, but for those of operands.
  var namedSteps: [Int] {
    switch self {
    case .stateIs(let state, _, _): [state]
    case .memoryRead(let memory, _), .memoryPort(let memory, _, _, _, _): [memory]
    case .statements(let statements): statements.flatMap(\.namedSteps)
    default: []
    }
  }

  var operands: [Operand] {
    var operands: [Operand] = []
    _ = mappingOperands {
      operands.append($0)
      return $0
    }
    return operands
  }

  /// The same step with every number of a step that it names replaced.
  func renumbered(_ number: (Int) -> Int) -> Step.Kind {
    let mapped = mappingOperands { $0.renumbered(number) }
    switch mapped {
    case .stateIs(let state, let code, let isNegated):
      return .stateIs(number(state), code: code, isNegated: isNegated)
    case .memoryRead(let memory, let address): return .memoryRead(number(memory), address: address)
    case .memoryPort(let memory, let address, let latency, let enable, let duringWrite):
      return .memoryPort(
        number(memory), address: address, latency: latency, enable: enable, duringWrite: duringWrite)
    case .statements(let statements): return .statements(statements.map { $0.renumberedTargets(number) })
    default: return mapped
    }
  }
}

extension RecipeStatement {
  func mappingOperands(_ change: (Operand) -> Operand) -> RecipeStatement {
    switch self {
    case .assign(let target, let source): .assign(target, change(source))
    case .assignBits(let target, let high, let low, let source):
      .assignBits(target, high: high, low: low, change(source))
    case .increment, .setState: self
    case .when(let branches, let otherwise):
      .when(
        branches.map { branch in
          RecipeBranch(condition: change(branch.condition), body: branch.body.map { $0.mappingOperands(change) })
        }, otherwise: otherwise.map { $0.map { $0.mappingOperands(change) } })
    case .match(let state, let arms): .match(state, arms.map { $0.map { $0.mappingOperands(change) } })
    case .chooseState(let state, let condition, let code, let otherwise):
      .chooseState(state, change(condition), code: code, otherwise: otherwise)
    case .writeMemory(let memory, let address, let value):
      .writeMemory(memory, address: change(address), value: change(value))
    case .writeLanes(let memory, let address, let value, let mask, let lanes):
      .writeLanes(memory, address: change(address), value: change(value), mask: change(mask), lanes: lanes)
    case .assignElement(let target, let index, let source):
      .assignElement(target, index: change(index), change(source))
    case .assignPart(let target, let width, let index, let source):
      .assignPart(target, width: width, index: change(index), change(source))
    }
  }

  func renumberedTargets(_ number: (Int) -> Int) -> RecipeStatement {
    switch self {
    case .assign(let target, let source): .assign(number(target), source)
    case .assignBits(let target, let high, let low, let source):
      .assignBits(number(target), high: high, low: low, source)
    case .increment(let target, let limit): .increment(number(target), limit: limit)
    case .when(let branches, let otherwise):
      .when(
        branches.map { branch in
          RecipeBranch(condition: branch.condition, body: branch.body.map { $0.renumberedTargets(number) })
        }, otherwise: otherwise.map { $0.map { $0.renumberedTargets(number) } })
    case .match(let state, let arms): .match(number(state), arms.map { $0.map { $0.renumberedTargets(number) } })
    case .setState(let state, let code): .setState(number(state), code: code)
    case .chooseState(let state, let condition, let code, let otherwise):
      .chooseState(number(state), condition, code: code, otherwise: otherwise)
    case .writeMemory(let memory, let address, let value): .writeMemory(number(memory), address: address, value: value)
    case .writeLanes(let memory, let address, let value, let mask, let lanes):
      .writeLanes(number(memory), address: address, value: value, mask: mask, lanes: lanes)
    case .assignElement(let target, let index, let source):
      .assignElement(number(target), index: index, source)
    case .assignPart(let target, let width, let index, let source):
      .assignPart(number(target), width: width, index: index, source)
    }
  }

  /// What this statement itself drives.
  var target: Int? {
    switch self {
    case .assign(let target, _), .assignBits(let target, _, _, _), .increment(let target, _): target
    case .setState(let target, _), .chooseState(let target, _, _, _), .writeMemory(let target, _, _): target
    case .writeLanes(let target, _, _, _, _), .assignElement(let target, _, _): target
    case .assignPart(let target, _, _, _): target
    case .when, .match: nil
    }
  }

  /// The statements right within it.
  var bodies: [[RecipeStatement]] {
    switch self {
    case .when(let branches, let otherwise): branches.map(\.body) + (otherwise.map { [$0] } ?? [])
    case .match(_, let arms): arms
    default: []
    }
  }

  /// What it and the statements within drive or choose by.
  var namedSteps: [Int] {
    let own: [Int] = if case .match(let state, _) = self { [state] } else { target.map { [$0] } ?? [] }
    return own + bodies.flatMap { $0.flatMap(\.namedSteps) }
  }
}
