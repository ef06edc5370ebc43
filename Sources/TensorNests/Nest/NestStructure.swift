/// What a hardware generator has to know of a loop nest: how digits are made, in which order they are summed, and what
/// is shared.
///
/// A nest that hardware can be made of has one: `TensorLoopNest.structure`. It says nothing about registers, ports or
/// handshakes, which are the generator's.
///
/// ```swift
/// let nest = try TensorLoopNest.opt3(encoding: .ent, group: 4, operandWidth: 8, accumulatorWidth: 26)
/// let structure = try nest.structure
/// structure.bitWeightLoop    // .temporal(skipsZeroDigits: true)
/// ```
public struct NestStructure: Hashable, Sendable {
  /// The digits that the left operand is written in.
  public enum Encoding: String, CaseIterable, Sendable {
    /// The bits of two's complement, radix 2: digits 0 and 1, the highest -1 and 0.
    case binary
    /// Modified Booth, radix 4: digits -2...2, each from three neighbouring bits.
    case booth
    /// Magnitude digits -1...2 with a carry between them, times the sign; radix 4 (Wu et al., arXiv 2404.11887).
    case ent
    /// Non-adjacent form: digits -1...1 at radix 2, no two neighbours of which are other than 0, taken in pairs: digits
    /// -2...2 at radix 4.
    case naf
  }

  /// Whether the digits of an operand are there at once or one after the other.
  public enum BitWeightLoop: Hashable, Sendable {
    case spatial
    case temporal(skipsZeroDigits: Bool)
  }

  /// What is summed first.
  public enum ReductionOrder: Hashable, Sendable {
    /// All digits of one k: each term is shifted, then the terms are summed.
    case bitWeightsInside
    /// One digit of several k: the terms are summed at one weight, then the sum is shifted.
    case kInside
  }

  /// Where the redundant pair becomes a number.
  public enum CarryAddition: Hashable, Sendable {
    /// With each step of k.
    case insideK
    /// Once for an output, or once for an output and weight where the weights are passes.
    case outsideK
  }

  /// Where the accumulator joins.
  public enum Accumulation: Hashable, Sendable {
    /// The product is a number, and a second adder adds it to the accumulator.
    case afterAddition
    /// The accumulator is a row or a pair of rows of the compressor.
    case inReduction
  }

  /// Where the encoder stands.
  public enum EncoderPlacement: Hashable, Sendable {
    /// In each processing element.
    case element
    /// Once for the columns.
    case sharedOverN
  }

  public var encoding: Encoding
  public var bitWeightLoop: BitWeightLoop
  public var reductionOrder: ReductionOrder
  public var carryAddition: CarryAddition
  public var encoderPlacement: EncoderPlacement
  /// The k's whose terms one accumulator sums in a cycle.
  public var lanes: Int
  /// The n's that share an encoder, 1 without sharing.
  public var columns: Int
  /// The bits of an element of A and of B.
  public var operandWidth: Int
  /// The bits of the accumulator inside the loop over k.
  public var accumulatorWidth: Int
  public var accumulation: Accumulation
  /// The k's of a lane whose zero digits are skipped together, 1 where none are skipped.
  public var group: Int
  /// Whether a group of zeros takes no cycle at all; it takes one otherwise.
  public var skipsZeroGroups: Bool
  /// The bits of an element of C.
  public var outputWidth: Int

  /// Makes a structure by hand; `outputWidth` is that of the accumulator when it is not told.
  public init(
    encoding: Encoding, bitWeightLoop: BitWeightLoop, reductionOrder: ReductionOrder, carryAddition: CarryAddition,
    encoderPlacement: EncoderPlacement, lanes: Int, columns: Int, operandWidth: Int, accumulatorWidth: Int,
    accumulation: Accumulation = .inReduction, group: Int = 1, skipsZeroGroups: Bool = false, outputWidth: Int? = nil
  ) {
    self.encoding = encoding
    self.bitWeightLoop = bitWeightLoop
    self.reductionOrder = reductionOrder
    self.carryAddition = carryAddition
    self.encoderPlacement = encoderPlacement
    self.lanes = lanes
    self.columns = columns
    self.operandWidth = operandWidth
    self.accumulatorWidth = accumulatorWidth
    self.accumulation = accumulation
    self.group = group
    self.skipsZeroGroups = skipsZeroGroups
    self.outputWidth = outputWidth ?? accumulatorWidth
  }
}
