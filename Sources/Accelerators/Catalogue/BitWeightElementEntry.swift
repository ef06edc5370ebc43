import Bitloom

/// The bit-weight processing elements in the catalogue.
public struct BitWeightElementEntry: CatalogueEntry {
  public let name = "bit-weight-pe"
  public let summary =
    "Processing elements that add up products digit by digit: OPT1 to OPT4E, and the multipliers they are measured by."
  public let vectorNoun = "matrix products"
  public let standardConfiguration = BitWeightConfiguration()

  public init() {}

  public let parameters: [DesignParameter<BitWeightConfiguration>] = [
    .choice("technique", \.technique, "How products are made and added up."),
    .choice("encoder", \.encoder, "The radix-4 digits in which the operand a is taken."),
    .integer("operandWidth", \.operandWidth, 2...16, "Bits of the signed operands."),
    .integer("accumulatorWidth", \.accumulatorWidth, 8...64, "Bits of the sums, which wrap."),
    .integer(
      "lanes", \.lanes, 0...64,
      "Pairs of operands whose terms meet in a cycle; 0 for what is usual: 1, opt2 16, opt4e 4."),
    .integer(
      "columns", \.columns, 0...64, "Elements that share an encoder; 0 for what is usual: 1, opt4c and opt4e 32."),
    .integer(
      "group", \.group, 0...16, "Operands of a group whose digits of 0 are left out; 0 for 4 where there are groups."),
  ]

  public let presets = [
    Preset("small", "OPT1 with 4-bit operands: short enough to read.", ["operandWidth": 4, "accumulatorWidth": 12]),
    Preset("typical", "OPT1 with 8-bit operands and 32-bit sums.", ["technique": "opt1"]),
    Preset(
      "tile", "OPT2: a dot product of 16 lanes, EN-T digits.",
      ["technique": "opt2", "encoder": "ent", "lanes": 16, "accumulatorWidth": 32]),
    Preset(
      "column", "OPT4C: 32 elements that share a sparse encoder of EN-T digits.",
      ["technique": "opt4c", "encoder": "ent", "columns": 32, "accumulatorWidth": 26]),
    Preset(
      "lanes", "OPT4E: 32 groups of 4 lanes, EN-T digits.",
      ["technique": "opt4e", "encoder": "ent", "lanes": 4, "columns": 32, "accumulatorWidth": 26]),
  ]

  /// One small element of each technique.
  public var referencePresets: [Preset] {
    BitWeightConfiguration.Technique.allCases.map { technique in
      var values: [String: ParameterValue] = [
        "technique": .choice(technique.rawValue), "operandWidth": 4, "accumulatorWidth": 12,
      ]
      switch technique {
      case .mac, .boothMAC, .opt1: break
      case .opt2: values["lanes"] = 3
      case .opt3: values["group"] = 2
      case .opt4c: values["columns"] = 2
      case .opt4e: (values["lanes"], values["columns"], values["group"]) = (2, 1, 2)
      }
      if technique.isSparse || technique == .opt2 { values["encoder"] = "ent" }
      return Preset(technique.rawValue, "", values)
    }
  }

  public func problem(of configuration: BitWeightConfiguration) -> CatalogueError? {
    configuration.brokenRule.map { .brokenRule(key: $0.key, value: $0.value, rule: $0.rule) }
  }

  public func performance(of configuration: BitWeightConfiguration) -> Performance {
    let numbers = configuration.resolved
    let (lanes, columns) = (numbers.lanes, numbers.columns)
    switch configuration.technique {
    case .mac, .boothMAC, .opt1:
      return Performance(
        latency: .init(2, "cycles", "from the last operands of a sum to the sum; sums follow without a pause"),
        throughput: .init(lanes, "multiplications per cycle", "one for each lane"))
    case .opt2:
      return Performance(
        latency: .init(
          4 + columns, "cycles", "from a vector to the dot product of the last tile; weights take \(lanes)"),
        throughput: .init(
          lanes * columns, "multiplications per cycle", "one for each lane and tile while the weights stay"))
    case .opt3, .opt4c, .opt4e:
      let digits = configuration.digits
      return Performance(
        latency: .init(4, "cycles", "from a group of one digit that ends a pass to the sum of the pass"),
        throughput: .init(
          lanes * columns, "digits per cycle",
          "a multiplication takes as many cycles as its operand has digits that are not 0, at most \(digits); "
            + "a group of zeros takes one"))
    }
  }

  public func elaborate(_ configuration: BitWeightConfiguration, warn: (Diagnostic) -> Void) throws -> Design {
    try configuration.elaborate(warn: warn)
  }
}
