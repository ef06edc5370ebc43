/// A set of bits of a signal, kept as ranges.
struct BitRanges: Hashable {
  /// Ascending, disjoint and not touching each other.
  private(set) var ranges: [Range<Int>] = []

  init() {}

  init(_ range: Range<Int>) {
    if !range.isEmpty { ranges = [range] }
  }

  var isEmpty: Bool { ranges.isEmpty }

  mutating func insert(_ range: Range<Int>) {
    if range.isEmpty { return }
    let first = firstIndex { $0.upperBound >= range.lowerBound }
    let end = firstIndex { $0.lowerBound > range.upperBound }
    guard first < end else {
      ranges.insert(range, at: first)
      return
    }
    let lower = min(range.lowerBound, ranges[first].lowerBound)
    let upper = max(range.upperBound, ranges[end - 1].upperBound)
    ranges.replaceSubrange(first..<end, with: CollectionOfOne(lower..<upper))
  }

  mutating func formUnion(_ other: BitRanges) {
    if isEmpty { self = other } else { for range in other.ranges { insert(range) } }
  }

  func contains(_ range: Range<Int>) -> Bool {
    let index = firstIndex { $0.upperBound >= range.upperBound }
    return range.isEmpty || (index < ranges.count && ranges[index].lowerBound <= range.lowerBound)
  }

  func isSuperset(of other: BitRanges) -> Bool { other.ranges.allSatisfy(contains) }

  func intersection(_ other: BitRanges) -> BitRanges {
    var result = BitRanges()
    var left = 0
    var right = 0
    while left < ranges.count, right < other.ranges.count {
      let common = ranges[left].clamped(to: other.ranges[right])
      if !common.isEmpty { result.ranges.append(common) }
      if ranges[left].upperBound < other.ranges[right].upperBound { left += 1 } else { right += 1 }
    }
    return result
  }

  func subtracting(_ other: BitRanges) -> BitRanges {
    var result = BitRanges()
    var index = 0
    for range in ranges {
      var lower = range.lowerBound
      while index < other.ranges.count, other.ranges[index].upperBound <= lower { index += 1 }
      var next = index
      while next < other.ranges.count, other.ranges[next].lowerBound < range.upperBound {
        if lower < other.ranges[next].lowerBound { result.ranges.append(lower..<other.ranges[next].lowerBound) }
        lower = other.ranges[next].upperBound
        next += 1
      }
      if lower < range.upperBound { result.ranges.append(lower..<range.upperBound) }
    }
    return result
  }

  /// The first range for which `isAtOrBeyond` holds; it holds for all the later ones too.
  private func firstIndex(where isAtOrBeyond: (Range<Int>) -> Bool) -> Int {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if isAtOrBeyond(ranges[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension BitRanges: CustomStringConvertible {
  /// `bit 3`, `bits 7...4`, or `bits 7...4, 2 and 0`: the highest first. Of many ranges the first few.
  var description: String {
    let shown = 6
    var texts = ranges.reversed().prefix(shown).map { range in
      range.count == 1 ? "\(range.lowerBound)" : "\(range.upperBound - 1)...\(range.lowerBound)"
    }
    if ranges.count > shown { texts.append("\(ranges.count - shown) more ranges") }
    let last = texts.removeLast()
    let isOneBit = ranges.count == 1 && ranges[0].count == 1
    let list = texts.isEmpty ? last : "\(texts.joined(separator: ", ")) and \(last)"
    return "\(isOneBit ? "bit" : "bits") \(list)"
  }
}
