import Bitloom

/// The parameters of a systolic array for matrix multiplication.
public struct SystolicConfiguration: Hashable, Sendable, NamedParameter {
  /// What stays in a processing element while the operands move past it.
  public enum Dataflow: String, Hashable, Sendable, CaseIterable {
    /// Every element accumulates one number of the result.
    case outputStationary
    /// Every element holds one weight; partial sums move down the columns.
    case weightStationary
  }

  /// Processing elements from top to bottom.
  public var rows = 4
  /// Processing elements from left to right.
  public var columns = 4
  public var dataflow = Dataflow.outputStationary
  /// Bits of the signed operands, 2 to 16.
  public var operandWidth = 8
  /// Bits of the accumulators, which wrap.
  public var accumulatorWidth = 32
  /// Rows of the largest batch that the weight-stationary array adds up over several tiles of K.
  public var batchRows = 64
  /// Whether a bias is added to each column of the result.
  public var hasBias = true
  /// Whether negative results can be set to 0.
  public var hasReLU = true
  /// Whether results can be multiplied, shifted, rounded and saturated to `outputWidth` bits.
  public var hasRequantisation = true
  /// Bits of a requantised result, not more than the accumulator has.
  public var outputWidth = 8
  /// Bits of the unsigned multipliers of the requantisation.
  public var multiplierWidth = 16
  /// Bits of its shift amounts.
  public var shiftWidth = 6

  /// Whether the elements are built into the array's own module instead of being instances of one.
  public var inlinesElements = false

  public init(
    rows: Int = 4, columns: Int = 4, dataflow: Dataflow = .outputStationary, operandWidth: Int = 8,
    accumulatorWidth: Int = 32
  ) {
    self.rows = rows
    self.columns = columns
    self.dataflow = dataflow
    self.operandWidth = operandWidth
    self.accumulatorWidth = accumulatorWidth
  }

  /// Whether there is anything between the accumulators and the output that has settings.
  public var hasOutputStage: Bool { hasBias || hasReLU || hasRequantisation }

  /// What is wrong with the parameters: a sentence each that names the parameter, its value and the range.
  public var problems: [String] {
    func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) -> String? {
      range.contains(value) ? nil : "\(name) is \(value); it must be from \(range.lowerBound) to \(range.upperBound)"
    }
    var result = [
      check("rows", rows, 1...1024), check("columns", columns, 1...1024),
      check("operandWidth", operandWidth, 2...16), check("accumulatorWidth", accumulatorWidth, 8...64),
      check("multiplierWidth", multiplierWidth, 1...32), check("shiftWidth", shiftWidth, 1...6),
      check("batchRows", batchRows, 1...65536),
    ]
    result.append(
      outputWidth >= 2 && outputWidth <= accumulatorWidth
        ? nil : "outputWidth is \(outputWidth); it must be from 2 to accumulatorWidth, which is \(accumulatorWidth)")
    return result.compactMap { $0 }
  }

  /// Such as `16x16_int8_acc32_brq8`: grid, operands, accumulator, and the output stage's bias, ReLU and requantisation. What
  /// is seldom changed follows where it was: `m`ultiplier and `s`hift widths, `batch` rows, `flat` for inlined elements.
  public var nameComponent: String {
    let standard = SystolicConfiguration()
    let stages = (hasBias ? "b" : "") + (hasReLU ? "r" : "") + (hasRequantisation ? "q\(outputWidth)" : "")
    let parts = [
      "\(rows)x\(columns)_int\(operandWidth)_acc\(accumulatorWidth)", stages,
      multiplierWidth == standard.multiplierWidth ? "" : "m\(multiplierWidth)",
      shiftWidth == standard.shiftWidth ? "" : "s\(shiftWidth)",
      batchRows == standard.batchRows ? "" : "batch\(batchRows)", inlinesElements ? "flat" : "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "_")
  }
}
