/// A step of a nest: it takes what the step before it has left, and leaves something for the next.
public enum NestPrimitive: Hashable, Sendable {
  /// Makes the digits of the elements of A that the round of K has, or one digit of each inside a loop over BW.
  case encode
  /// Chooses the candidate partial product: a digit times an element of B.
  case map
  /// Multiplies by the weight of the digit.
  case shift
  /// Sums what the rounds of a spatial loop have left to a redundant pair, in carry-save compressors.
  ///
  /// A `narrow` tree has that many bits and sums terms at one weight, each made positive by a constant, since a pair
  /// cannot be widened by its signs. The constants are taken off together, as a row of the next reduction.
  case halfReduce(over: NestLoop.Axis, narrow: Int?)
  /// Adds the halves of a redundant pair, with carry propagation.
  case add
  /// Sums what the rounds of a temporal loop leave. The accumulator is cleared before the first.
  case accumulate(over: NestLoop.Axis, in: Accumulator)

  /// What an accumulator holds.
  public enum Accumulator: Hashable, Sendable {
    /// A number. What comes is a number too, and an adder adds it; or it is a pair, and the addition follows.
    case number
    /// A redundant pair, which a compressor sums.
    case pair
  }
}

/// A loop with its body, or a primitive.
public enum NestNode: Hashable, Sendable {
  case loop(NestLoop, [NestNode])
  case primitive(NestPrimitive)
}
