/// A matrix product written as a loop nest over M, N, K and the bit weight of the digits of A.
///
/// ```
/// C[m, n] = sum over k and bw of digit(A[m, k], bw) B[k, n] radix^bw
/// ```
///
/// Each loop is spatial (its rounds are places) or temporal (they are cycles), and the work of a
/// multiply-accumulate is placed among them in six primitives: encode, map, shift, half-reduce, add, accumulate. Where
/// they stand tells what hardware there is: a carry-propagating addition inside K is in the path of every cycle,
/// one outside is used once for an output.
///
/// `mac(operandWidth:accumulatorWidth:)` is the nest that everything begins with: all others are rewrites of it, each
/// of which says what makes it legal and throws `NestError` where it is not. So a nest always computes the product,
/// modulo 2^`outputWidth`; `interpret(a:b:)` does so, and `structure` is what a generator needs to make hardware of it.
///
/// ```swift
/// let product = try TensorLoopNest.mac(operandWidth: 8, accumulatorWidth: 32)
/// let compressed = try product.recoded(as: .booth).foldingAccumulator().hoistingAddition()   // OPT1
/// print(compressed)
/// let run = try compressed.interpret(a: [[1, -2]], b: [[3], [4]])   // run.product == [[-5]]
/// ```
///
/// Source: Wu et al., "Exploring the Performance Improvement of Tensor Processing Engines through Transformation in the
/// Bit-weight Dimension of MACs", HPCA 2025, arXiv 2503.06342.
public struct TensorLoopNest: Hashable, Sendable {
  /// The digits of A.
  public internal(set) var encoding: DigitEncoding
  /// The bits of an element of A and of B.
  public let operandWidth: Int
  /// The bits of an element of C, and of accumulators over all weights.
  public let outputWidth: Int
  /// The bits of the accumulator inside the loop over K.
  public internal(set) var accumulatorWidth: Int
  /// The columns of C that share an encoder, 1 without sharing.
  public internal(set) var columns: Int
  /// The nest of one column: how it is shared by several changes nothing else, so that rewrites need not know.
  var column: [NestNode]

  /// Returns the multiply-accumulate unit: bits times B, shifted, compressed, added, and added to the accumulator, all
  /// with every k.
  ///
  /// The operands have 2...16 bits, the accumulator 2...64; throws `NestError` otherwise.
  public static func mac(operandWidth: Int, accumulatorWidth: Int) throws(NestError) -> TensorLoopNest {
    try NestError.check("operandWidth", operandWidth, in: 2...16)
    try NestError.check("accumulatorWidth", accumulatorWidth, in: 2...64)
    let digits = DigitEncoding.binary.digitCount(width: operandWidth)
    let terms = NestNode.loop(
      NestLoop(axis: .bitWeight, extent: .count(digits), form: .spatial), [.primitive(.map), .primitive(.shift)])
    let product: [NestNode] = [
      .primitive(.encode), terms, .primitive(.halfReduce(over: .bitWeight, narrow: nil)), .primitive(.add),
      .primitive(.accumulate(over: .k, in: .number)),
    ]
    func whole(_ axis: NestLoop.Axis, _ body: [NestNode]) -> NestNode {
      .loop(NestLoop(axis: axis, extent: .whole(step: 1), form: .temporal), body)
    }
    return TensorLoopNest(
      encoding: .binary, operandWidth: operandWidth, outputWidth: accumulatorWidth,
      accumulatorWidth: accumulatorWidth, columns: 1, column: [whole(.m, [whole(.n, [whole(.k, product)])])])
  }

  /// The loops and primitives, from the outermost loop on.
  public var nodes: [NestNode] {
    columns == 1 ? column : column.sharingEncoder(columns: columns)
  }

  /// The bits between the weights of neighbouring digits.
  public var weightStep: Int { encoding.weightStep }

  /// The digits of an element of A.
  public var digitCount: Int { encoding.digitCount(width: operandWidth) }

  /// The k's that one accumulator sums in a cycle.
  public var lanes: Int {
    column.firstLoop { $0.axis == .k && $0.isSpatial }?.loop.number ?? 1
  }

  /// The k's of a lane whose zero digits are skipped together, 1 where none are.
  public var group: Int {
    column.firstLoop { $0.axis == .k && $0.skipsZeroDigits }?.loop.number ?? 1
  }

  /// The largest K at which no accumulator over K wraps although the output would not, `nil` where there is none.
  ///
  /// Accumulators as wide as the output wrap when it does, and give the same. Narrower ones must not wrap.
  public var largestDepth: Int? {
    guard accumulatorWidth < outputWidth else { return nil }
    let largestTerm = 1 << (encoding.termWidth(width: operandWidth) - 2)
    return ((1 << (accumulatorWidth - 1)) - 1) / largestTerm
  }
}
