import Foundation

/// Grey-scale images with the class each of them belongs to.
public struct LabelledImages: Hashable, Sendable {
  /// The class of each image.
  public let labels: [Int]
  /// The pixels of each image, row by row from the top left.
  public let images: [[Int]]

  public var count: Int { labels.count }

  /// Reads `label,p0,p1,...` lines from a CSV file without a header.
  ///
  /// Every line has `pixelCount` pixels in `pixelRange` and a label in `0..<classCount`; empty lines are skipped.
  /// Throws `GoldenModelError.badFile` with the line of the first mistake.
  public init(
    csv file: URL, pixelCount: Int, pixelRange: ClosedRange<Int>, classCount: Int
  ) throws(GoldenModelError) {
    let text = try String(golden: file)
    var labels: [Int] = []
    var images: [[Int]] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      if line.allSatisfy(\.isWhitespace) { continue }
      func problem(_ sentence: String) -> GoldenModelError {
        .badFile(path: file.path, line: index + 1, problem: sentence)
      }
      guard fields.count == pixelCount + 1 else {
        throw problem("\(fields.count) fields, but a label and \(pixelCount) pixels were expected")
      }
      var values: [Int] = []
      for (column, field) in fields.enumerated() {
        guard let value = Int(field.trimmingCharacters(in: .whitespaces)) else {
          throw problem("field \(column + 1) is '\(field)', not an integer")
        }
        values.append(value)
      }
      guard (0..<classCount).contains(values[0]) else {
        throw problem("the label is \(values[0]), but there are classes 0...\(classCount - 1)")
      }
      for (pixel, value) in values.dropFirst().enumerated() where !pixelRange.contains(value) {
        let range = "\(pixelRange.lowerBound)...\(pixelRange.upperBound)"
        throw problem("pixel \(pixel) is \(value), but pixels lie in \(range)")
      }
      labels.append(values[0])
      images.append(Array(values.dropFirst()))
    }
    self.labels = labels
    self.images = images
  }

  /// Returns how many of the predicted classes are right.
  ///
  /// - Precondition: there is one prediction an image.
  public func correct(_ predictions: [Int]) -> Int {
    zip(labels, predictions).count { $0.0 == $0.1 }
  }
}

extension String {
  /// Reads a whole file of UTF-8 text.
  fileprivate init(golden file: URL) throws(GoldenModelError) {
    do {
      self = try String(contentsOf: file, encoding: .utf8)
    } catch {
      throw .badFile(path: file.path, line: nil, problem: "cannot be read: \(error.localizedDescription)")
    }
  }
}
