import Foundation
import Testing

@testable import GoldenModels

/// What the readers say about files that are not as they should be.
@Suite struct DataFileTests {
  /// Writes a file, hands its location to `body` and removes it.
  private func withFile<Result>(_ text: String, _ body: (URL) throws -> Result) throws -> Result {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("golden-\(UUID().uuidString)")
    try text.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(file)
  }

  private func images(_ file: URL) throws -> LabelledImages {
    try LabelledImages(csv: file, pixelCount: 2, pixelRange: 0...15, classCount: 10)
  }

  @Test func readsImages() throws {
    for text in ["3,0,15\n9,1,2\n", "3,0,15\r\n9, 1, 2\r\n", "3,0,15\n\n9,1,2"] {
      try checkImages(withFile(text, images))
    }
  }

  private func checkImages(_ images: LabelledImages) {
    let labels: [Int] = images.labels
    let expectedLabels: [Int] = [3, 9]
    #expect(labels == expectedLabels)
    let pixels: [[Int]] = [[0, 15], [1, 2]]
    let found: [[Int]] = images.images
    #expect(found == pixels)
    #expect(images.count == 2)
    let correct = images.correct([3, 8])
    #expect(correct == 1)
  }

  @Test(arguments: [
    ("3,0,15\n3,0\n", 2, "2 fields, but a label and 2 pixels were expected"),
    ("3,0,15,1\n", 1, "4 fields, but a label and 2 pixels were expected"),
    ("3,0,15\n\n3,x,1\n", 3, "field 2 is 'x', not an integer"),
    ("3,0,\n", 1, "field 3 is '', not an integer"),
    ("10,0,1\n", 1, "the label is 10, but there are classes 0...9"),
    ("1,0,16\n", 1, "pixel 1 is 16, but pixels lie in 0...15"),
    ("1,-1,0\n", 1, "pixel 0 is -1, but pixels lie in 0...15"),
  ])
  func refusesImages(text: String, line: Int, problem: String) throws {
    try withFile(text) { file in
      expect("\(file.path):\(line): \(problem)") { _ = try images(file) }
    }
  }

  @Test func namesAFileThatIsNotThere() {
    let file = URL(fileURLWithPath: "/nowhere/digits.csv")
    let error = #expect(throws: GoldenModelError.self) { try images(file) }
    #expect(error?.description.hasPrefix("/nowhere/digits.csv: cannot be read: ") == true)
    let network = #expect(throws: GoldenModelError.self) { try FloatNetwork(json: file) }
    #expect(network?.description.hasPrefix("/nowhere/digits.csv: cannot be read: ") == true)
  }

  private static func layer(
    in inputs: Int = 2, out: Int = 1, activation: String = "none", weight: String = "[[1,2]]", bias: String = "[3]"
  ) -> String {
    """
    {"name": "l", "in": \(inputs), "out": \(out), "activation": "\(activation)", "weight": \(weight), "bias": \(bias)}
    """
  }

  private static func document(scale: String = "1", layers: [String], ranges: String = "[]") -> String {
    #"{"input_scale": \#(scale), "layers": [\#(layers.joined(separator: ","))], "ranges": \#(ranges)}"#
  }

  @Test func readsANetwork() throws {
    let ranges = #"[{"tensor": "relu1", "train_max": 0.1}]"#
    let first = Self.layer(activation: "relu")
    let last = Self.layer(in: 1, weight: "[[0.1]]", bias: "[0]")
    let document = Self.document(scale: "0.5", layers: [first, last], ranges: ranges)
    let network: FloatNetwork = try withFile(document) { try FloatNetwork(json: $0) }
    #expect(network.inputScale == 0.5)
    let relus: [Bool] = network.layers.map(\.relu)
    #expect(relus == [true, false])
    // Decimal 0.1 becomes the nearest 32-bit real.
    let nearest = Double(Float(0.1))
    let weights: [[Double]] = [[nearest]]
    #expect(network.layers[1].weights == weights)
    #expect(network.layers[0].largestTrainingOutput == nearest)
    let expected: [[[Double]]] = [[[0]], [[0]]]
    let found: [[[Double]]] = try network.inference([[2, -4]])
    #expect(found == expected)
  }

  @Test(arguments: [
    (document(scale: "0", layers: [layer()]), "input_scale is 0.0, but must be positive"),
    (document(layers: []), "the network has no layers"),
    (document(layers: [layer(in: 0)]), "layers[0] has 0 inputs and 1 outputs, but needs at least one of each"),
    (document(layers: [layer(out: 2)]), "layers[0].weight has 1 rows, but the layer has 2 outputs"),
    (document(layers: [layer(in: 3)]), "layers[0].weight[0] has 2 elements, but the layer has 3 inputs"),
    (document(layers: [layer(bias: "[1,2]")]), "layers[0].bias has 2 elements, but the layer has 1 outputs"),
    (
      document(layers: [layer(), layer()]),
      "layers[0] has activation 'none', but only the last layer may leave its outputs as they are"
    ),
    (
      document(layers: [layer(activation: "relu"), layer()], ranges: #"[{"tensor": "relu1", "train_max": 1}]"#),
      "layers[1] has 2 inputs, but the layer before it has 1 outputs"
    ),
    (
      document(layers: [layer(activation: "relu")]),
      "ranges has no tensor 'relu1', which is needed to scale the outputs of layers[0]"
    ),
    (#"{"input_scale": 1, "ranges": []}"#, "the document has no 'layers'"),
    (document(layers: [#"{"name": "l"}"#]), "layers[0] has no 'in'"),
  ])
  func refusesNetworks(text: String, problem: String) throws {
    try withFile(text) { file in
      expect("\(file.path): \(problem)") { _ = try FloatNetwork(json: file) }
    }
  }

  @Test func namesThePlaceOfAWrongType() throws {
    try withFile(Self.document(layers: [Self.layer(weight: #"[[1,"x"]]"#)])) { file in
      let error = #expect(throws: GoldenModelError.self) { try FloatNetwork(json: file) }
      #expect(error?.description.hasPrefix("\(file.path): layers[0].weight[0][1]: ") == true)
    }
  }

  @Test func namesTheLineOfASyntaxError() throws {
    try withFile("{\"input_scale\": 1,\n \"layers\": [}\n") { file in
      let error = #expect(throws: GoldenModelError.self) { try FloatNetwork(json: file) }
      let description = error?.description ?? ""
      #expect(description.hasPrefix("\(file.path):2: not valid JSON: "), "\(description)")
    }
    try withFile("") { file in
      let error = #expect(throws: GoldenModelError.self) { try FloatNetwork(json: file) }
      let description = error?.description ?? ""
      #expect(description.contains(": not valid JSON: "), "\(description)")
    }
  }
}
