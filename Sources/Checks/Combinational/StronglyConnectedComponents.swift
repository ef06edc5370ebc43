/// A directed graph whose nodes are numbers; the edges of node `n` are `targets[starts[n]..<starts[n + 1]]`.
struct NumberedGraph {
  var starts: [Int32] = [0]
  var targets: [Int32] = []

  var nodeCount: Int { starts.count - 1 }

  /// The nodes that node `node` points to.
  func targets(of node: Int) -> ArraySlice<Int32> { targets[Int(starts[node])..<Int(starts[node + 1])] }

  mutating func endNode() { starts.append(Int32(targets.count)) }
}

/// The strongly connected components of a graph (Tarjan 1972, without recursion).
struct StronglyConnectedComponents {
  /// The component of each node. A component has a greater number than those its nodes point to.
  private(set) var componentOfNode: [Int32]
  private(set) var count = 0

  init(of graph: NumberedGraph) {
    let unvisited = Int32(-1)
    componentOfNode = Array(repeating: unvisited, count: graph.nodeCount)
    var index = [Int32](repeating: unvisited, count: graph.nodeCount)
    var lowLink = index
    var nextIndex: Int32 = 0
    var open: [Int32] = []
    var stack: [(node: Int, edge: Int)] = []
    for root in 0..<graph.nodeCount where index[root] == unvisited {
      stack.append((root, Int(graph.starts[root])))
      while let (node, edge) = stack.last {
        if index[node] == unvisited {
          index[node] = nextIndex
          lowLink[node] = nextIndex
          nextIndex += 1
          open.append(Int32(node))
        }
        if edge < Int(graph.starts[node + 1]) {
          stack[stack.count - 1].edge += 1
          let target = Int(graph.targets[edge])
          if index[target] == unvisited {
            stack.append((target, Int(graph.starts[target])))
          } else if componentOfNode[target] == unvisited {
            lowLink[node] = min(lowLink[node], index[target])
          }
          continue
        }
        stack.removeLast()
        if lowLink[node] == index[node] {
          while let member = open.popLast() {
            componentOfNode[Int(member)] = Int32(count)
            if Int(member) == node { break }
          }
          count += 1
        }
        if let parent = stack.last?.node { lowLink[parent] = min(lowLink[parent], lowLink[node]) }
      }
    }
  }
}
