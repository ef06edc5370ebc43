import Testbench
import Waveforms

/// What is asked of the simulation of a design against its golden model.
public struct VerificationRequest: Sendable {
  public var engine: Engine
  /// Number of vectors; what a vector is depends on the design.
  public var vectors: Int
  public var seed: UInt64
  /// The waveform file to write.
  public var trace: Trace?
  /// Takes what the simulation exercises; the native engine alone can tell.
  public var coverage: Coverage?

  public init(engine: Engine, vectors: Int, seed: UInt64, trace: Trace? = nil, coverage: Coverage? = nil) {
    self.engine = engine
    self.vectors = vectors
    self.seed = seed
    self.trace = trace
    self.coverage = coverage
  }
}

/// How far a verification has come.
public struct VerificationProgress: Sendable {
  public var vectors: Int
  public var cycles: Int

  public init(vectors: Int, cycles: Int) {
    self.vectors = vectors
    self.cycles = cycles
  }
}

/// What a verification found.
public struct VerificationSummary: Sendable {
  /// A vector whose results are not those of the golden model.
  public struct Mismatch: Hashable, Sendable {
    /// Counted from 0.
    public var vector: Int
    /// What the vector does, such as `3x4 by 4x5, all operands at their minimum`.
    public var stimulus: String
    /// Each wrong result: where, what it should be, what it is.
    public var differences: [Difference]
    /// Number of wrong results, which may be more than are kept in `differences`.
    public var differenceCount: Int

    public init(vector: Int, stimulus: String, differences: [Difference], differenceCount: Int) {
      self.vector = vector
      self.stimulus = stimulus
      self.differences = differences
      self.differenceCount = differenceCount
    }
  }

  public struct Difference: Hashable, Sendable {
    public var place: String
    public var expected: String
    public var actual: String

    public init(place: String, expected: String, actual: String) {
      self.place = place
      self.expected = expected
      self.actual = actual
    }
  }

  /// How many mismatches, and how many differences of each, are kept in full.
  public static let mismatchesKept = 4
  public static let differencesKept = 4

  /// Number of vectors that were run. Less than asked for only when the design stopped answering.
  public var vectors = 0
  /// Number of vectors with a wrong result.
  public private(set) var mismatchCount = 0
  /// The first mismatches.
  public private(set) var mismatches: [Mismatch] = []
  /// Clock cycles of all vectors.
  public var cycles = 0
  /// How long the vectors took, without building the design.
  public var seconds = 0.0

  public init() {}

  public mutating func add(_ mismatch: Mismatch) {
    mismatchCount += 1
    if mismatches.count < Self.mismatchesKept { mismatches.append(mismatch) }
  }
}
