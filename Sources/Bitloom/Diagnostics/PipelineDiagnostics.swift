import RTL

/// K: pipelines.
enum PipelineDiagnostics {
  static func neverFinished(_ name: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "K001", "pipeline '\(name)' has no end", at: place,
      help: "call 'finish(ready:)' in its last stage, or let it flow '.free'")
  }

  static func valueNotThere(
    _ value: String, _ stage: Int, known stages: ClosedRange<Int>, _ name: String, at place: Place
  ) -> Diagnostic {
    let known = stages.count == 1 ? "stage \(stages.lowerBound)" : "stages \(stages.lowerBound) to \(stages.upperBound)"
    return Diagnostic(
      "K002", "'\(value)' of pipeline '\(name)' is not there in stage \(stage): it is in \(known)", at: place,
      help: stage < stages.lowerBound
        ? "a value can be read from the stage it is made in on" : "call 'nextStage()' first")
  }

  static func validNeeded(_ name: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "K003", "pipeline '\(name)' has no items that could wait or be flushed", at: place,
      help: "say where there is one, with 'valid:'")
  }

  static func nothingWaits(_ name: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "K004", "pipeline '\(name)' flows freely: nothing in it can wait", at: place,
      help: "make it with 'flow: .globalStall' or 'flow: .collapsing'")
  }

  static func alreadyFinished(_ name: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "K005", "pipeline '\(name)' has ended before", at: place, help: "'finish' stands once, in the last stage")
  }
}
