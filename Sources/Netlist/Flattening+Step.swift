import RTL

extension Flattening {
  /// What has to be resolved before a key, and how the key then follows from it.
  struct Step {
    enum Result {
      /// The same as the only operand.
      case operand
      /// Bits of the only operand.
      case slice(low: Int, width: Int)
      /// An operation of some width on the operands.
      case operation(NodeKind, width: Int)
      /// Bits of such an operation.
      case partOfOperation(NodeKind, width: Int, low: Int, count: Int)
      case zero(width: Int)
      case leaf
    }

    var result: Result
    var count = 0
    var a = Key(scope: 0, node: 0, low: 0, width: 0)
    var b = Key(scope: 0, node: 0, low: 0, width: 0)
    var c = Key(scope: 0, node: 0, low: 0, width: 0)
  }

  private func template(of scope: Int32) -> Int { scopes[Int(scope)].module }

  private func node(_ key: Key) -> TemplateNode { templates[scopes[Int(key.scope)].module].nodes[Int(key.node)] }

  private func whole(_ scope: Int32, _ node: Int32) -> Key { Key(scope: scope, node: node, low: 0, width: 0) }

  /// Bits of a node, or all of it when these are all.
  private func part(_ scope: Int32, _ node: Int32, low: Int32, width: Int32) -> Key {
    let total = templates[template(of: scope)].nodes[Int(node)].width
    if low == 0, width >= total { return whole(scope, node) }
    return Key(scope: scope, node: node, low: low, width: width)
  }

  /// Where a node takes its value from unchanged, in this scope or another one.
  private func source(of key: Key, _ node: TemplateNode) -> (scope: Int32, node: Int32)? {
    let scope = scopes[Int(key.scope)]
    switch node.kind {
    case .alias: return (key.scope, node.a)
    case .port:
      guard scope.parent >= 0 else { return nil }
      let sources = templates[scopes[scope.parent].module].signalSources
      return (Int32(scope.parent), sources[scope.firstPort + Int(node.parameter)])
    case .childPort:
      let child = scope.firstChild + Int(node.a)
      return (Int32(child), templates[scopes[child].module].signalSources[Int(node.parameter)])
    default: return nil
    }
  }

  func step(for key: Key) -> Step {
    let node = node(key)
    let width = key.width == 0 ? node.width : key.width
    if let source = source(of: key, node) {
      return Step(result: .operand, count: 1, a: part(source.scope, source.node, low: key.low, width: width))
    }
    switch node.kind {
    case .slice:
      let operand = part(key.scope, node.a, low: key.low + node.parameter, width: width)
      return Step(result: .operand, count: 1, a: operand)
    case .concatenate: return concatenationStep(key, node, width: width)
    case .operation(let kind):
      if key.width > 0 || distributesSlices { return partStep(key, node, kind, width: width) }
      return wholeStep(key, node, kind)
    case .memoryRead where key.width == 0:
      return Step(result: .operation(.memoryRead, width: Int(width)), count: 1, a: whole(key.scope, node.a))
    default:
      return key.width == 0 ? Step(result: .leaf) : sliceStep(key)
    }
  }

  private func sliceStep(_ key: Key) -> Step {
    let all = whole(key.scope, key.node)
    return Step(result: .slice(low: Int(key.low), width: Int(key.width)), count: 1, a: all)
  }

  private func concatenationStep(_ key: Key, _ node: TemplateNode, width: Int32) -> Step {
    let lowerWidth = templates[template(of: key.scope)].nodes[Int(node.b)].width
    let end = key.low + width
    if key.low >= lowerWidth {
      let operand = part(key.scope, node.a, low: key.low - lowerWidth, width: width)
      return Step(result: .operand, count: 1, a: operand)
    }
    if end <= lowerWidth {
      return Step(result: .operand, count: 1, a: part(key.scope, node.b, low: key.low, width: width))
    }
    var step = Step(result: .operation(.concatenate, width: Int(width)), count: 2)
    step.a = part(key.scope, node.a, low: 0, width: end - lowerWidth)
    step.b = part(key.scope, node.b, low: key.low, width: lowerWidth - key.low)
    return step
  }

  private func operandWidth(_ key: Key, _ operand: Int32) -> Int32 {
    templates[template(of: key.scope)].nodes[Int(operand)].width
  }

  /// Bits of an operation: of its operands where these bits depend on no others, else of the whole result.
  private func partStep(_ key: Key, _ node: TemplateNode, _ kind: NodeKind, width: Int32) -> Step {
    if kind == .zeroExtend || kind == .signExtend {
      let inner = operandWidth(key, node.a)
      let low = min(key.low, inner - 1)
      // Above the operand there is but its sign or nothing.
      if key.low >= inner, kind == .zeroExtend { return Step(result: .zero(width: Int(width))) }
      var step = Step(result: .operation(kind, width: Int(width)), count: 1)
      step.a = part(key.scope, node.a, low: low, width: min(width, inner - low))
      return step
    }
    guard distributesSlices else { return sliceStep(key) }
    let high = key.low + width
    switch kind {
    case .not, .and, .or, .xor, .mux:
      var step = Step(result: .operation(kind, width: Int(width)), count: kind.operandCount)
      let isMux = kind == .mux
      step.a = isMux ? whole(key.scope, node.a) : part(key.scope, node.a, low: key.low, width: width)
      if step.count > 1 { step.b = part(key.scope, node.b, low: key.low, width: width) }
      if step.count > 2 { step.c = part(key.scope, node.c, low: key.low, width: width) }
      return step
    case .add, .subtract, .multiply, .shiftLeft:
      // Carries go up: what is above these bits does not matter.
      let result = Step.Result.partOfOperation(kind, width: Int(high), low: Int(key.low), count: Int(width))
      var step = Step(result: result, count: 2, a: part(key.scope, node.a, low: 0, width: high))
      step.b = kind == .shiftLeft ? whole(key.scope, node.b) : part(key.scope, node.b, low: 0, width: high)
      return step
    case .shiftRightLogical, .shiftRightArithmetic:
      let rest = node.width - key.low
      let result = Step.Result.partOfOperation(kind, width: Int(rest), low: 0, count: Int(width))
      let operand = part(key.scope, node.a, low: key.low, width: rest)
      return Step(result: result, count: 2, a: operand, b: whole(key.scope, node.b))
    default:
      return key.width == 0 ? wholeStep(key, node, kind) : sliceStep(key)
    }
  }

  private func wholeStep(_ key: Key, _ node: TemplateNode, _ kind: NodeKind) -> Step {
    var step = Step(result: .operation(kind, width: Int(node.width)), count: kind.operandCount)
    step.a = whole(key.scope, node.a)
    if step.count > 1 { step.b = whole(key.scope, node.b) }
    if step.count > 2 { step.c = whole(key.scope, node.c) }
    return step
  }

  /// The node of a key whose operands are resolved.
  mutating func finish(_ key: Key, _ step: Step) -> NodeID {
    switch step.result {
    case .operand: return state(of: step.a)
    case .slice(let low, let width): return builder.slice(state(of: step.a), low: low, width: width)
    case .leaf: return leaf(key)
    case .zero(let width): return builder.constant(Bits(zeroOfWidth: width))
    case .partOfOperation(let kind, let width, let low, let count):
      let operation = builder.make(kind, width: width, state(of: step.a), state(of: step.b))
      return builder.slice(operation, low: low, width: count)
    case .operation(let kind, let width):
      let a = state(of: step.a)
      let b = step.count > 1 ? state(of: step.b) : .none
      let c = step.count > 2 ? state(of: step.c) : .none
      var parameter = 0
      if kind == .memoryRead {
        parameter = scopes[Int(key.scope)].firstMemory + Int(node(key).parameter)
      }
      return builder.make(kind, width: width, a, b, c, parameter: parameter)
    }
  }

  private mutating func leaf(_ key: Key) -> NodeID {
    let node = node(key)
    let scope = scopes[Int(key.scope)]
    let parameter = Int(node.parameter)
    switch node.kind {
    case .port: return builder.intern(Node(.input, width: Int(node.width), parameter: parameter))
    case .register:
      return builder.intern(Node(.register, width: Int(node.width), parameter: scope.firstRegister + parameter))
    default: return builder.constant(templates[scope.module].constants[parameter])
    }
  }
}
