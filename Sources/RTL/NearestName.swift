/// Finds what somebody may have meant by a name that does not exist.
package struct NearestName {
  /// The candidate with the smallest distance from the name, the first one of several; nil without candidates.
  package let name: String?
  /// Whether so little has to be changed that it is likely to be what was meant.
  package let isLikely: Bool

  package init(to name: String, among candidates: [String]) {
    let measured = candidates.map { ($0, Self.distance($0.lowercased(), name.lowercased())) }
    let best = measured.min { $0.1 < $1.1 }
    self.name = best?.0
    let isPart = best.map { !name.isEmpty && $0.0.lowercased().hasPrefix(name.lowercased()) } ?? false
    isLikely = best.map { isPart || $0.1 <= max(2, name.count / 3) && $0.1 < name.count } ?? false
  }

  /// The candidates with the smallest distances, nearest first; those of one distance in alphabetical order.
  package static func nearest(_ count: Int, to name: String, among candidates: [String]) -> [String] {
    let measured = candidates.map { (name: $0, distance: distance($0, name)) }
    return measured.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(count).map(\.name)
  }

  /// The least number of characters inserted, deleted, replaced or exchanged with their neighbour that turns one text into the
  /// other (optimal string alignment).
  package static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left)
    let right = Array(right)
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for (row, character) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        let replaced = previous[column] + (character == other ? 0 : 1)
        var cost = min(replaced, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, character == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforePrevious[column - 1] + 1)
        }
        current.append(cost)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[right.count]
  }
}
