import Testing

@testable import Checks

@Suite struct BitRangesTests {
  /// Every pair of sets of six bits.
  @Test func everyPairOfSets() {
    func ranges(_ bits: Int) -> BitRanges {
      var result = BitRanges()
      // From both ends, so that insertions join, precede and follow.
      for bit in [3, 0, 5, 1, 4, 2] where bits >> bit & 1 == 1 { result.insert(bit..<bit + 1) }
      return result
    }
    func bits(_ ranges: BitRanges) -> Int {
      ranges.ranges.reduce(0) { sum, range in range.reduce(sum) { $0 | 1 << $1 } }
    }
    for left in 0..<64 {
      #expect(bits(ranges(left)) == left)
      for right in 0..<64 {
        var union = ranges(left)
        union.formUnion(ranges(right))
        #expect(union == ranges(left | right))
        #expect(ranges(left).intersection(ranges(right)) == ranges(left & right))
        #expect(ranges(left).subtracting(ranges(right)) == ranges(left & ~right))
        #expect(ranges(left).isSuperset(of: ranges(right)) == (right & ~left == 0))
      }
    }
  }

  @Test func text() {
    var ranges = BitRanges(3..<4)
    #expect("\(ranges)" == "bit 3")
    ranges.insert(4..<8)
    #expect("\(ranges)" == "bits 7...3")
    ranges.insert(0..<1)
    #expect("\(ranges)" == "bits 7...3 and 0")
    for bit in stride(from: 10, to: 40, by: 2) { ranges.insert(bit..<bit + 1) }
    #expect("\(ranges)" == "bits 38, 36, 34, 32, 30, 28 and 11 more ranges")
  }
}
