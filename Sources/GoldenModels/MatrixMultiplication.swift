/// The product of two integer matrices as a systolic array computes it: C = A B + bias, in accumulators that wrap.
///
/// A is M x K, B is K x N, C is M x N; all values are two's complement. Every sum is kept modulo 2^`accumulatorWidth`,
/// so the order in which an array adds its products makes no difference.
///
/// ```swift
/// let array = try MatrixMultiplication(leftWidth: 8, rightWidth: 8, accumulatorWidth: 32)
/// let c = try array([[1, 2], [3, 4]], [[5, 6], [7, 8]])   // [[19, 22], [43, 50]]
/// ```
public struct MatrixMultiplication: Hashable, Sendable {
  /// The bits of an element of A, 2 to 16.
  public let leftWidth: Int
  /// The bits of an element of B, 2 to 16.
  public let rightWidth: Int
  /// The bits of an element of C and of the bias, 8 to 64.
  public let accumulatorWidth: Int

  /// Makes the model of an array; throws `GoldenModelError` when a width is out of range.
  public init(leftWidth: Int, rightWidth: Int, accumulatorWidth: Int) throws(GoldenModelError) {
    try GoldenModelError.check("the width of the left operand", leftWidth, in: 2...16)
    try GoldenModelError.check("the width of the right operand", rightWidth, in: 2...16)
    try GoldenModelError.check("the accumulator width", accumulatorWidth, in: 8...64)
    self.leftWidth = leftWidth
    self.rightWidth = rightWidth
    self.accumulatorWidth = accumulatorWidth
  }

  /// Makes the model of an array whose operands are equally wide.
  public init(operandWidth: Int, accumulatorWidth: Int) throws(GoldenModelError) {
    try self.init(leftWidth: operandWidth, rightWidth: operandWidth, accumulatorWidth: accumulatorWidth)
  }

  /// Returns A B + bias, with negative elements replaced by 0 when `relu` is set.
  ///
  /// `bias` has one element a column of B and is added to every row. Throws `GoldenModelError` when shapes do not fit
  /// each other or a value does not fit its width.
  public func callAsFunction(
    _ a: [[Int]], _ b: [[Int]], bias: [Int]? = nil, relu: Bool = false
  ) throws(GoldenModelError) -> [[Int]] {
    let columns = try checkShapes(a, b, bias: bias)
    try checkValues(a, b, bias: bias)
    let accumulator = SignedRange(width: accumulatorWidth)
    return a.map { row in
      var sums = bias ?? Array(repeating: 0, count: columns)
      for (left, rightRow) in zip(row, b) where left != 0 {
        for column in 0..<columns {
          // Wrapping at 64 bits first loses nothing: 2^64 is a multiple of 2^accumulatorWidth.
          sums[column] &+= left &* rightRow[column]
        }
      }
      return sums.map { sum in
        let wrapped = accumulator.wrapping(sum)
        return relu ? max(wrapped, 0) : wrapped
      }
    }
  }

  /// Returns the number of columns of B after checking all shapes.
  private func checkShapes(_ a: [[Int]], _ b: [[Int]], bias: [Int]?) throws(GoldenModelError) -> Int {
    try Self.checkRectangular("A", a)
    try Self.checkRectangular("B", b)
    // A matrix without rows has no width of its own, so it fits any partner.
    if let depth = a.first?.count, depth != b.count {
      throw .countMismatch(
        name: "a column of B", count: b.count, expected: depth, reason: "a row of A has \(depth) elements")
    }
    let columns = b.first?.count ?? bias?.count ?? 0
    if let bias, bias.count != columns {
      throw .countMismatch(name: "the bias", count: bias.count, expected: columns, reason: "B has \(columns) columns")
    }
    return columns
  }

  private func checkValues(_ a: [[Int]], _ b: [[Int]], bias: [Int]?) throws(GoldenModelError) {
    for (row, values) in a.enumerated() {
      try SignedRange(width: leftWidth).check(values) { "A[\(row)][\($0)]" }
    }
    for (row, values) in b.enumerated() {
      try SignedRange(width: rightWidth).check(values) { "B[\(row)][\($0)]" }
    }
    try SignedRange(width: accumulatorWidth).check(bias ?? []) { "bias[\($0)]" }
  }

  private static func checkRectangular(_ name: String, _ matrix: [[Int]]) throws(GoldenModelError) {
    let expected = matrix.first?.count ?? 0
    for (row, values) in matrix.enumerated() where values.count != expected {
      throw .raggedMatrix(name: name, row: row, count: values.count, expected: expected)
    }
  }
}
