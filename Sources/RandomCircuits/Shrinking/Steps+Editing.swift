extension [Step] {
  /// Puts another operand where one was.
  mutating func replace(_ old: Operand, by new: Operand) {
    for index in indices { self[index] = self[index].mappingOperands { $0 == old ? new : $0 } }
  }

  /// Takes away the statements that drive a step.
  mutating func dropStatements(driving target: Int) {
    for index in indices {
      guard case .statements(let statements) = self[index].kind else { continue }
      self[index].kind = .statements(statements.keeping { $0.target != target })
    }
  }

  /// Puts the steps of a module in the place of an instance: its inputs become wires, its outputs what drives them.
  mutating func flattenInstance(at index: Int, _ child: [Step], _ inputs: [Operand]) {
    let instance = self[index].id
    let (domain, enable) = (self[index].domain, self[index].enable)
    let offset = (map(\.id).max() ?? 0) + 1
    var inputs = inputs[...]
    var inner: [Step] = []
    var outputs: [Operand] = []
    for step in child {
      let kind = step.kind.renumbered { $0 + offset }
      switch kind {
      case .input(let type):
        if let source = inputs.popFirst() { inner.append(Step(step.id + offset, .wire(type, first: source))) }
      case .output(let source): outputs.append(source)
      default:
        // A step that waits for the instance's enable and for one of its own waits for its own alone.
        let own = step.enable.map { $0.renumbered { $0 + offset } }
        let outer = step.domain == nil && kind.isClocked ? enable : nil
        inner.append(Step(step.id + offset, domain: step.domain ?? domain, enable: own ?? outer, kind))
      }
    }
    replaceSubrange(index...index, with: inner)
    for (number, source) in outputs.enumerated() { replace(.value(instance, output: number), by: source) }
  }
}

extension [RecipeStatement] {
  /// The statements that satisfy a condition, at every depth, without groups that nothing is left of.
  func keeping(_ isKept: (RecipeStatement) -> Bool) -> [RecipeStatement] {
    compactMap { statement in
      switch statement {
      case .when(let branches, let otherwise):
        let branches = branches.map { RecipeBranch(condition: $0.condition, body: $0.body.keeping(isKept)) }
        let otherwise = otherwise?.keeping(isKept)
        if branches.allSatisfy({ $0.body.isEmpty }), otherwise?.isEmpty ?? true { return nil }
        return .when(branches, otherwise: otherwise?.isEmpty == true ? nil : otherwise)
      case .match(let state, let arms):
        let arms = arms.map { $0.keeping(isKept) }
        return arms.allSatisfy(\.isEmpty) ? nil : .match(state, arms)
      default: return isKept(statement) ? statement : nil
      }
    }
  }
}

extension Step.Kind {
  /// The same declaration with fewer bits, or without a sign.
  var narrower: [Step.Kind] {
    switch self {
    case .input(let type): return type.narrower.map { .input($0) }
    case .constant(let number, let type): return type.narrower.map { .constant(number, $0) }
    case .pattern(let words, let width):
      return width > 1 ? [.pattern(words, width: 1), .pattern(words, width: width / 2)] : []
    case .register(let type, let reset): return type.narrower.map { .register($0, reset: reset) }
    case .wire(let type, let first): return type.narrower.map { .wire($0, first: first) }
    case .registerArray(let type, let count, let reset):
      return type.narrower.map { .registerArray($0, count: count, reset: reset) }
        + (count > 1 ? [.registerArray(type, count: count - 1, reset: reset)] : [])
    case .memory(let type, let depth, let contents):
      return type.narrower.map { .memory($0, depth: depth, contents: contents) }
        + (depth > 1 ? [.memory(type, depth: depth / 2, contents: contents)] : [])
    default: return []
    }
  }

  /// The same step with a number nearer to 0.
  var withSmallerNumbers: [Step.Kind] {
    func smaller(_ number: Int) -> [Int] { number == 0 ? [] : [0, number / 2, number > 0 ? number - 1 : number + 1] }
    switch self {
    case .constant(let number, let type): return smaller(number).map { .constant($0, type) }
    case .register(let type, let reset?):
      return [.register(type, reset: nil)] + smaller(reset).map { .register(type, reset: $0) }
    case .operation(let op, let operands, let parameters):
      var kinds: [Step.Kind] = []
      for index in parameters.indices {
        for number in smaller(parameters[index]) {
          var changed = parameters
          changed[index] = number
          kinds.append(.operation(op, operands, parameters: changed))
        }
      }
      for index in operands.indices {
        guard case .literal(let literal) = operands[index] else { continue }
        for number in smaller(literal) {
          var changed = operands
          changed[index] = .literal(number)
          kinds.append(.operation(op, changed, parameters: parameters))
        }
      }
      return kinds
    case .registerArray(let type, let count, let reset?):
      return [.registerArray(type, count: count, reset: nil)]
        + smaller(reset).map { .registerArray(type, count: count, reset: $0) }
    case .memory(let type, let depth, let contents?):
      return [.memory(type, depth: depth, contents: nil)]
        + (contents == 0 ? [] : [.memory(type, depth: depth, contents: 0)])
    case .memoryPort(let memory, let address, let latency, let enable, let duringWrite):
      var kinds: [Step.Kind] = [.memoryRead(memory, address: address)]
      func port(_ latency: Int, _ enable: Operand?, _ mode: DuringWrite) -> Step.Kind {
        .memoryPort(memory, address: address, latency: latency, enable: enable, duringWrite: mode)
      }
      if latency > 1 { kinds.append(port(1, enable, duringWrite)) }
      if enable != nil { kinds.append(port(latency, nil, duringWrite)) }
      if duringWrite != .old { kinds.append(port(latency, enable, .old)) }
      return kinds
    case .crossing(let source, .synchroniser(let stages)) where stages > 1:
      return [.crossing(source, .synchroniser(stages: stages - 1))]
    case .element(let elements, let index) where elements.count > 1:
      return elements.indices.map { removed in
        .element(elements.indices.filter { $0 != removed }.map { elements[$0] }, index: index)
      }
    case .instance(let module, let inputs, true): return [.instance(module, inputs: inputs, isInlined: false)]
    default: return []
    }
  }
}

extension NumberType {
  fileprivate var narrower: [NumberType] {
    let widths = Set([1, width / 2, width - 1]).filter { $0 > 0 && $0 < width }.sorted()
    return widths.map { NumberType(width: $0, isSigned: isSigned) } + (isSigned ? [.unsigned(width)] : [])
  }
}
