/// Sets of numbers, each kept once: most values of a module depend on one of few sets of inputs, or of clocks.
struct NumberSets {
  static let empty: Int32 = 0

  private var sets: [[Int32]] = [[]]
  private var numbers: [[Int32]: Int32] = [[]: 0]
  private var unions: [Pair: Int32] = [:]

  private struct Pair: Hashable {
    var first: Int32
    var second: Int32
  }

  subscript(set: Int32) -> [Int32] { sets[Int(set)] }

  mutating func inserting(_ number: Int32, into set: Int32) -> Int32 {
    union(set, self.number(of: [number]))
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
