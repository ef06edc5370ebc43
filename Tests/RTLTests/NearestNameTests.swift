import RTL
import Testing

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("row", "rows", true), ("colums", "columns", true), ("ROWS", "rows", true), ("dataFlow", "dataflow", true),
    ("accumulator", "accumulatorWidth", true), ("zzzz", "rows", false), ("", "rows", false),
  ])
  func nearestNames(_ name: String, _ expected: String, _ isLikely: Bool) {
    let nearest = NearestName(to: name, among: ["rows", "columns", "dataflow", "accumulatorWidth"])
    #expect(nearest.name == expected)
    #expect(nearest.isLikely == isLikely)
  }

  @Test func severalNearestNames() {
    let candidates = ["core.state", "core.stack", "sum", "core.states"]
    #expect(NearestName.nearest(3, to: "core.stat", among: candidates) == ["core.state", "core.stack", "core.states"])
    #expect(NearestName.nearest(3, to: "x", among: []) == [])
  }

  @Test(arguments: [("", "", 0), ("", "abc", 3), ("rows", "rwos", 1), ("kitten", "sitting", 3), ("ab", "ba", 1)])
  func editDistances(_ left: String, _ right: String, _ distance: Int) {
    #expect(NearestName.distance(left, right) == distance)
    #expect(NearestName.distance(right, left) == distance)
  }
}
