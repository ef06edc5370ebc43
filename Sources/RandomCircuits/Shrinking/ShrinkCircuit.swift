/// Makes a circuit smaller for as long as the same engine still disagrees with the golden interpreter in the same way.
public struct ShrinkCircuit {
  /// Has the one engine that disagreed, or none when the language itself did.
  public var comparison: CompareCircuits
  /// How many circuits are tried at most.
  public var attempts = 2000
  /// Candidates that are tried in one model.
  public var groupSize = 12

  public init(comparison: CompareCircuits) {
    self.comparison = comparison
  }

  /// The finding on a circuit from which nothing more can be taken away.
  public func shrink(_ finding: CircuitFinding) -> CircuitFinding {
    var best = finding
    var rest = attempts
    if let cycle = finding.cycle, cycle + 1 < finding.recipe.cycles {
      var recipe = finding.recipe
      recipe.cycles = cycle + 1
      if let found = first(of: [recipe], like: finding) { best = found }
    }
    var isSmaller = true
    while isSmaller, rest > 0 {
      isSmaller = false
      // Each pass again as long as it takes something away, the coarse ones first.
      for pass in SimplifyRecipe.Pass.allCases {
        while rest > 0, let found = smaller(best, pass, &rest) {
          best = found
          isSmaller = true
        }
      }
    }
    return best
  }

  private func smaller(_ finding: CircuitFinding, _ pass: SimplifyRecipe.Pass, _ rest: inout Int) -> CircuitFinding? {
    let candidates = SimplifyRecipe(finding.recipe).candidates(pass)
    for start in stride(from: 0, to: candidates.count, by: groupSize) where rest > 0 {
      let group = candidates[start..<min(start + groupSize, candidates.count)]
      rest -= group.count
      if let found = first(of: Array(group), like: finding) { return found }
    }
    return nil
  }

  /// The finding on the first of the recipes that still fails in the same way.
  private func first(of recipes: [CircuitRecipe], like finding: CircuitFinding) -> CircuitFinding? {
    // What describes no circuit any more is no candidate.
    let possible = recipes.filter { (try? CircuitPlan($0)) != nil }
    guard !possible.isEmpty, let result = try? comparison.compare(possible) else { return nil }
    let alike = result.findings.filter { $0.isLike(finding) }
    for recipe in possible {
      if let found = alike.first(where: { $0.recipe == recipe }) { return found }
    }
    return nil
  }
}
