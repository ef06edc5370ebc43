import Cosimulation
import RandomCircuits

/// What `fuzz` prints.
struct FuzzReport {
  /// How many differences are made smaller and printed.
  static let shownFindings = 5

  let seed: UInt64
  let options: GeneratorOptions
  let kinds: [EngineKind]
  let result: CompareCircuits.Result
  let seconds: Double
  let isReplay: Bool
  /// For each of the first findings what came of shrinking it, and its file.
  private(set) var shrunk: [(finding: CircuitFinding, steps: Int, file: String)] = []

  private var circuits: Int { result.work["language"]?.circuits ?? 0 }

  init(
    seed: UInt64, options: GeneratorOptions, kinds: [EngineKind], result: CompareCircuits.Result, seconds: Double,
    isReplay: Bool
  ) {
    self.seed = seed
    self.options = options
    self.kinds = kinds
    self.result = result
    self.seconds = seconds
    self.isReplay = isReplay
  }

  /// Makes the first differences smaller and writes a file for each.
  mutating func shrink(into folder: String, cache: CosimulationCache) throws {
    for finding in result.findings.prefix(Self.shownFindings) {
      let engines = EngineKind(rawValue: finding.engine).map {
        [CompareCircuits.NamedEngine($0.rawValue, $0.engine(cache: cache))]
      }
      let smaller = ShrinkCircuit(comparison: CompareCircuits(engines: engines ?? [])).shrink(finding)
      let name = "fuzz-\(finding.recipe.seed)-\(finding.engine).json"
      try RecipeFile(path: "\(folder)/\(name)", shownAs: name).write(smaller.recipe)
      shrunk.append((smaller, smaller.recipe.stepCount, name))
    }
  }

  var json: JSONValue {
    let findings = result.findings.enumerated().map { index, finding -> JSONValue in
      let file = index < shrunk.count ? JSONValue.string(shrunk[index].file) : .null
      return [
        "kind": .string(finding.kind.rawValue), "engine": .string(finding.engine),
        "seed": .unsigned(finding.recipe.seed),
        "message": .string(finding.message), "file": file,
      ]
    }
    let engines = kinds.map { kind -> JSONValue in
      let work = result.work[kind.rawValue] ?? CompareCircuits.EngineWork()
      return [
        "name": .string(kind.rawValue), "circuits": .integer(work.circuits),
        "seconds": .real((work.seconds * 1000).rounded() / 1000), "timeouts": .integer(work.timeouts),
      ]
    }
    return [
      "circuits": .integer(circuits), "seed": .unsigned(seed), "operators": .integer(result.coverage.operatorCount),
      "cycles": .integer(options.cycles), "engines": .array(engines), "findings": .array(findings),
      "missing": .array(result.coverage.missing.map { .string($0) }),
      "seconds": .real((seconds * 1000).rounded() / 1000),
    ]
  }

  func write(to output: any TextOutput, coverage: Bool, missing: Bool) {
    for (index, finding) in result.findings.prefix(Self.shownFindings).enumerated() {
      write(finding, index < shrunk.count ? shrunk[index] : nil, to: output)
    }
    let further = result.findings.count - Self.shownFindings
    if further > 0 { output.writeLine("\(further) more differences\n") }
    if coverage { output.writeLine("\(result.coverage.table)\n\n\(result.coverage.kindTable)\n") }
    if missing { for what in result.coverage.missing { output.writeLine("not covered: \(what)") } }
    var table = TextTable()
    table.add("circuits", "\(circuits)")
    if !isReplay { table.add("seed", "\(seed)") }
    table.add("operators", "\(result.coverage.operatorCount)")
    table.add("differences", "\(result.findings.count)")
    for name in ["language", "golden"] + kinds.map(\.rawValue) {
      guard let work = result.work[name], work.circuits + work.timeouts > 0 else { continue }
      let timeouts = work.timeouts > 0 ? ", \(work.timeouts) timed out" : ""
      let speed = Int(Double(work.circuits) / max(work.seconds, 1e-6))
      table.add(name, "\(work.circuits) circuits, \(speed) a second\(timeouts)")
    }
    table.add("seconds", "\((seconds * 10).rounded() / 10)")
    output.write(table)
  }

  private func write(
    _ finding: CircuitFinding, _ smaller: (finding: CircuitFinding, steps: Int, file: String)?,
    to output: any TextOutput
  ) {
    output.writeLine("seed \(finding.recipe.seed), \(finding.engine): \(finding.message)")
    guard let smaller else { return output.writeLine("") }
    output.writeLine("  in \(smaller.steps) steps: \(smaller.finding.message)")
    let text = (try? CircuitPlan(smaller.finding.recipe).text) ?? ""
    for line in text.split(separator: "\n") { output.writeLine("    \(line)") }
    let engines = kinds.contains { $0.rawValue == finding.engine } ? " --engines \(finding.engine)" : ""
    let sizes = "--operators \(options.operators) --cycles \(options.cycles)"
    output.writeLine("  bitloom fuzz --replay \(smaller.file)\(engines)")
    output.writeLine("  bitloom fuzz --circuits 1 --seed \(finding.recipe.seed) \(sizes)\(engines)\n")
  }
}
