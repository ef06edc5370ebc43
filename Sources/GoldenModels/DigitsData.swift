import Foundation

/// The handwritten-digit test set and the network trained for it.
///
/// The images are 8 x 8 pixels of 4 bits, the network has 64 inputs, hidden layers of 64 and 32, and 10 outputs.
public struct DigitsData: Hashable, Sendable {
  public static let imageFile = "digits_test.csv"
  public static let networkFile = "digits_float.json"
  /// The pixels along an edge of an image.
  public static let edge = 8

  public let test: LabelledImages
  public let network: FloatNetwork

  /// Reads both files from a folder; throws `GoldenModelError.badFile`.
  public init(directory: URL) throws(GoldenModelError) {
    test = try LabelledImages(
      csv: directory.appendingPathComponent(Self.imageFile), pixelCount: Self.edge * Self.edge, pixelRange: 0...15,
      classCount: 10)
    network = try FloatNetwork(json: directory.appendingPathComponent(Self.networkFile))
  }
}
