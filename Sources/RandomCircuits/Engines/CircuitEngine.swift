/// What runs circuits and tells the values of their outputs: one of the forms that are compared with the golden interpreter.
///
/// A further form (a text form read back, say) is a further type here and a case of `EngineKind`.
public protocol CircuitEngine: Sendable {
  /// Runs each circuit with its stimulus.
  ///
  /// - Throws: What kept the engine from running at least one of them.
  func run(_ circuits: [BuiltCircuit]) throws -> [CircuitTrace]
}

/// The outputs of a circuit in all its cycles, before each active edge, packed as `BuiltCircuit.outputLayout` tells.
public struct CircuitTrace: Hashable, Sendable {
  public var words: [UInt64]
  /// The bits that a four-state simulator calls X or Z, in the same places; empty when all are known.
  public var unknown: [UInt64]

  public init(words: [UInt64], unknown: [UInt64] = []) {
    self.words = words
    self.unknown = unknown
  }
}
