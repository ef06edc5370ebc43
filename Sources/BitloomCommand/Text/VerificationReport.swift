import Accelerators

/// What `simulate` prints.
struct VerificationReport {
  let entry: any CatalogueEntry
  let values: ParameterValues
  let request: VerificationRequest
  let summary: VerificationSummary

  var json: JSONValue {
    [
      "design": .string(entry.name), "parameters": .object(values.json), "engine": .string(request.engine.rawValue),
      "seed": .unsigned(request.seed), "vectors": .integer(summary.vectors),
      "mismatches": .integer(summary.mismatchCount), "cycles": .integer(summary.cycles),
      "seconds": .real((summary.seconds * 1e6).rounded() / 1e6),
    ]
  }

  func write(to output: any TextOutput) {
    for mismatch in summary.mismatches { write(mismatch, to: output) }
    let further = summary.mismatchCount - summary.mismatches.count
    if further > 0 { output.writeLine("\(further) more vectors with wrong results\n") }
    if summary.vectors < request.vectors {
      output.writeLine("The design stopped answering: \(request.vectors - summary.vectors) vectors were not run.\n")
    }
    var table = TextTable()
    table.add("design", entry.name)
    table.add("parameters", values.items.map { "\($0.key)=\($0.value)" }.joined(separator: " "))
    table.add("engine", request.engine.rawValue)
    table.add("seed", "\(request.seed)")
    table.add("vectors", "\(summary.vectors) (\(entry.vectorNoun))")
    table.add("mismatches", "\(summary.mismatchCount)")
    table.add("cycles", "\(summary.cycles)")
    table.add("speed", "\(speed) cycles a second")
    output.write(table)
  }

  private var speed: Int { summary.seconds > 0 ? Int(Double(summary.cycles) / summary.seconds) : 0 }

  private func write(_ mismatch: VerificationSummary.Mismatch, to output: any TextOutput) {
    output.writeLine("vector \(mismatch.vector) is wrong (\(mismatch.stimulus))")
    var table = TextTable(indent: 2)
    for difference in mismatch.differences {
      table.add(difference.place, "expected \(difference.expected)", "got \(difference.actual)")
    }
    output.write(table)
    let further = mismatch.differenceCount - mismatch.differences.count
    output.writeLine(further > 0 ? "  and \(further) more\n" : "")
  }
}
