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

  /// Bits of a node, or all of it when these are all.
  private func part(_ scope: Int32, _ node: Int32, low: Int32, width: Int32) -> Key {
    let total = templates[template(of: scope)].nodes[Int(node)].width
    if low == 0, width >= total { return Key(scope: scope, node: node, low: 0, width: 0) }
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
      if key.width > 0 { return partStep(key, node, kind) }
      var step = Step(result: .operation(kind, width: Int(width)), count: kind.operandCount)
      step.a = Key(scope: key.scope, node: node.a, low: 0, width: 0)
      if step.count > 1 { step.b = Key(scope: key.scope, node: node.b, low: 0, width: 0) }
      if step.count > 2 { step.c = Key(scope: key.scope, node: node.c, low: 0, width: 0) }
      return step
    case .memoryRead where key.width == 0:
      let address = Key(scope: key.scope, node: node.a, low: 0, width: 0)
      return Step(result: .operation(.memoryRead, width: Int(width)), count: 1, a: address)
    default:
      return key.width == 0 ? Step(result: .leaf) : sliceStep(key)
    }
  }

  private func sliceStep(_ key: Key) -> Step {
    let whole = Key(scope: key.scope, node: key.node, low: 0, width: 0)
    return Step(result: .slice(low: Int(key.low), width: Int(key.width)), count: 1, a: whole)
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

  /// Bits of an operation: of its operands where these bits depend on no others, else of the whole result.
  private func partStep(_ key: Key, _ node: TemplateNode, _ kind: NodeKind) -> Step {
    switch kind {
    case .zeroExtend, .signExtend:
      let inner = templates[template(of: key.scope)].nodes[Int(node.a)].width
      guard key.low + key.width <= inner else { return sliceStep(key) }
      return Step(result: .operand, count: 1, a: part(key.scope, node.a, low: key.low, width: key.width))
    case .not, .and, .or, .xor, .mux:
      guard distributesSlices else { return sliceStep(key) }
      var step = Step(result: .operation(kind, width: Int(key.width)), count: kind.operandCount)
      step.a =
        kind == .mux
        ? Key(scope: key.scope, node: node.a, low: 0, width: 0)
        : part(key.scope, node.a, low: key.low, width: key.width)
      if step.count > 1 { step.b = part(key.scope, node.b, low: key.low, width: key.width) }
      if step.count > 2 { step.c = part(key.scope, node.c, low: key.low, width: key.width) }
      return step
    default: return sliceStep(key)
    }
  }

  /// The node of a key whose operands are resolved.
  mutating func finish(_ key: Key, _ step: Step) -> NodeID {
    switch step.result {
    case .operand: return state(of: step.a)
    case .slice(let low, let width): return builder.slice(state(of: step.a), low: low, width: width)
    case .leaf: return leaf(key)
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
