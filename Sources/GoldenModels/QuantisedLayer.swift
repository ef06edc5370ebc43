/// A fully connected layer in integers, in the shape a systolic array takes it.
public struct QuantisedLayer: Hashable, Sendable {
  public let name: String
  /// The INT8 weights as the right-hand matrix: a row an input (K), an element an output (N).
  public let weights: [[Int]]
  /// The bias of each output, at the scale of its accumulator.
  public let bias: [Int]
  /// Whether negative accumulators become 0.
  public let relu: Bool
  /// How accumulators become INT8 outputs; `nil` when the layer leaves its accumulators as they are.
  public let requantisation: Requantisation?
  /// The real value of an accumulator of 1, for each output.
  public let accumulatorScales: [Double]
  /// The real value of an output of 1, for each output.
  public let outputScales: [Double]

  public var inputCount: Int { weights.count }
  public var outputCount: Int { bias.count }
  /// The multipliers of the requantisation, empty without one.
  public var multipliers: [Int] { requantisation?.multipliers ?? [] }
  /// The shifts of the requantisation, empty without one.
  public var shifts: [Int] { requantisation?.shifts ?? [] }

  /// Returns the sums of products with bias, after ReLU where the layer has it, for a batch of input rows.
  public func accumulators(_ inputs: [[Int]]) throws(GoldenModelError) -> [[Int]] {
    let product = try MatrixMultiplication(
      operandWidth: QuantisedNetwork.operandWidth, accumulatorWidth: QuantisedNetwork.accumulatorWidth)
    return try product(inputs, weights, bias: bias, relu: relu)
  }

  /// Returns what the layer hands on, given its accumulators.
  public func outputs(accumulators: [[Int]]) throws(GoldenModelError) -> [[Int]] {
    guard let requantisation else { return accumulators }
    return try requantisation(accumulators)
  }
}
