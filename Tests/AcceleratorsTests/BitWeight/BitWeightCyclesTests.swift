import Accelerators
import GoldenModels
import TensorNests
import Testbench
import Testing

/// Elements of sparse digits take the cycles that the digits say.
@Suite struct BitWeightCyclesTests {
  static let samples: [OperandSample] =
    [10, 20, 30, 40, 50].map { OperandSample.normal(deviation: $0, count: 512, seed: 9) }
    + [OperandSample.uniform(count: 512, seed: 9)]

  /// From the first group to the last sum, over what the digits take.
  static let latency = 4

  private static func cycles(_ configuration: BitWeightConfiguration, _ row: [Int]) throws -> Int {
    let element = try BitWeightRun(configuration, on: .native)
    let b = row.indices.map { index in (0..<configuration.resolved.columns).map { (31 * index + 7 * $0) % 256 - 128 } }
    let golden = try MatrixMultiplication(operandWidth: 8, accumulatorWidth: configuration.accumulatorWidth)
    let product = try element.multiply([row], b)
    let expected = try golden([row], b)
    #expect(product.result == expected)
    return product.cycles
  }

  @Test(arguments: samples, BitWeightConfiguration.Encoder.allCases)
  func groupsTakeTheirDigits(_ sample: OperandSample, _ encoder: BitWeightConfiguration.Encoder) throws {
    let encoding = try #require(DigitEncoding(rawValue: encoder.rawValue))
    let schedule = try DigitSchedule(encoding: encoding)
    let expected = try schedule.groupCycles(sample.operands).joined().reduce(0, +)
    let configuration = BitWeightConfiguration(technique: .opt3, encoder: encoder, accumulatorWidth: 26)
    let found = try Self.cycles(configuration, sample.operands)
    #expect(found == expected + Self.latency)
  }

  @Test(arguments: samples)
  func lanesMeetAtTheEndOfAPass(_ sample: OperandSample) throws {
    let schedule = try DigitSchedule()
    let lanes = try schedule.deal(sample.operands, lanes: 4)
    let run = try schedule.run(lanes, tile: lanes[0].count, synchronisation: .barrier(.pass))
    let configuration = BitWeightConfiguration(
      technique: .opt4e, encoder: .ent, accumulatorWidth: 26, lanes: 4, columns: 2)
    let found = try Self.cycles(configuration, sample.operands)
    #expect(found == run.cycles + Self.latency)
  }

  @Test func elementsOfPairsTakeACycleAProduct() throws {
    for technique in [BitWeightConfiguration.Technique.mac, .boothMAC, .opt1] {
      let found = try Self.cycles(BitWeightConfiguration(technique: technique), Array(-100..<100))
      #expect(found == 201)
    }
  }
}
