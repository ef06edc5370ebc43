/// How often each thing has happened while a nest was interpreted.
public struct NestCounts: Hashable, Sendable {
  /// Elements of A that an encoder has taken, once for each pass.
  public internal(set) var encodings = 0
  /// Digits that were multiplied by an element of B.
  public internal(set) var partialProducts = 0
  /// Additions with carry propagation, those of accumulators included that hold numbers and have an adder.
  public internal(set) var carryPropagatingAdditions = 0
  /// Writes of accumulators.
  public internal(set) var accumulations = 0
  /// Rounds of the innermost loops in time: the cycles of an element, a column or a tile.
  public internal(set) var cycles = 0
}

/// What the interpretation of a nest gives.
public struct NestRun: Hashable, Sendable {
  /// C, wrapped to the output's width as a signed number.
  public let product: [[Int]]
  public let counts: NestCounts
}
