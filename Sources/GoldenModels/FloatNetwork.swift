/// A multilayer perceptron with real weights, as training leaves it.
///
/// The first layer's input is an integer times `inputScale`; a layer computes y = W x + b and, where `relu` is set,
/// replaces negative elements by 0.
public struct FloatNetwork: Hashable, Sendable {
  /// A fully connected layer.
  public struct Layer: Hashable, Sendable {
    public let name: String
    /// The weights: a row an output, an element an input.
    public let weights: [[Double]]
    /// The bias of each output.
    public let bias: [Double]
    /// Whether negative outputs become 0.
    public let relu: Bool
    /// The largest output that the training data gave: what an activation quantiser is calibrated to.
    public let largestTrainingOutput: Double

    public var inputCount: Int { weights.first?.count ?? 0 }
    public var outputCount: Int { weights.count }
  }

  /// The real value of an input of 1.
  public let inputScale: Double
  public let layers: [Layer]

  /// Returns the real outputs of every layer for each image: `[layer][image][output]`, the logits last.
  ///
  /// Throws `GoldenModelError.countMismatch` for an image of another size than the network's input.
  public func inference(_ images: [[Int]]) throws(GoldenModelError) -> [[[Double]]] {
    let inputs = layers.first?.inputCount ?? 0
    for (index, image) in images.enumerated() where image.count != inputs {
      throw .countMismatch(
        name: "image \(index)", count: image.count, expected: inputs, reason: "the network has \(inputs) inputs")
    }
    var activations = images.map { image in image.map { Double($0) * inputScale } }
    return layers.map { layer in
      activations = activations.map(layer.outputs)
      return activations
    }
  }
}

extension FloatNetwork.Layer {
  /// Returns the outputs for one input vector.
  func outputs(_ input: [Double]) -> [Double] {
    zip(weights, bias).map { row, bias in
      let sum = zip(row, input).reduce(bias) { $0 + $1.0 * $1.1 }
      return relu ? max(sum, 0) : sum
    }
  }
}
