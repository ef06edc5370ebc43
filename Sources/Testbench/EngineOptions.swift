import Cosimulation

/// How an engine is to build and run a design. Engines that have no such choice ignore it.
public struct EngineOptions: Hashable, Sendable {
  /// Number of threads by which Verilator computes a cycle. More than one pays for designs of some hundred thousand gates on as
  /// many cores; smaller ones become slower.
  public var threads: Int
  /// Whether Verilator's model is to run fast or to be built fast.
  public var optimisation: ModelOptimisation

  public init(threads: Int = 1, optimisation: ModelOptimisation = .forRunning) {
    self.threads = threads
    self.optimisation = optimisation
  }
}
