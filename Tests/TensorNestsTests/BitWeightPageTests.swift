import Foundation
import TensorNests
import Testing

/// The texts and tables of Docs/BitWeight.md are what the code prints.
@Suite struct BitWeightPageTests {
  static func page() throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: "Docs/BitWeight.md"), encoding: .utf8)
  }

  /// Expects a text in the page.
  static func expect(_ text: String, location: SourceLocation = #_sourceLocation) throws {
    let isThere: Bool = try page().contains(text)
    #expect(isThere, "\(text)", sourceLocation: location)
  }

  // As in Docs/BitWeight.md.
  @Test func theExampleOfThePage() throws {
    let product = try TensorLoopNest.mac(operandWidth: 8, accumulatorWidth: 32)
    let compressed = try product.recoded(as: .booth).foldingAccumulator().hoistingAddition()
    let run = try compressed.interpret(a: [[1, -2]], b: [[3], [4]])
    let expected: [[Int]] = [[-5]]
    #expect(run.product == expected)
    #expect(run.counts.carryPropagatingAdditions == 1)

    let page = try Self.page()
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let parts = page.components(separatedBy: "```swift\n").dropFirst()
    let examples: [String] = parts.compactMap { $0.components(separatedBy: "```").first }
    #expect(examples.count == 1)
    for example in examples {
      let lines = example.split(separator: "\n").map { $0.components(separatedBy: "   //")[0] }
      for line in lines {
        let isThere: Bool = source.contains(line)
        #expect(isThere, "\(line)")
      }
    }
  }

  @Test func nests() throws {
    let nests: [TensorLoopNest] = [
      try .mac(operandWidth: 8, accumulatorWidth: 32),
      try .opt1(operandWidth: 8, accumulatorWidth: 32),
      try .opt2(tile: 16, operandWidth: 8, accumulatorWidth: 32),
      try .opt4e(columns: 32, operandWidth: 8, accumulatorWidth: 32, passWidth: 26),
    ]
    for nest in nests { try Self.expect("```\n\(nest)\n```") }
  }

  @Test func rules() throws {
    for rule in RewriteRule.allCases { try Self.expect("\n- \(rule)\n") }
    for rule in HardwareRule.allCases { try Self.expect("\n- \(rule)\n") }
  }

  @Test func digitStatistics() throws {
    let random = Samples.deviations.map { Samples.operands(deviation: $0) }
    let table = try OperandSample.digitTable(random + Samples.network())
    try Self.expect("\n\(table)\n")
  }

  @Test func synchronisation() throws {
    let random = [10, 30, 50, 0].map { Samples.operands(deviation: $0) }
    // The last layer has ten outputs: too few for 32 columns.
    let network = try Samples.network().filter { $0.name != "weights of layer 3" }
    let samples = random + network
    let table = try OperandSample.synchronisationTable(
      samples, columns: 32, schedule: DigitSchedule(),
      [
        ("barrier: group", 32, .barrier(.group)), ("pass", 32, .barrier(.pass)), ("tile", 32, .barrier(.tile)),
        ("queue: 1", 32, .queue(depth: 1)), ("2", 32, .queue(depth: 2)), ("4", 32, .queue(depth: 4)),
        ("8", 32, .queue(depth: 8)), ("32", 32, .queue(depth: 32)),
      ])
    try Self.expect("\n\(table)\n")
  }

  /// Four lanes meet at the end of each pass: a tile of K has a quarter of its k's in each of them.
  @Test func lanes() throws {
    let samples = try [10, 30, 50, 0].map { deviation in
      let sample = Samples.operands(deviation: deviation)
      let lanes = try DigitSchedule().deal(sample.operands, lanes: 4)
      return OperandSample(name: sample.name, operands: lanes.flatMap { $0 })
    }
    let table = try OperandSample.synchronisationTable(
      samples, columns: 4, schedule: DigitSchedule(),
      [
        ("every group", 16, .barrier(.group)), ("K = 64", 16, .barrier(.pass)), ("128", 32, .barrier(.pass)),
        ("256", 64, .barrier(.pass)), ("512", 128, .barrier(.pass)), ("1,024", 256, .barrier(.pass)),
      ])
    try Self.expect("\n\(table)\n")
  }
}
