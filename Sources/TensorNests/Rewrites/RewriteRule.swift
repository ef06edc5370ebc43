/// A condition of a rewrite that a nest did not meet.
public enum RewriteRule: String, Hashable, CaseIterable, Sendable, CustomStringConvertible {
  // Recoding.
  case encodingIsTheSame
  // Folding the accumulator, hoisting the addition.
  case accumulatorIsFolded
  case accumulatorTakesNumbers
  case additionIsOutside
  // Swapping BW and K.
  case bitWeightIsOutside
  case additionNeedsAllWeights
  case digitsAreSkippedInsideK
  // BW in time.
  case bitWeightIsTemporal
  case lanesWouldAccumulate
  // Resolving and narrowing passes.
  case noPasses
  case passesAreResolved
  case pairsDoNotWiden
  // Skipping.
  case digitsAreSpatial
  case digitsAreSkipped
  case groupsMixWeights
  case lanesAreSummedBeforeTheShift
  // Sharing and unrolling.
  case noEncoder
  case encoderIsShared
  case kIsUnrolled

  public var description: String {
    switch self {
    case .encodingIsTheSame: "the digits are in this encoding already"
    case .accumulatorIsFolded: "the accumulator is in the compressor already"
    case .accumulatorTakesNumbers:
      "the addition cannot leave K: the accumulator takes a number with every k; fold the accumulator into the "
        + "compressor first"
    case .additionIsOutside: "the addition stands outside K already"
    case .bitWeightIsOutside: "BW stands outside K already"
    case .additionNeedsAllWeights:
      "K cannot go inside BW: the addition inside K needs the terms of all weights with every k; hoist the addition "
        + "out of K first"
    case .digitsAreSkippedInsideK:
      "K cannot go inside BW: each k goes through its own digits, so that no cycle has the same weight for all; swap "
        + "BW and K before zero digits are skipped"
    case .bitWeightIsTemporal: "BW is temporal already"
    case .lanesWouldAccumulate:
      "BW cannot be temporal inside a lane: each lane would need an accumulator over BW of its own; swap BW and K "
        + "first, or unroll K afterwards"
    case .noPasses:
      "there is no pass to end: BW is not a temporal loop outside K, so that no sum has one weight alone"
    case .passesAreResolved: "each pass ends with an addition already"
    case .pairsDoNotWiden:
      "the accumulator over K cannot be narrower than the output: its pair is shifted and summed, and the halves of a "
        + "pair do not extend by their signs; end each pass with an addition first"
    case .digitsAreSpatial:
      "zero digits cannot be skipped: all digits of an element have their places in the same cycle, so that a zero "
        + "leaves a place idle and saves no cycle; make BW temporal first"
    case .digitsAreSkipped: "zero digits are skipped already"
    case .groupsMixWeights:
      "zero digits of several k's cannot be skipped together: BW stands inside K, so that their weights differ; swap "
        + "BW and K first"
    case .lanesAreSummedBeforeTheShift:
      "zero digits cannot be skipped: the lanes are summed before the shift, so that they share its weight, while "
        + "each has its zeros elsewhere; swap BW and K first"
    case .noEncoder: "there is no encoder to share: the digits are the bits of A; recode them first"
    case .encoderIsShared: "the encoder is shared already"
    case .kIsUnrolled: "K is unrolled already"
    }
  }
}
