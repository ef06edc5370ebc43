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

  // As in Docs/BitWeight.md.
  @Test func theExampleOfThePage() throws {
    let product = try TensorLoopNest.mac(operandWidth: 8, accumulatorWidth: 32)
    let compressed = try product.recoded(as: .booth).foldingAccumulator().hoistingAddition()
    let run = try compressed.interpret(a: [[1, -2]], b: [[3], [4]])
    #expect(run.product == [[-5]])
    #expect(run.counts.carryPropagatingAdditions == 1)

    let page = try Self.page()
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let examples = page.components(separatedBy: "```swift\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
    #expect(examples.count == 1)
    for example in examples {
      let lines = example.split(separator: "\n").map { $0.components(separatedBy: "   //")[0] }
      for line in lines { #expect(source.contains(line), "\(line)") }
    }
  }

  @Test func nests() throws {
    let page = try Self.page()
    let nests: [TensorLoopNest] = [
      try .mac(operandWidth: 8, accumulatorWidth: 32),
      try .opt1(operandWidth: 8, accumulatorWidth: 32),
      try .opt2(tile: 16, operandWidth: 8, accumulatorWidth: 32),
      try .opt4e(columns: 32, operandWidth: 8, accumulatorWidth: 32, passWidth: 26),
    ]
    for nest in nests {
      let text = nest.description
      #expect(page.contains("```\n\(text)\n```"), "\(text)")
    }
  }

  @Test func rules() throws {
    let page = try Self.page()
    for rule in RewriteRule.allCases { #expect(page.contains(rule.description), "\(rule)") }
    for rule in HardwareRule.allCases { #expect(page.contains(rule.description), "\(rule)") }
  }

  @Test func digitStatistics() throws {
    let random = Samples.deviations.map { Samples.operands(deviation: $0) }
    let table = try OperandSample.digitTable(random + Samples.network())
    #expect(try Self.page().contains(table), "\(table)")
  }

  @Test func synchronisation() throws {
    let samples = [10, 30, 50, 0].map { Samples.operands(deviation: $0) }
    let columns = try OperandSample.synchronisationTable(
      samples, columns: 32, tile: 32, schedule: DigitSchedule(),
      [
        ("barrier: group", .barrier(.group)), ("pass", .barrier(.pass)), ("tile", .barrier(.tile)),
        ("queue: 1", .queue(depth: 1)), ("2", .queue(depth: 2)), ("4", .queue(depth: 4)), ("8", .queue(depth: 8)),
        ("32", .queue(depth: 32)),
      ])
    #expect(try Self.page().contains(columns), "\(columns)")
  }

  /// K is 64 in four lanes: 16 k's a lane.
  @Test func lanes() throws {
    let choices: [(name: String, synchronisation: ColumnSynchronisation)] = [
      ("barrier: group", .barrier(.group)), ("pass", .barrier(.pass)), ("queue: 1", .queue(depth: 1)),
      ("2", .queue(depth: 2)), ("4", .queue(depth: 4)),
    ]
    let samples = try [10, 30, 50, 0].map { deviation in
      let sample = Samples.operands(deviation: deviation)
      let lanes = try DigitSchedule().deal(sample.operands, lanes: 4)
      return OperandSample(name: sample.name, operands: lanes.flatMap { $0 })
    }
    let table = try OperandSample.synchronisationTable(
      samples, columns: 4, tile: 16, schedule: DigitSchedule(), choices)
    #expect(try Self.page().contains(table), "\(table)")
  }
}
