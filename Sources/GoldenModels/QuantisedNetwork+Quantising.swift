extension QuantisedNetwork {
  /// Quantises a trained network to INT8 without retraining.
  ///
  /// Weights are symmetric (-127...127), with a scale an output in every layer but the last, whose single scale keeps
  /// its accumulators comparable with each other. Activations are symmetric with a scale a layer, calibrated so that
  /// the largest output of the training data becomes 127. The factor between a layer's accumulators and its outputs is
  /// a multiplier of `multiplierWidth` bits and a shift. Throws `GoldenModelError` when a factor needs more than that,
  /// or when a layer has more than 65536 inputs, whose products might wrap an accumulator.
  public init(quantising network: FloatNetwork, multiplierWidth: Int = 16) throws(GoldenModelError) {
    var inputScale = network.inputScale
    var layers: [QuantisedLayer] = []
    for (index, layer) in network.layers.enumerated() {
      let isLast = index == network.layers.count - 1
      let quantised = try QuantisedLayer(
        quantising: layer, inputScale: inputScale, isLast: isLast, multiplierWidth: multiplierWidth)
      layers.append(quantised)
      inputScale = quantised.outputScales.first ?? inputScale
    }
    self.layers = layers
  }
}

extension QuantisedLayer {
  init(
    quantising layer: FloatNetwork.Layer, inputScale: Double, isLast: Bool, multiplierWidth: Int
  ) throws(GoldenModelError) {
    try GoldenModelError.check(
      "the number of inputs of '\(layer.name)'", layer.inputCount, in: 1...Self.largestInputCount)
    let weightScales = Self.weightScales(of: layer, inputScale: inputScale, shared: isLast)
    let accumulatorScales = weightScales.map { $0 * inputScale }
    name = layer.name
    weights = (0..<layer.inputCount).map { input in
      (0..<layer.outputCount).map { output in
        Int((layer.weights[output][input] / weightScales[output]).rounded(.toNearestOrEven))
      }
    }
    bias = zip(layer.bias, accumulatorScales).map { Int(($0 / $1).rounded(.toNearestOrEven)) }
    relu = layer.relu
    self.accumulatorScales = accumulatorScales
    if isLast {
      requantisation = nil
      outputScales = accumulatorScales
    } else {
      let outputScale = Self.nonzero(layer.largestTrainingOutput / Self.largestOperand)
      requantisation = try Requantisation(
        approximating: accumulatorScales.map { $0 / outputScale }, multiplierWidth: multiplierWidth,
        outputWidth: QuantisedNetwork.operandWidth)
      outputScales = accumulatorScales.map { _ in outputScale }
    }
  }

  /// Returns the real value of a weight of 1 for each output of a layer.
  private static func weightScales(
    of layer: FloatNetwork.Layer, inputScale: Double, shared: Bool
  ) -> [Double] {
    let scales = zip(layer.weights, layer.bias).map { row, bias in
      let largestWeight = row.map(\.magnitude).max() ?? 0
      // An output whose weights are tiny next to its bias gets a coarser scale, so that the bias fits its accumulator.
      let smallestForBias = bias.magnitude / (inputScale * largestBias(inputs: row.count))
      return max(largestWeight / largestOperand, smallestForBias)
    }
    let largestScale = scales.max() ?? 0
    return scales.map { nonzero(shared ? largestScale : $0) }
  }

  /// Returns 1 for a scale of 0, which is that of zeros alone: any scale writes them.
  private static func nonzero(_ scale: Double) -> Double {
    scale > 0 ? scale : 1
  }

  private static let largestOperand = Double(Int8.max)

  /// The inputs whose products together leave at least half of an accumulator's range to the bias.
  private static let largestInputCount = 1 << 16

  /// Returns the bias that keeps an accumulator from wrapping, whatever the inputs are.
  private static func largestBias(inputs: Int) -> Double {
    let largestProduct = Double(Int8.min).magnitude * largestOperand
    return Double(Int32.max) - Double(inputs) * largestProduct
  }
}
