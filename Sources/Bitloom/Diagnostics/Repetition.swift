import RTL

extension [Diagnostic] {
  /// The diagnostics with those left out that one statement gives again: in a loop, or in a module that is built once more
  /// with other parameters. The first one says how often.
  var withoutRepetition: [Diagnostic] {
    var indexOfStatement: [FaultyStatement: Int] = [:]
    var known: Set<Diagnostic> = []
    var repetitions: [Int] = []
    var result: [Diagnostic] = []
    for diagnostic in self {
      if case .returnAddresses = diagnostic.place {
        let statement = FaultyStatement(code: diagnostic.code, place: diagnostic.place)
        if let index = indexOfStatement[statement] {
          repetitions[index] += 1
          continue
        }
        indexOfStatement[statement] = result.count
      } else {
        var text = diagnostic
        text.module = nil
        if !known.insert(text).inserted { continue }
      }
      repetitions.append(0)
      result.append(diagnostic)
    }
    for (index, count) in repetitions.enumerated() where count > 0 {
      result[index].message +=
        count == 1 ? " (and one more of this kind here)" : " (and \(count) more of this kind here)"
    }
    return result
  }
}

/// A statement with one kind of mistake.
private struct FaultyStatement: Hashable {
  var code: String
  var place: Place
}
