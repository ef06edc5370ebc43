import RTL

/// Nodes as they are made: each once, simplified and folded.
struct NodeBuilder {
  private(set) var nodes: [Node] = []
  private(set) var constants: [Bits] = []
  private var constantNodes: [Bits: NodeID] = [:]
  /// Open addressing by `Node.fingerprint`; `NodeID.none` marks a free place.
  private var table = [NodeID](repeating: .none, count: 1024)

  /// The node of a constant.
  mutating func constant(_ value: Bits) -> NodeID {
    if let known = constantNodes[value] { return known }
    let node = intern(Node(.constant, width: value.width, parameter: constants.count))
    constants.append(value)
    constantNodes[value] = node
    return node
  }

  func constantValue(of node: NodeID) -> Bits? {
    nodes[node].kind == .constant ? constants[Int(nodes[node].parameter)] : nil
  }

  func width(of node: NodeID) -> Int { nodes[node].width }

  /// The one node that is equal to `node`.
  mutating func intern(_ node: Node) -> NodeID {
    let mask = table.count - 1
    var position = Int(truncatingIfNeeded: node.fingerprint) & mask
    while table[position] != .none {
      if nodes[table[position]] == node { return table[position] }
      position = (position + 1) & mask
    }
    let id = NodeID(nodes.count)
    nodes.append(node)
    table[position] = id
    if 2 * nodes.count > table.count { growTable() }
    return id
  }

  private mutating func growTable() {
    let mask = 4 * table.count - 1
    table = [NodeID](repeating: .none, count: mask + 1)
    for index in nodes.indices {
      var position = Int(truncatingIfNeeded: nodes[index].fingerprint) & mask
      while table[position] != .none { position = (position + 1) & mask }
      table[position] = NodeID(index)
    }
  }
}
