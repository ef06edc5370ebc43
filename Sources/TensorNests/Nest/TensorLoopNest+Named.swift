/// The nests that have names, each a list of rewrites of `mac(operandWidth:accumulatorWidth:)`.
///
/// All take operands of 2...16 bits, outputs of 2...64, and any encoding but the bits themselves, which `mac` has
/// already. They throw `NestError` for a parameter out of range.
extension TensorLoopNest {
  /// Returns the multiply-accumulate unit with recoded digits, whose accumulator is a row of the compressor: the
  /// strong baseline, one carry-propagating addition with every k.
  public static func boothMAC(
    encoding: DigitEncoding = .booth, operandWidth: Int, accumulatorWidth: Int
  ) throws(NestError) -> TensorLoopNest {
    try mac(operandWidth: operandWidth, accumulatorWidth: accumulatorWidth)
      .recoded(as: encoding)
      .foldingAccumulator()
  }

  /// Returns OPT1, compressed accumulation: the addition once for an output.
  public static func opt1(
    encoding: DigitEncoding = .booth, operandWidth: Int, accumulatorWidth: Int
  ) throws(NestError) -> TensorLoopNest {
    try boothMAC(encoding: encoding, operandWidth: operandWidth, accumulatorWidth: accumulatorWidth)
      .hoistingAddition()
  }

  /// Returns OPT2, the compressor of one weight: `tile` k's in a cycle, reduced at each weight, then shifted.
  public static func opt2(
    encoding: DigitEncoding = .booth, tile: Int, operandWidth: Int, accumulatorWidth: Int
  ) throws(NestError) -> TensorLoopNest {
    try opt1(encoding: encoding, operandWidth: operandWidth, accumulatorWidth: accumulatorWidth)
      .unrollingK(by: tile)
      .swappingBitWeightAndK()
  }

  /// Returns OPT3, the sparse encoded element: a pass a weight, in which zero digits among `group` k's are skipped.
  ///
  /// The accumulator of a pass has `passWidth` bits, those of the output when it is not told.
  public static func opt3(
    encoding: DigitEncoding = .ent, group: Int = 4, operandWidth: Int, accumulatorWidth: Int, passWidth: Int? = nil,
    zeroGroups: NestLoop.ZeroGroups = .takeACycle
  ) throws(NestError) -> TensorLoopNest {
    let passes = try opt1(encoding: encoding, operandWidth: operandWidth, accumulatorWidth: accumulatorWidth)
      .swappingBitWeightAndK()
      .sequencingBitWeights()
      .resolvingPasses()
    let narrowed =
      if let passWidth, passWidth != accumulatorWidth { try passes.narrowingPasses(to: passWidth) } else { passes }
    return try narrowed.skippingZeroDigits(among: group, zeroGroups: zeroGroups)
  }

  /// Returns OPT4C, the column: OPT3 for `columns` n's with one encoder.
  public static func opt4c(
    encoding: DigitEncoding = .ent, columns: Int, group: Int = 4, operandWidth: Int, accumulatorWidth: Int,
    passWidth: Int? = nil, zeroGroups: NestLoop.ZeroGroups = .takeACycle
  ) throws(NestError) -> TensorLoopNest {
    try opt3(
      encoding: encoding, group: group, operandWidth: operandWidth, accumulatorWidth: accumulatorWidth,
      passWidth: passWidth, zeroGroups: zeroGroups
    )
    .sharingEncoder(columns: columns)
  }

  /// Returns OPT4E, the column of groups: OPT4C with `lanes` k's to an accumulator, each lane with its own digits.
  public static func opt4e(
    encoding: DigitEncoding = .ent, lanes: Int = 4, columns: Int, group: Int = 4, operandWidth: Int,
    accumulatorWidth: Int, passWidth: Int? = nil, zeroGroups: NestLoop.ZeroGroups = .takeACycle
  ) throws(NestError) -> TensorLoopNest {
    try opt4c(
      encoding: encoding, columns: columns, group: group, operandWidth: operandWidth,
      accumulatorWidth: accumulatorWidth, passWidth: passWidth, zeroGroups: zeroGroups
    )
    .unrollingK(by: lanes)
  }
}
