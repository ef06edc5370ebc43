/// A matrix product followed by the scaling of its columns: what an array with a requantising output stage computes.
///
/// The order is: wrapping sum with bias, ReLU, multiplication and rounding shift, saturation. (ReLU may as well come
/// last: a multiplier has no sign.)
public struct QuantisedMatrixMultiplication: Hashable, Sendable {
  public let product: MatrixMultiplication
  public let requantisation: Requantisation

  public init(product: MatrixMultiplication, requantisation: Requantisation) {
    self.product = product
    self.requantisation = requantisation
  }

  /// Returns the outputs for A and B; throws `GoldenModelError` when shapes or values do not fit.
  public func callAsFunction(
    _ a: [[Int]], _ b: [[Int]], bias: [Int]? = nil, relu: Bool = false
  ) throws(GoldenModelError) -> [[Int]] {
    try requantisation(product(a, b, bias: bias, relu: relu))
  }
}
