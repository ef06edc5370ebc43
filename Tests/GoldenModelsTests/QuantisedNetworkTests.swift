import Testing

@testable import GoldenModels

/// Small networks whose integers can be worked out by hand.
@Suite struct QuantisedNetworkTests {
  private func network(
    weights: [[Double]], bias: [Double], largest: Double, lastWeights: [[Double]], lastBias: [Double]
  ) throws -> QuantisedNetwork {
    let hidden = FloatNetwork.Layer(
      name: "hidden", weights: weights, bias: bias, relu: true, largestTrainingOutput: largest)
    let last = FloatNetwork.Layer(
      name: "last", weights: lastWeights, bias: lastBias, relu: false, largestTrainingOutput: 1)
    return try QuantisedNetwork(quantising: FloatNetwork(inputScale: 1, layers: [hidden, last]))
  }

  private func expectNumbers(_ found: [[Int]], _ expected: [[Int]], location: SourceLocation = #_sourceLocation) {
    #expect(found == expected, sourceLocation: location)
  }

  /// Scales of exactly 1 leave whole numbers as they are: 127 is the largest weight and the largest activation.
  @Test func keepsWholeNumbers() throws {
    let network = try network(
      weights: [[127, 1], [-127, 2]], bias: [3, 4], largest: 127, lastWeights: [[127, 0], [-2, 5]], lastBias: [7, -7])
    let (hidden, last) = (network.layers[0], network.layers[1])
    expectNumbers(hidden.weights, [[127, -127], [1, 2]])
    expectNumbers([hidden.bias], [[3, 4]])
    expectNumbers([hidden.multipliers], [[0x8000, 0x8000]])
    expectNumbers([hidden.shifts], [[15, 15]])
    expectNumbers(last.weights, [[127, -2], [0, 5]])
    expectNumbers([last.bias], [[7, -7]])
    let inference = try network.inference([[0, 10], [1, -3], [-1, 0]])
    expectNumbers(inference.accumulators[0], [[13, 24], [127, 0], [0, 131]])
    expectNumbers(inference.outputs[0], [[13, 24], [127, 0], [0, 127]])
    expectNumbers(inference.logits, [[1658, 87], [16136, -261], [7, 628]])
    expectNumbers([inference.predictions], [[0, 0, 1]])
  }

  /// Halves of a weight step go to the even neighbour.
  @Test func roundsWeightsToEven() throws {
    let network = try network(
      weights: [[127, 0.5, 1.5, 2.5, -0.5, -1.5]], bias: [2.5], largest: 127, lastWeights: [[1]], lastBias: [0])
    expectNumbers(network.layers[0].weights, [[127], [0], [2], [2], [0], [-2]])
    #expect(network.layers[0].bias == [2])
  }

  /// An output without weights, or with tiny ones, still carries its bias.
  @Test func keepsTheBiasOfOutputsWithoutWeights() throws {
    let network = try network(
      weights: [[0, 0], [1e-12, 0], [0, 0]], bias: [64, 32, 0], largest: 127, lastWeights: [[1, 1, 1]], lastBias: [0])
    #expect(network.layers[0].bias.allSatisfy { Int32(exactly: $0) != nil })
    let inference = try network.inference([[127, 127], [0, 0]])
    #expect(inference.outputs[0] == [[64, 32, 0], [64, 32, 0]])
  }

  /// A class without weights does not coarsen the scale that the last layer's outputs share.
  @Test func sharesTheScaleOfTheLastLayer() throws {
    let network = try network(
      weights: [[127]], bias: [0], largest: 127, lastWeights: [[0.127], [0], [-0.001]], lastBias: [0, 0, 0.5])
    #expect(network.layers[1].weights == [[127, 0, -1]])
    #expect(network.layers[1].bias == [0, 0, 500])
  }

  /// A hidden layer that never fires in training has nothing to calibrate with, and still quantises.
  @Test func survivesALayerThatNeverFires() throws {
    let network = try network(weights: [[1]], bias: [-1000], largest: 0, lastWeights: [[1]], lastBias: [0.5])
    #expect(try network.inference([[1]]).outputs[0] == [[0]])
  }

  @Test func refusesLayersThatMightWrap() throws {
    expect("the number of inputs of 'hidden' is 65537, but must be in 1...65536") {
      let row = Array(repeating: 1.0, count: 65537)
      _ = try network(weights: [row], bias: [0], largest: 1, lastWeights: [[1]], lastBias: [0])
    }
  }

  @Test func refusesFactorsBeyondTheMultiplier() throws {
    expect("the factor 262144.0 is not a 16-bit multiplier shifted right by 0...63 bits") {
      _ = try network(weights: [[127]], bias: [0], largest: 127 / 262144, lastWeights: [[1]], lastBias: [0])
    }
  }

  @Test func findsTheLargestAndTheFirstOfSeveral() {
    #expect(Classification.largest([3, 9, 2]) == 1)
    #expect(Classification.largest([1, 5, 5, 5, 0]) == 1)
    #expect(Classification.largest([-3.0, -1.0, -1.0]) == 1)
    #expect(Classification.largest([Int]()) == nil)
  }
}
