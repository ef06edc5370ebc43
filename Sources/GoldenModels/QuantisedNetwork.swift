/// A multilayer perceptron in INT8 with 32-bit accumulators: what an array of multiply-accumulate units runs.
///
/// Inputs are the integer pixels themselves. A hidden layer multiplies INT8 by INT8, adds its bias, applies ReLU and
/// scales each output back to INT8; the last layer leaves its accumulators, whose largest is the class.
public struct QuantisedNetwork: Hashable, Sendable {
  /// The bits of inputs, weights and activations.
  public static let operandWidth = 8
  /// The bits of accumulators, biases and logits.
  public static let accumulatorWidth = 32

  public let layers: [QuantisedLayer]

  /// What the network computes for a list of images.
  public struct Inference: Hashable, Sendable {
    /// The accumulators with bias, and with ReLU where the layer has it: `[layer][image][output]`.
    public let accumulators: [[[Int]]]
    /// What each layer hands on, requantised where the layer does so: `[layer][image][output]`.
    public let outputs: [[[Int]]]

    /// The last layer's outputs: `[image][class]`.
    public var logits: [[Int]] { outputs.last ?? [] }
    /// The class of each image: the index of its largest logit, the first of several.
    public var predictions: [Int] { logits.map { Classification.largest($0) ?? 0 } }
  }

  /// Returns what every layer computes for `images`, a row of INT8 inputs each.
  ///
  /// Throws `GoldenModelError` for an image of the wrong size or with a value that does not fit 8 bits.
  public func inference(_ images: [[Int]]) throws(GoldenModelError) -> Inference {
    var accumulators: [[[Int]]] = []
    var outputs: [[[Int]]] = []
    var activations = images
    for layer in layers {
      let sums = try layer.accumulators(activations)
      activations = try layer.outputs(accumulators: sums)
      accumulators.append(sums)
      outputs.append(activations)
    }
    return Inference(accumulators: accumulators, outputs: outputs)
  }
}
