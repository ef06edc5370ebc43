import Cosimulation
import Testing

@testable import RandomCircuits

@Suite struct FuzzRunTests {
  static let kinds = EngineKind.allCases.filter { ToolInventory().reasonToSkip(withoutTools: $0.toolNames) == nil }

  /// A short run of what `make fuzz` does at length.
  @Test func allEnginesAgree() throws {
    let cache = FuzzRun.cache()
    var run = FuzzRun(
      circuits: 20, seed: 20_000, options: GeneratorOptions(), engines: FuzzRun.engines(Self.kinds, cache: cache))
    run.batchSize = 10
    let result = try run.run()
    for finding in result.findings {
      Issue.record("seed \(finding.recipe.seed), \(finding.engine): \(finding.message)")
    }
    for kind in Self.kinds { #expect((result.work[kind.rawValue]?.circuits ?? 0) >= 20 / kind.samplingInterval) }
  }
}
