/// A partition of `0..<count` that only grows coarser.
struct DisjointSets {
  private var parent: [Int]

  init(count: Int) {
    parent = Array(0..<count)
  }

  /// The smallest element of the set that holds `element`.
  mutating func representative(_ element: Int) -> Int {
    var root = element
    while parent[root] != root { root = parent[root] }
    var current = element
    while parent[current] != root { (parent[current], current) = (root, parent[current]) }
    return root
  }

  mutating func unite(_ first: Int, _ second: Int) {
    let left = representative(first)
    let right = representative(second)
    parent[max(left, right)] = min(left, right)
  }
}
