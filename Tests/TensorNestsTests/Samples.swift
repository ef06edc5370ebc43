import Foundation
import GoldenModels
import TensorNests

/// The operands that tests and the page look at: 32 columns of 40 tiles of 32 k's, and a real network.
enum Samples {
  /// Normal operands, or uniform ones for a deviation of 0.
  static func operands(deviation: Int) -> OperandSample {
    random[deviation] ?? OperandSample(name: "none", operands: [])
  }

  static let deviations = [10, 20, 30, 40, 50, 0]

  private static let random: [Int: OperandSample] = {
    let count = 32 * 40 * 32
    var result: [Int: OperandSample] = [:]
    for deviation in deviations {
      result[deviation] =
        deviation == 0
        ? .uniform(count: count, seed: 5) : .normal(deviation: Double(deviation), count: count, seed: 5)
    }
    return result
  }()

  /// The weights and activations of the network that reads handwritten digits, in the order of k.
  static func network() throws -> [OperandSample] { try ofNetwork.get() }

  private static let ofNetwork = Result {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let data = try DigitsData(directory: root.appending(path: "Sources/DigitsDemo/Digits"))
    let network = try QuantisedNetwork(quantising: data.network)
    let images = Array(data.test.images.prefix(128))
    let outputs = try network.inference(images).outputs
    var samples: [OperandSample] = []
    for (index, layer) in network.layers.enumerated() {
      let columns = (0..<layer.outputCount).flatMap { output in layer.weights.map { $0[output] } }
      samples.append(OperandSample(name: "weights of layer \(index + 1)", operands: columns))
    }
    for index in network.layers.indices {
      let inputs = index == 0 ? images : outputs[index - 1]
      samples.append(OperandSample(name: "inputs of layer \(index + 1)", operands: inputs.flatMap { $0 }))
    }
    return samples
  }
}
