import RTL

extension NodeBuilder {
  /// Bits of a node, taken from where they come from.
  mutating func slice(_ source: NodeID, low: Int, width: Int) -> NodeID {
    slice(source, low: low, width: width, depth: 0)
  }

  private mutating func slice(_ whole: NodeID, low start: Int, width: Int, depth: Int) -> NodeID {
    var source = whole
    var low = start
    // Where one part holds all the bits, go there.
    while true {
      let node = nodes[source]
      let lowerWidth = node.kind == .concatenate ? nodes[node.b].width : 0
      if node.kind == .slice {
        low += Int(node.parameter)
        source = node.a
      } else if node.kind == .concatenate, low >= lowerWidth {
        low -= lowerWidth
        source = node.a
      } else if node.kind == .concatenate, low + width <= lowerWidth {
        source = node.b
      } else if node.kind == .zeroExtend || node.kind == .signExtend, low + width <= nodes[node.a].width {
        source = node.a
      } else {
        break
      }
    }
    let node = nodes[source]
    if low == 0, width == node.width { return source }
    if let value = constantValue(of: source) { return constant(value.slice(low: low, width: width)) }
    switch node.kind {
    case .concatenate where depth < Self.maximumSliceDepth:
      let lowerWidth = nodes[node.b].width
      let upper = slice(node.a, low: 0, width: low + width - lowerWidth, depth: depth + 1)
      let lower = slice(node.b, low: low, width: lowerWidth - low, depth: depth + 1)
      return concatenate(upper, lower)
    case .zeroExtend, .signExtend:
      let inner = nodes[node.a].width
      if low < inner {
        return extend(node.kind, slice(node.a, low: low, width: inner - low, depth: depth), width: width)
      }
      if node.kind == .zeroExtend { return constant(Bits(zeroOfWidth: width)) }
      return extend(.signExtend, slice(node.a, low: inner - 1, width: 1, depth: depth), width: width)
    default:
      return intern(Node(.slice, width: width, source, parameter: low))
    }
  }

  /// How many nested concatenations a slice is distributed over.
  private static let maximumSliceDepth = 64

  /// `upper` above `lower`; neighbouring parts of one value become one part again.
  mutating func concatenate(_ upper: NodeID, _ lower: NodeID) -> NodeID {
    let (upperNode, lowerNode) = (nodes[upper], nodes[lower])
    let width = upperNode.width + lowerNode.width
    if let high = constantValue(of: upper) {
      if let low = constantValue(of: lower) { return constant(high.concatenated(with: low)) }
      if high.isZero { return extend(.zeroExtend, lower, width: width) }
    }
    if lowerNode.kind == .concatenate, let joined = joined(upper, lowerNode.a) {
      return concatenate(joined, lowerNode.b)
    }
    if upperNode.kind == .concatenate, let joined = joined(upperNode.b, lower) {
      return concatenate(upperNode.a, joined)
    }
    return joined(upper, lower) ?? intern(Node(.concatenate, width: width, upper, lower))
  }

  /// The slice that two neighbouring slices of one node make.
  private mutating func joined(_ upper: NodeID, _ lower: NodeID) -> NodeID? {
    let (upperNode, lowerNode) = (nodes[upper], nodes[lower])
    guard upperNode.kind == .slice, lowerNode.kind == .slice, upperNode.a == lowerNode.a else { return nil }
    guard Int(upperNode.parameter) == Int(lowerNode.parameter) + lowerNode.width else { return nil }
    return slice(lowerNode.a, low: Int(lowerNode.parameter), width: upperNode.width + lowerNode.width)
  }

  mutating func extend(_ kind: NodeKind, _ source: NodeID, width: Int) -> NodeID {
    let node = nodes[source]
    if node.width >= width { return slice(source, low: 0, width: width) }
    if let value = constantValue(of: source) {
      return constant(value.extended(to: width, signed: kind == .signExtend))
    }
    // The sign of a number that was extended with zeros is 0.
    if node.kind == .zeroExtend { return extend(.zeroExtend, node.a, width: width) }
    if node.kind == .signExtend, kind == .signExtend { return extend(kind, node.a, width: width) }
    return intern(Node(kind, width: width, source))
  }
}
