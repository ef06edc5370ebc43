import Foundation
import Testing

@testable import GoldenModels

@Suite struct DigitsNetworkTests {
  static let folder = Bundle.module.bundleURL.appendingPathComponent("Fixtures")
  /// Read and computed once for all tests.
  private static let computed = Result {
    let data = try DigitsData(directory: folder)
    let network = try QuantisedNetwork(quantising: data.network)
    return (data, network, try network.inference(data.test.images))
  }

  let data: DigitsData
  let network: QuantisedNetwork
  let inference: QuantisedNetwork.Inference

  init() throws {
    (data, network, inference) = try Self.computed.get()
  }

  @Test func readsTheTestSet() {
    #expect(data.test.count == 360)
    let perClass: [Int] = (0..<10).map { digit in data.test.labels.count { $0 == digit } }
    let expected: [Int] = [41, 39, 37, 38, 36, 31, 36, 35, 34, 33]
    #expect(perClass == expected)
    #expect(data.test.labels.first == 9)
    let row: [Int] = [0, 0, 8, 15, 10, 2, 0, 0]
    #expect(data.test.images[0].starts(with: row))
  }

  @Test func floatNetworkHasItsReferenceAccuracy() throws {
    let outputs = try data.network.inference(data.test.images)
    let predictions: [Int] = outputs[2].compactMap { Classification.largest($0) }
    #expect(data.test.correct(predictions) == 357)
    checkMistakes(predictions)
    // The reference logits are sums of 32-bit reals in another order.
    let reference = try Reference(folder: Self.folder)
    #expect(predictions == reference.testPredicted)
    for (logits, expected) in zip(outputs[2], reference.testLogits) {
      let errors: [Double] = zip(logits, expected).map { abs($0 - $1) }
      let areClose: Bool = errors.allSatisfy { $0 < 5e-6 }
      #expect(areClose)
    }
  }

  private func checkMistakes(_ predictions: [Int]) {
    let mistakes: [Int] = predictions.indices.filter { predictions[$0] != data.test.labels[$0] }
    let expected: [Int] = [239, 299, 341]
    #expect(mistakes == expected)
  }

  @Test func integerNetworkKeepsTheAccuracy() {
    #expect(data.test.correct(inference.predictions) == 357)
    checkMistakes(inference.predictions)
  }

  /// The real values behind the integers stay close to those of the float network.
  @Test func integerNetworkStaysCloseToTheFloatNetwork() throws {
    let exact = try data.network.inference(data.test.images)
    for (index, bound) in [0.06, 0.3, 0.4].enumerated() {
      let layer = network.layers[index]
      var largest = 0.0
      for (integers, reals) in zip(inference.outputs[index], exact[index]) {
        for output in 0..<layer.outputCount {
          let error = Double(integers[output]) * layer.outputScales[output] - reals[output]
          largest = max(largest, error.magnitude)
        }
      }
      #expect(largest < bound, "layer \(index + 1)")
    }
  }

  @Test func layersHaveTheShapesAndRangesOfAnArray() {
    let inputs: [Int] = network.layers.map(\.inputCount)
    let expectedInputs: [Int] = [64, 64, 32]
    #expect(inputs == expectedInputs)
    let outputs: [Int] = network.layers.map(\.outputCount)
    let expectedOutputs: [Int] = [64, 32, 10]
    #expect(outputs == expectedOutputs)
    let areHidden: [Bool] = [true, true, false]
    let relus: [Bool] = network.layers.map(\.relu)
    #expect(relus == areHidden)
    let areRequantised: [Bool] = network.layers.map { $0.requantisation != nil }
    #expect(areRequantised == areHidden)
    for layer in network.layers {
      #expect(layer.weights.allSatisfy { row in row.allSatisfy { (-127...127).contains($0) } })
      #expect(layer.bias.allSatisfy { Int32(exactly: $0) != nil })
      #expect(layer.multipliers.allSatisfy { (0x8000...0xFFFF).contains($0) })
      #expect(layer.shifts.allSatisfy { (16...40).contains($0) })
      #expect(layer.multipliers.count == (layer.requantisation == nil ? 0 : layer.outputCount))
    }
    // A scale an output: each reaches the end of the range. One scale for the last layer.
    for layer in network.layers.prefix(2) {
      for output in 0..<layer.outputCount {
        #expect(layer.weights.map { abs($0[output]) }.max() == 127)
      }
    }
    #expect(Set(network.layers[2].accumulatorScales).count == 1)
    let largest = network.layers[2].weights.joined().reduce(0) { max($0, abs($1)) }
    #expect(largest == 127)
  }

  @Test func activationsAreUnsignedInSevenBitsAndUseThem() {
    for outputs in inference.outputs.prefix(2) {
      let all = outputs.flatMap { $0 }
      #expect(all.allSatisfy { (0...127).contains($0) })
      #expect((100...127).contains(all.max() ?? 0))
    }
  }

  /// Products of INT8 values and a bias cannot leave 32 bits, whatever the inputs are.
  @Test func accumulatorsNeverWrap() {
    for layer in network.layers {
      for output in 0..<layer.outputCount {
        let largest = layer.weights.reduce(abs(layer.bias[output])) { $0 + 128 * abs($1[output]) }
        #expect(largest <= Int(Int32.max))
      }
    }
  }

  /// The same network computed by plain loops that share nothing with the model but its numbers.
  @Test func agreesWithPlainLoops() {
    for (index, image) in data.test.images.enumerated() {
      var activations = image
      for (position, layer) in network.layers.enumerated() {
        var sums: [Int] = []
        var next: [Int] = []
        for output in 0..<layer.outputCount {
          var sum = layer.bias[output]
          for input in 0..<activations.count { sum += activations[input] * layer.weights[input][output] }
          if layer.relu && sum < 0 { sum = 0 }
          sums.append(sum)
          if position < 2 {
            let scaled = Double(sum * layer.multipliers[output]) / Double(1 << layer.shifts[output])
            sum = min(127, Int(scaled.rounded(.toNearestOrEven)))
          }
          next.append(sum)
        }
        #expect(inference.accumulators[position][index] == sums, "image \(index), layer \(position + 1)")
        #expect(inference.outputs[position][index] == next, "image \(index), layer \(position + 1)")
        activations = next
      }
      #expect(inference.logits[index] == activations)
      #expect(inference.predictions[index] == activations.firstIndex(of: activations.max() ?? 0))
    }
  }

  @Test func refusesImagesOfAnotherSize() {
    expect("image 1 has 3 elements, but needs 64: the network has 64 inputs") {
      _ = try data.network.inference([data.test.images[0], [1, 2, 3]])
    }
    expect("a column of B has 64 elements, but needs 3: a row of A has 3 elements") {
      _ = try network.inference([[1, 2, 3]])
    }
  }

  /// The demonstration and the tests read the same files.
  @Test func fixturesAreThoseOfTheDemonstration() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    let demonstration = root.appendingPathComponent("Sources/DigitsDemo/Digits")
    for name in [DigitsData.imageFile, DigitsData.networkFile] {
      let expected = try Data(contentsOf: demonstration.appendingPathComponent(name))
      #expect(try Data(contentsOf: Self.folder.appendingPathComponent(name)) == expected)
    }
  }
}

/// The part of the network file that the model does not read: what the network's training computed.
private struct Reference: Decodable {
  let testPredicted: [Int]
  let testLogits: [[Double]]

  init(folder: URL) throws {
    let file = folder.appendingPathComponent(DigitsData.networkFile)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(Reference.self, from: Data(contentsOf: file))
  }
}
