import Testing

@testable import RTL

struct BinaryPointTests {
  /// Where the point of a number stands is a part of the text form.
  @Test func pointsAreReadAndWritten() throws {
    let text = """
      bitloom_rtl 1

      module top {
        domain clk rising reset rst synchronous activeHigh
        input a : s8 "a.signal" point 4
        output y : u4 point minus 2
        wire w : u4 point 6 with { keep }
        %0 = signal a : s8
        body {
        }
      }

      """
    let design = try Design(text: text, file: "points.txt")
    let points: [Int?] = [4, -2, 6]
    let found: [Int?] = design.top.signals.map(\.fraction)
    #expect(found == points)
    let written = design.text(places: false)
    let again = try Design(text: written, file: "again.txt")
    let foundAgain: [Int?] = again.top.signals.map(\.fraction)
    #expect(foundAgain == points)
    for line in ["point 4", "point minus 2", "point 6 with { keep }"] { #expect(written.contains(line)) }
  }
}
