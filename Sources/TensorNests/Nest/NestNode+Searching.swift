extension NestNode {
  var primitive: NestPrimitive? {
    if case .primitive(let primitive) = self { primitive } else { nil }
  }

  var loop: NestLoop? {
    if case .loop(let loop, _) = self { loop } else { nil }
  }

  /// The body of a loop, nothing of a primitive.
  var body: [NestNode] {
    if case .loop(_, let body) = self { body } else { [] }
  }

  /// Whether this primitive or one inside this loop is what is asked for.
  func contains(_ isWanted: (NestPrimitive) -> Bool) -> Bool {
    switch self {
    case .primitive(let primitive): isWanted(primitive)
    case .loop(_, let body): body.contains { $0.contains(isWanted) }
    }
  }

  /// Whether this loop or one inside it is what is asked for.
  func containsLoop(_ isWanted: (NestLoop) -> Bool) -> Bool {
    guard case .loop(let loop, let body) = self else { return false }
    return isWanted(loop) || body.contains { $0.containsLoop(isWanted) }
  }

  /// Returns this node without the primitives that are not wanted.
  func removing(_ isUnwanted: (NestPrimitive) -> Bool) -> NestNode? {
    switch self {
    case .primitive(let primitive): isUnwanted(primitive) ? nil : self
    case .loop(let loop, let body): .loop(loop, body.compactMap { $0.removing(isUnwanted) })
    }
  }

  /// Returns this node with every loop that is wanted changed.
  func changingLoops(_ change: (inout NestLoop) -> Void) -> NestNode {
    guard case .loop(var loop, let body) = self else { return self }
    change(&loop)
    return .loop(loop, body.map { $0.changingLoops(change) })
  }
}

extension [NestNode] {
  func contains(primitive isWanted: (NestPrimitive) -> Bool) -> Bool {
    contains { $0.contains(isWanted) }
  }

  func containsLoop(_ isWanted: (NestLoop) -> Bool) -> Bool {
    contains { $0.containsLoop(isWanted) }
  }

  /// Returns these nodes with the first body that `rewrite` accepts replaced, looking from the outside in; `nil` when it
  /// accepts none.
  func replacingFirstBody(_ rewrite: ([NestNode]) -> [NestNode]?) -> [NestNode]? {
    if let rewritten = rewrite(self) { return rewritten }
    for (index, node) in enumerated() {
      guard case .loop(let loop, let body) = node, let inner = body.replacingFirstBody(rewrite) else { continue }
      var result = self
      result[index] = .loop(loop, inner)
      return result
    }
    return nil
  }

  /// Returns these nodes with some of them replaced.
  func replacing(_ range: Range<Int>, with nodes: [NestNode]) -> [NestNode] {
    var result = self
    result.replaceSubrange(range, with: nodes)
    return result
  }

  /// The first loop that is wanted, from the outside in, with its body.
  func firstLoop(_ isWanted: (NestLoop) -> Bool) -> (loop: NestLoop, body: [NestNode])? {
    for case .loop(let loop, let body) in self {
      if isWanted(loop) { return (loop, body) }
      if let inner = body.firstLoop(isWanted) { return inner }
    }
    return nil
  }
}

extension NestPrimitive {
  var isAccumulate: Bool {
    if case .accumulate = self { true } else { false }
  }

  var isHalfReduce: Bool {
    if case .halfReduce = self { true } else { false }
  }
}
