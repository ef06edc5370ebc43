import RTL

extension [Diagnostic] {
  /// The diagnostics with their places found, less those that one statement gives again: in a loop, or in a module that is
  /// built once more with other parameters. The first one says how often.
  ///
  /// A statement is a place in the source, not an address: the optimiser makes several copies of the body of a loop.
  var placedWithoutRepetition: [Diagnostic] {
    var indexOfStatement: [FaultyStatement: Int] = [:]
    var known: Set<Diagnostic> = []
    var repetitions: [Int] = []
    var result: [Diagnostic] = []
    for (original, diagnostic) in zip(self, PlaceResolver.resolve(self)) {
      if case .returnAddresses = original.place {
        let place = diagnostic.place == .unknown ? original.place : diagnostic.place
        let statement = FaultyStatement(code: diagnostic.code, place: place)
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
