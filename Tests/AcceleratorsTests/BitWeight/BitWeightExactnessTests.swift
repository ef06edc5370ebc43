import Accelerators
import Foundation
import GoldenModels
import Testbench
import Testing

/// The elements compute what plain numbers do.
@Suite struct BitWeightExactnessTests {
  typealias Technique = BitWeightConfiguration.Technique
  typealias Encoder = BitWeightConfiguration.Encoder

  /// Whether all encoders and shapes are tried, which takes a minute: `make elements`.
  static let isThorough = ProcessInfo.processInfo.environment["BITLOOM_ALL_ELEMENTS"] != nil

  /// An element of each technique, with all encoders where all are tried. That of OPT3 is a column of one of OPT4C's, and
  /// takes long by itself.
  static let elements: [BitWeightConfiguration] = {
    var all = [BitWeightConfiguration(technique: .mac), BitWeightConfiguration(technique: .boothMAC)]
    for (index, encoder) in Encoder.allCases.enumerated() {
      let elements = [
        BitWeightConfiguration(technique: .opt1, encoder: encoder, accumulatorWidth: 20),
        BitWeightConfiguration(technique: .opt2, encoder: encoder, lanes: 8),
        BitWeightConfiguration(technique: .opt4c, encoder: encoder, accumulatorWidth: 26, columns: 8),
        BitWeightConfiguration(technique: .opt4e, encoder: encoder, accumulatorWidth: 26, columns: 8),
      ]
      for (place, element) in elements.enumerated() where isThorough || place % 3 == index { all.append(element) }
      if isThorough { all.append(BitWeightConfiguration(technique: .opt3, encoder: encoder, accumulatorWidth: 26)) }
    }
    return all
  }()

  /// Each byte stands at one place of A, and each byte comes to each row of B.
  @Test(arguments: elements)
  func allPairsOfBytes(_ configuration: BitWeightConfiguration) throws {
    let numbers = configuration.resolved
    let k = numbers.lanes * numbers.group
    let a = (0..<256 / k).map { row in (0..<k).map { row * k + $0 - 128 } }
    let element = try BitWeightRun(configuration, on: .native)
    let golden = try MatrixMultiplication(operandWidth: 8, accumulatorWidth: configuration.accumulatorWidth)
    for call in 0..<256 / numbers.columns {
      let b = (0..<k).map { k in
        (0..<numbers.columns).map { column in (call * numbers.columns + column + 37 * k) % 256 - 128 }
      }
      let expected = try golden(a, b)
      let product = try element.multiply(a, b)
      try #require(product.result == expected, "columns of B from \(b[0][0]) on")
    }
    try element.finish()
  }

  /// Small forms of the techniques, for all engines.
  static let small: [BitWeightConfiguration] = [Technique.opt1, .opt2, .opt3, .opt4c, .opt4e].map { technique in
    var configuration = BitWeightConfiguration(technique: technique, accumulatorWidth: 20)
    if technique == .opt2 { (configuration.lanes, configuration.columns) = (5, 2) }
    if technique == .opt4c { configuration.columns = 3 }
    if technique == .opt4e { (configuration.lanes, configuration.columns) = (3, 2) }
    configuration.encoder = .ent
    return configuration
  }

  /// Directed and random products, in all engines.
  @Test(arguments: Engine.available)
  func enginesAgreeWithTheGoldenModel(_ engine: Engine) throws {
    try engine.prepare(Self.small.map { try $0.elaborate() })
    for configuration in Self.small {
      let request = VerificationRequest(engine: engine, vectors: 20, seed: 5)
      let summary = try BitWeightElementEntry().verify(configuration, request) { _ in }
      #expect(summary.vectors == 20)
      #expect(summary.mismatches.isEmpty, "\(configuration.nameComponent)")
    }
  }

  static let shapes: [BitWeightConfiguration] = (2...16).flatMap { width in
    [Technique.boothMAC, .opt1, .opt2, .opt3, .opt4c, .opt4e].enumerated().compactMap { index, technique in
      guard isThorough || (width + index) % 4 == 0 else { return nil }
      var configuration = BitWeightConfiguration(
        technique: technique, operandWidth: width, accumulatorWidth: [8, 13, 64, 33][width % 4])
      configuration.lanes = 1 + (width + 2 * index) % 5
      if technique.isSparse { configuration.group = 1 + (2 * width + index) % 5 }
      if technique == .opt4c || technique == .opt4e || technique == .opt2 { configuration.columns = 1 + index % 2 }
      if technique != .boothMAC { configuration.encoder = Encoder.allCases[(width / 3 + index) % 3] }
      return configuration
    }
  }

  @Test(arguments: shapes)
  func otherWidthsAndShapes(_ configuration: BitWeightConfiguration) throws {
    let seed = UInt64(configuration.operandWidth)
    let request = VerificationRequest(engine: .native, vectors: 12, seed: seed)
    let summary = try BitWeightElementEntry().verify(configuration, request) { _ in }
    #expect(summary.mismatches.isEmpty, "\(configuration.nameComponent), seed \(seed)")
  }

  /// Products of the least numbers until the accumulator has gone round several times.
  @Test(arguments: [Technique.mac, .boothMAC, .opt1, .opt3, .opt4e])
  func accumulatorsWrap(_ technique: Technique) throws {
    var configuration = BitWeightConfiguration(technique: technique, accumulatorWidth: 16)
    if technique == .opt4e { configuration.columns = 1 }
    let element = try BitWeightRun(configuration, on: .native)
    let golden = try MatrixMultiplication(operandWidth: 8, accumulatorWidth: 16)
    for k in 1...24 {
      let a = [[Int](repeating: -128, count: k), [Int](repeating: 127, count: k)]
      let b = [[Int]](repeating: [-128], count: k)
      let expected = try golden(a, b)
      let product = try element.multiply(a, b)
      #expect(product.result == expected)
    }
  }
}
