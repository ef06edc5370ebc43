import Foundation

extension FloatNetwork {
  /// Reads a network from a JSON file with `input_scale`, `layers` and `ranges`.
  ///
  /// A layer has `name`, `in`, `out`, `activation` (`relu` or `none`), `weight` as `[out][in]` and `bias`. Numbers are
  /// read as 32-bit reals, which is what training works with. `ranges` gives `train_max` of the tensors `relu1`,
  /// `relu2`, ... and `logits`. Throws `GoldenModelError.badFile`.
  public init(json file: URL) throws(GoldenModelError) {
    func problem(_ sentence: String) -> GoldenModelError {
      .badFile(path: file.path, line: nil, problem: sentence)
    }
    let document: Data
    let description: NetworkDescription
    do {
      document = try Data(contentsOf: file)
    } catch {
      throw problem("cannot be read: \(error.localizedDescription)")
    }
    do {
      description = try JSONDecoder().decode(NetworkDescription.self, from: document)
    } catch {
      if let syntax = JSONSyntaxProblem(in: document) {
        throw .badFile(path: file.path, line: syntax.line, problem: syntax.sentence)
      }
      throw problem((error as? DecodingError)?.sentence ?? error.localizedDescription)
    }
    if let mistake = description.mistake {
      throw problem(mistake)
    }
    inputScale = Double(description.inputScale)
    layers = description.layers.enumerated().map { index, layer in
      Layer(
        name: layer.name, weights: layer.weight.map { $0.map(Double.init) }, bias: layer.bias.map(Double.init),
        relu: layer.activation == .relu, largestTrainingOutput: Double(description.largestOutput(ofLayer: index) ?? 0))
    }
  }
}

/// The JSON form of a network.
private struct NetworkDescription: Decodable {
  struct Layer: Decodable {
    enum Activation: String, Decodable {
      case relu
      case none
    }
    let name: String
    let `in`: Int
    let out: Int
    let activation: Activation
    let weight: [[Float]]
    let bias: [Float]
  }

  struct Range: Decodable {
    let tensor: String
    let trainMax: Float

    enum CodingKeys: String, CodingKey {
      case tensor
      case trainMax = "train_max"
    }
  }

  let inputScale: Float
  let layers: [Layer]
  let ranges: [Range]

  enum CodingKeys: String, CodingKey {
    case inputScale = "input_scale"
    case layers
    case ranges
  }

  func largestOutput(ofLayer index: Int) -> Float? {
    let tensor = layers[index].activation == .relu ? "relu\(index + 1)" : "logits"
    return ranges.first { $0.tensor == tensor }?.trainMax
  }

  /// What is wrong with the shapes and the ranges, or `nil`.
  var mistake: String? {
    guard inputScale > 0 else { return "input_scale is \(inputScale), but must be positive" }
    guard !layers.isEmpty else { return "the network has no layers" }
    for (index, layer) in layers.enumerated() {
      let place = "layers[\(index)]"
      guard layer.in > 0, layer.out > 0 else {
        return "\(place) has \(layer.in) inputs and \(layer.out) outputs, but needs at least one of each"
      }
      if index > 0, layer.in != layers[index - 1].out {
        return "\(place) has \(layer.in) inputs, but the layer before it has \(layers[index - 1].out) outputs"
      }
      guard layer.weight.count == layer.out else {
        return "\(place).weight has \(layer.weight.count) rows, but the layer has \(layer.out) outputs"
      }
      for (row, weights) in layer.weight.enumerated() where weights.count != layer.in {
        return "\(place).weight[\(row)] has \(weights.count) elements, but the layer has \(layer.in) inputs"
      }
      guard layer.bias.count == layer.out else {
        return "\(place).bias has \(layer.bias.count) elements, but the layer has \(layer.out) outputs"
      }
      if layer.activation == .none, index < layers.count - 1 {
        return "\(place) has activation 'none', but only the last layer may leave its outputs as they are"
      }
      if layer.activation == .relu, largestOutput(ofLayer: index) == nil {
        return "ranges has no tensor 'relu\(index + 1)', which is needed to scale the outputs of \(place)"
      }
    }
    return nil
  }
}

extension DecodingError {
  /// The mistake with its place in the document, such as `layers[1].bias[3]`.
  fileprivate var sentence: String {
    switch self {
    case .keyNotFound(let key, let context):
      return "\(context.place) has no '\(key.stringValue)'"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      return "\(context.place): \(context.debugDescription)"
    @unknown default:
      return "the document does not have the expected form"
    }
  }
}

extension DecodingError.Context {
  fileprivate var place: String {
    guard !codingPath.isEmpty else { return "the document" }
    return codingPath.reduce(into: "") { place, key in
      if let index = key.intValue {
        place += "[\(index)]"
      } else {
        place += place.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
  }
}
