import Cosimulation
import Dispatch
import Foundation
import Synchronization

/// A run over many random circuits, on several threads.
public struct FuzzRun: Sendable {
  public var circuits: Int
  /// The seed of the first circuit; the next one has the next number.
  public var seed: UInt64
  public var generator: CircuitGenerator
  public var comparison: CompareCircuits
  /// Circuits in one model.
  public var batchSize = 50
  public var threads = max(1, ProcessInfo.processInfo.activeProcessorCount)

  public init(circuits: Int, seed: UInt64, options: GeneratorOptions, engines: [CompareCircuits.NamedEngine]) {
    self.circuits = circuits
    self.seed = seed
    generator = CircuitGenerator(options: options)
    comparison = CompareCircuits(engines: engines)
  }

  /// The engines by their kinds, with the sampling of each.
  ///
  /// - Parameter intervals: Other samplings than their own.
  public static func engines(
    _ kinds: [EngineKind], intervals: [EngineKind: Int] = [:], cache: CosimulationCache
  ) -> [CompareCircuits.NamedEngine] {
    kinds.map { .init($0.rawValue, $0.engine(cache: cache), samplingInterval: intervals[$0] ?? $0.samplingInterval) }
  }

  /// The cache for the models of random circuits, which nobody asks for a second time: apart from those of designs, and small.
  public static func cache(beside shared: CosimulationCache = .shared) -> CosimulationCache {
    CosimulationCache(directory: shared.directory + "/random-circuits", sizeLimit: 1 << 27)
  }

  private struct Progress {
    var next = 0
    var finished = 0
    var result = CompareCircuits.Result()
    var failure: (any Error)?
  }

  /// Runs all circuits.
  ///
  /// - Parameter progress: Is called with the circuits that are done and the differences found, on any thread, one call at a time.
  /// - Throws: What keeps an engine from running at all.
  public func run(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) throws -> CompareCircuits.Result {
    let shared = Mutex(Progress())
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, (circuits + batchSize - 1) / batchSize))) { _ in
      while true {
        let start = shared.withLock { state in
          let start = state.next
          state.next += batchSize
          return state.failure == nil ? start : circuits
        }
        guard start < circuits else { return }
        do {
          let numbers = start..<min(start + batchSize, circuits)
          let recipes = numbers.map { generator.circuit(seed: seed &+ UInt64($0)) }
          let result = try comparison.compare(recipes)
          shared.withLock { state in
            state.result.add(result)
            state.finished += numbers.count
            progress(state.finished, state.result.findings.count)
          }
        } catch {
          shared.withLock { $0.failure = error }
        }
      }
    }
    let end = shared.withLock { $0 }
    if let failure = end.failure { throw failure }
    var result = end.result
    result.findings.sort { ($0.recipe.seed, $0.engine) < ($1.recipe.seed, $1.engine) }
    return result
  }
}
