import RTL

/// Which inputs of a module its outputs depend on without a clock between, port by port.
struct PortDependencies {
  /// By port; empty for inputs.
  private var inputs: [[Int32]]

  func inputs(ofOutput port: Int) -> [Int32] { inputs[port] }

  /// Nothing depends on anything: for modules that cannot be looked into.
  init(portCount: Int) {
    inputs = Array(repeating: [], count: portCount)
  }

  init(of module: ModuleDefinition, _ dependencies: DependencyGraph, _ components: StronglyConnectedComponents) {
    var members = [[Int32]](repeating: [], count: components.count)
    for node in 0..<dependencies.graph.nodeCount {
      members[Int(components.componentOfNode[node])].append(Int32(node))
    }
    // Components come after those they depend on, so one pass suffices.
    var sets = InputSets()
    var setOfComponent = [Int32](repeating: InputSets.empty, count: components.count)
    for component in members.indices {
      var set = InputSets.empty
      for node in members[component] {
        let index = Int(node)
        if index < module.ports.count, module.ports[index].direction == .input { set = sets.inserting(node, into: set) }
        for target in dependencies.graph.targets(of: index) {
          let other = Int(components.componentOfNode[Int(target)])
          if other != component { set = sets.union(set, setOfComponent[other]) }
        }
      }
      setOfComponent[component] = set
    }
    inputs = module.ports.indices.map { port in
      guard module.ports[port].direction == .output else { return [] }
      return sets[setOfComponent[Int(components.componentOfNode[port])]]
    }
  }
}

/// Sets of inputs, each kept once: most values of a module depend on one of few sets.
private struct InputSets {
  static let empty: Int32 = 0

  private var sets: [[Int32]] = [[]]
  private var numbers: [[Int32]: Int32] = [[]: 0]
  private var unions: [Pair: Int32] = [:]

  private struct Pair: Hashable {
    var first: Int32
    var second: Int32
  }

  subscript(set: Int32) -> [Int32] { sets[Int(set)] }

  mutating func inserting(_ input: Int32, into set: Int32) -> Int32 {
    union(set, number(of: [input]))
  }

  mutating func union(_ left: Int32, _ right: Int32) -> Int32 {
    if left == right || right == Self.empty { return left }
    if left == Self.empty { return right }
    let pair = Pair(first: min(left, right), second: max(left, right))
    if let known = unions[pair] { return known }
    let result = number(of: Self.merged(sets[Int(left)], sets[Int(right)]))
    unions[pair] = result
    return result
  }

  private mutating func number(of set: [Int32]) -> Int32 {
    if let known = numbers[set] { return known }
    let number = Int32(sets.count)
    sets.append(set)
    numbers[set] = number
    return number
  }

  /// The union of two ascending lists.
  private static func merged(_ left: [Int32], _ right: [Int32]) -> [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(left.count + right.count)
    var (next, other) = (0, 0)
    while next < left.count, other < right.count {
      if left[next] == right[other] { other += 1 }
      if other == right.count || left[next] < right[other] {
        result.append(left[next])
        next += 1
      } else {
        result.append(right[other])
        other += 1
      }
    }
    return result + left[next...] + right[other...]
  }
}
