import Bitloom

/// The systolic arrays in the catalogue.
public struct SystolicArrayEntry: CatalogueEntry {
  public let name = "systolic-array"
  public let summary = "Matrix multiplication on a grid of processing elements, with bias, ReLU and requantisation."
  public let vectorNoun = "matrix products"
  public let standardConfiguration = SystolicConfiguration()

  public init() {}

  // The golden models set the limits of accumulatorWidth, outputWidth and shiftWidth: what is offered here can be verified.
  public let parameters: [DesignParameter<SystolicConfiguration>] = [
    .integer("rows", \.rows, 1...1024, "Processing elements from top to bottom."),
    .integer("columns", \.columns, 1...1024, "Processing elements from left to right."),
    .choice("dataflow", \.dataflow, "What stays in a processing element: a result, or a weight."),
    .integer("operandWidth", \.operandWidth, 2...16, "Bits of the signed operands."),
    .integer("accumulatorWidth", \.accumulatorWidth, 8...64, "Bits of the accumulators, which wrap."),
    .integer(
      "batchRows", \.batchRows, 1...65536, "Rows of a batch whose sums a weight-stationary array adds over tiles of K."),
    .boolean("hasBias", \.hasBias, "Whether a bias is added to each column of the result."),
    .boolean("hasReLU", \.hasReLU, "Whether negative results can be set to 0."),
    .boolean(
      "hasRequantisation", \.hasRequantisation, "Whether results can be multiplied, shifted, rounded and saturated."),
    .integer("outputWidth", \.outputWidth, 2...32, "Bits of a requantised result, at most accumulatorWidth."),
    .integer("multiplierWidth", \.multiplierWidth, 1...32, "Bits of the unsigned multipliers of the requantisation."),
    .integer("shiftWidth", \.shiftWidth, 1...6, "Bits of the shift amounts of the requantisation."),
    .boolean(
      "inlinesElements", \.inlinesElements, "Whether the elements are part of the array's module instead of instances."),
  ]

  public let presets = [
    Preset("small", "2 x 2 elements: short enough to read.", ["rows": 2, "columns": 2]),
    Preset("typical", "16 x 16 elements, 8-bit operands, 32-bit accumulators.", ["rows": 16, "columns": 16]),
  ]

  public var referencePresets: [Preset] {
    SystolicConfiguration.Dataflow.allCases.map { dataflow in
      Preset(dataflow.rawValue, "", ["rows": 2, "columns": 2, "dataflow": .choice(dataflow.rawValue)])
    }
  }

  public func problem(of configuration: SystolicConfiguration) -> CatalogueError? {
    guard configuration.outputWidth > configuration.accumulatorWidth else { return nil }
    return .badCombination(
      key: "outputWidth", value: .integer(configuration.outputWidth), otherKey: "accumulatorWidth",
      otherValue: .integer(configuration.accumulatorWidth), .integer(2...configuration.accumulatorWidth))
  }

  public func performance(of configuration: SystolicConfiguration) -> Performance {
    let rows = configuration.rows
    let columns = configuration.columns
    let schedule = SystolicSchedule(configuration, m: rows, k: rows, n: columns)
    // What is left of the cycles of one tile when K and M are `rows`.
    let constant = schedule.cycles - 3 * rows - columns
    let formula: String
    switch configuration.dataflow {
    case .outputStationary:
      formula = "T tiles of K steps take (T - 1) * max(K, rows) + K + 2 * rows + columns + \(constant)"
    case .weightStationary:
      formula = "T tiles of M rows take (T - 1) * max(M, 2 * rows - 1, 2) + M + 2 * rows + columns + \(constant)"
    }
    return Performance(
      latency: .init(
        schedule.cycles, "cycles",
        "from the first operand taken to the last result of one tile of \(rows) x \(rows) by \(rows) x \(columns); \(formula)"
      ),
      throughput: .init(
        rows * columns, "multiplications per cycle", "one for each processing element while the streams keep up"))
  }

  public func elaborate(_ configuration: SystolicConfiguration, warn: (Diagnostic) -> Void) throws -> Design {
    switch configuration.dataflow {
    case .outputStationary: try Bitloom.elaborate(OutputStationaryArray(configuration), warn: warn)
    case .weightStationary: try Bitloom.elaborate(WeightStationaryArray(configuration), warn: warn)
    }
  }
}
