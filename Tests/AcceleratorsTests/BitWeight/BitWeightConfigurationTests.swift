import Bitloom
import TensorNests
import Testing

@testable import Accelerators

/// What a configuration may be, and which nest it is.
@Suite struct BitWeightConfigurationTests {
  typealias Technique = BitWeightConfiguration.Technique

  @Test func keysAreThePropertiesOfTheConfiguration() {
    let labels: [String] = Mirror(reflecting: BitWeightConfiguration()).children.compactMap(\.label)
    let keys: [String] = BitWeightElementEntry().parameters.map(\.key)
    #expect(keys == labels)
  }

  private static func values(_ settings: [String: String]) throws -> ParameterValues {
    let chosen = settings.sorted { $0.key < $1.key }.map { ParameterSetting(key: $0.key, value: .text($0.value)) }
    return try BitWeightElementEntry().values(chosen)
  }

  @Test(arguments: Technique.allCases)
  func everyTechniqueStandsByItself(_ technique: Technique) throws {
    #expect(throws: Never.self) { try Self.values(["technique": technique.rawValue]) }
  }

  static let broken: [([String: String], String)] = [
    (
      ["technique": "mac", "encoder": "naf"],
      "encoder cannot be naf; mac multiplies with an operator and has no encoder to choose: it must be left at booth"
    ),
    (
      ["technique": "boothMAC", "encoder": "ent"],
      "encoder cannot be ent; boothMAC is the multiplier of Booth's digits that others are measured by: it must be booth"
    ),
    (
      ["technique": "opt3", "columns": "4"],
      "columns cannot be 4; an element of opt3 has its encoder within, so no columns share one: it must be 1"
    ),
    (
      ["technique": "opt2", "group": "4"],
      "group cannot be 4; opt2 takes all digits of an operand at once, so none are skipped: it must be 1"
    ),
  ]

  @Test(arguments: broken)
  func brokenRulesAreTold(_ settings: [String: String], _ sentence: String) {
    let error = #expect(throws: CatalogueError.self) { try Self.values(settings) }
    #expect(error?.description == sentence)
  }

  @Test func impossibleParametersOfTheGeneratorAreTold() throws {
    let configuration = BitWeightConfiguration(technique: .opt3, operandWidth: 17, columns: 2)
    let error = #expect(throws: DesignError.self) { try configuration.elaborate() }
    let text = try #require(error?.description)
    #expect(text.contains("operandWidth is 17; it must be from 2 to 16"))
    #expect(
      text.contains(
        "columns is 2; an element of opt3 has its encoder within, so no columns share one: it must be 1"))
  }

  private static func structure(
    _ loop: NestStructure.BitWeightLoop, _ order: NestStructure.ReductionOrder,
    _ carry: NestStructure.CarryAddition, shared: Bool = false, lanes: Int = 1
  ) -> NestStructure {
    NestStructure(
      encoding: .ent, bitWeightLoop: loop, reductionOrder: order, carryAddition: carry,
      encoderPlacement: shared ? .sharedOverN : .element, lanes: lanes, columns: shared ? 8 : 1, operandWidth: 8,
      accumulatorWidth: 26)
  }

  @Test func structuresOfNestsAreElements() throws {
    let sparse = NestStructure.BitWeightLoop.temporal(skipsZeroDigits: true)
    let opt1 = try BitWeightConfiguration(Self.structure(.spatial, .bitWeightsInside, .outsideK))
    #expect(
      opt1
        == BitWeightConfiguration(technique: .opt1, encoder: .ent, accumulatorWidth: 26, lanes: 1, columns: 1, group: 1)
    )
    let opt2 = try BitWeightConfiguration(Self.structure(.spatial, .kInside, .outsideK, shared: true, lanes: 16))
    #expect(opt2.technique == .opt2 && opt2.lanes == 16 && opt2.columns == 8)
    let opt3 = try BitWeightConfiguration(Self.structure(sparse, .kInside, .outsideK))
    #expect(opt3.technique == .opt3)
    let opt4c = try BitWeightConfiguration(Self.structure(sparse, .kInside, .outsideK, shared: true))
    #expect(opt4c.technique == .opt4c)
    let opt4e = try BitWeightConfiguration(Self.structure(sparse, .kInside, .outsideK, shared: true, lanes: 4))
    #expect(opt4e.technique == .opt4e && opt4e.lanes == 4)
    var product = Self.structure(.spatial, .bitWeightsInside, .insideK)
    product.encoding = .booth
    #expect(try BitWeightConfiguration(product).technique == .boothMAC)
    product.accumulation = .afterAddition
    product.encoding = .binary
    #expect(try BitWeightConfiguration(product).technique == .mac)
  }

  @Test func nestsWithNamesAreTheTechniques() throws {
    func check(_ nest: TensorLoopNest, _ technique: Technique) throws {
      let configuration = try BitWeightConfiguration(nest.structure)
      #expect(configuration.technique == technique)
      #expect(configuration.problems.isEmpty)
    }
    try check(.mac(operandWidth: 8, accumulatorWidth: 32), .mac)
    try check(.boothMAC(operandWidth: 8, accumulatorWidth: 32), .boothMAC)
    try check(.opt1(encoding: .ent, operandWidth: 8, accumulatorWidth: 32), .opt1)
    try check(.opt2(encoding: .ent, tile: 16, operandWidth: 8, accumulatorWidth: 32), .opt2)
    try check(.opt3(operandWidth: 8, accumulatorWidth: 26), .opt3)
    try check(.opt4c(columns: 32, operandWidth: 8, accumulatorWidth: 26), .opt4c)
    try check(.opt4e(columns: 32, operandWidth: 8, accumulatorWidth: 26), .opt4e)
  }

  /// The example of `BitWeightRun`.
  @Test func aRunMultipliesMatrices() throws {
    let element = try BitWeightRun(BitWeightConfiguration(technique: .opt1), on: .native)
    let product = try element.multiply([[1, 2, 3]], [[4], [5], [6]])
    #expect(product.result == [[32]])
  }

  private static func refusal(_ structure: NestStructure) -> String? {
    do {
      _ = try BitWeightConfiguration(structure)
      return nil
    } catch { return error.description }
  }

  @Test func structuresThatNoElementHasAreTold() {
    let sparse = NestStructure.BitWeightLoop.temporal(skipsZeroDigits: true)
    let sequential = Self.structure(.temporal(skipsZeroDigits: false), .kInside, .outsideK)
    #expect(
      Self.refusal(sequential)
        == "an element that takes one digit after the other leaves out those that are 0")
    #expect(
      Self.refusal(Self.structure(sparse, .bitWeightsInside, .outsideK))
        == "an element that takes one digit after the other has no shifter: K must be inside the bit weights")
    #expect(
      Self.refusal(Self.structure(sparse, .kInside, .insideK))
        == "an element that takes one digit after the other keeps its sum in two numbers until the end of K")
    #expect(
      Self.refusal(Self.structure(.spatial, .bitWeightsInside, .outsideK, shared: true))
        == "an element that takes all digits of an operand at once has its encoder within, unless it sums over K first")
    var bits = Self.structure(.spatial, .bitWeightsInside, .outsideK)
    bits.encoding = .binary
    #expect(Self.refusal(bits) == "the digits of opt1 are of radix 4, and bits are of radix 2")
    var whole = Self.structure(sparse, .kInside, .outsideK)
    whole.skipsZeroGroups = true
    #expect(
      Self.refusal(whole) == "a group of zeros takes a cycle of its encoder: none skips whole groups")
  }
}
