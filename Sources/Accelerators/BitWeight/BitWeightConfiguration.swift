import Bitloom

/// The parameters of a bit-weight processing element.
///
/// ```swift
/// var configuration = BitWeightConfiguration(technique: .opt4c, encoder: .ent)
/// configuration.columns = 8
/// ```
/// `lanes`, `columns` and `group` are 0 where they are to be what the technique usually has: `resolved` tells.
public struct BitWeightConfiguration: Hashable, Sendable, NamedParameter {
  /// How the products are made and added up.
  ///
  /// The names are those of Wu et al., "Exploring the Performance Improvement of Tensor Processing Engines through
  /// Transformation in the Bit-weight Dimension of MACs", HPCA 2025 (arXiv 2503.06342).
  public enum Technique: String, Hashable, Sendable, CaseIterable {
    /// The operators `acc + a * b`.
    case mac
    /// Booth rows, the accumulator among them, and a parallel-prefix adder: what the others are measured by.
    case boothMAC
    /// The sum stays in two numbers; no carry runs through it.
    case opt1
    /// Digits of one weight are added up over K first, the weights afterwards.
    case opt2
    /// One digit after the other, those of one weight first; digits that are 0 take no cycle.
    case opt3
    /// As `opt3`, and one encoder serves a row of elements.
    case opt4c
    /// As `opt4c`, and several lanes of K share an accumulator.
    case opt4e
  }

  /// The digits in which the operand `a` is taken: all of them are radix 4, from -2 to 2.
  public enum Encoder: String, Hashable, Sendable, CaseIterable {
    /// Modified Booth: no carry between digits, 3.000 of 4 not 0 on average over all bytes.
    case booth
    /// Sign and the digits -1...2 of the magnitude: 2.918.
    case ent
    /// The non-adjacent form, two of whose digits, of which one is 0, are one digit here: 2.777, behind an adder.
    case naf
  }

  public var technique = Technique.opt1
  public var encoder = Encoder.booth
  /// Bits of the signed operands, 2 to 16.
  public var operandWidth = 8
  /// Bits of the sums, which wrap, 8 to 64.
  public var accumulatorWidth = 32
  /// Pairs of operands along K whose terms are added up in a cycle.
  public var lanes = 0
  /// Elements, one for each column of the result, that share an encoder.
  public var columns = 0
  /// Operands along K whose digits a sparse encoder looks at together.
  public var group = 0

  public init(
    technique: Technique = .opt1, encoder: Encoder = .booth, operandWidth: Int = 8, accumulatorWidth: Int = 32,
    lanes: Int = 0, columns: Int = 0, group: Int = 0
  ) {
    self.technique = technique
    self.encoder = encoder
    self.operandWidth = operandWidth
    self.accumulatorWidth = accumulatorWidth
    self.lanes = lanes
    self.columns = columns
    self.group = group
  }

  /// The same with the numbers that the technique usually has in the place of zeros.
  public var resolved: BitWeightConfiguration {
    var result = self
    if lanes == 0 { result.lanes = technique.usualLanes }
    if columns == 0 { result.columns = technique.sharesEncoder && technique != .opt2 ? 32 : 1 }
    if group == 0 { result.group = technique.isSparse ? 4 : 1 }
    return result
  }

  /// Digits of an operand: one for two bits.
  public var digits: Int { DigitSelect.count(operandWidth: operandWidth) }

  /// What is wrong with the parameters: a sentence each that names the parameter, its value, and what it may be.
  public var problems: [String] {
    func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) -> String? {
      range.contains(value) ? nil : "\(name) is \(value); it must be from \(range.lowerBound) to \(range.upperBound)"
    }
    let ranges = [
      check("operandWidth", operandWidth, 2...16), check("accumulatorWidth", accumulatorWidth, 8...64),
      check("lanes", lanes, 0...64), check("columns", columns, 0...64), check("group", group, 0...16),
    ]
    return ranges.compactMap { $0 } + (brokenRule.map { ["\($0.key) is \($0.value); \($0.rule)"] } ?? [])
  }

  /// Such as `opt4c_ent_int8_acc26_x1x32_g4`: lanes by columns, and the group where there is one.
  public var nameComponent: String {
    let numbers = resolved
    let shape = "x\(numbers.lanes)x\(numbers.columns)"
    let group = technique.isSparse ? "_g\(numbers.group)" : ""
    return "\(technique.rawValue.lowercased())_\(encoder)_int\(operandWidth)_acc\(accumulatorWidth)_\(shape)\(group)"
  }
}

extension BitWeightConfiguration.Technique {
  /// Whether digits come one after the other and those that are 0 are left out.
  public var isSparse: Bool { self == .opt3 || self == .opt4c || self == .opt4e }

  /// Whether the encoder stands outside of the element, once for all columns.
  public var sharesEncoder: Bool { self == .opt2 || self == .opt4c || self == .opt4e }

  fileprivate var usualLanes: Int {
    switch self {
    case .opt2: 16
    case .opt4e: 4
    case .mac, .boothMAC, .opt1, .opt3, .opt4c: 1
    }
  }
}
