import RTL

/// The wording of the C family: combinational loops.
enum LoopDiagnostics {
  /// A signal on a loop.
  struct Step {
    /// The signal or the bits of it, such as `carry[3]`.
    var name: String
    /// The instance through which the signal follows from the one before; nil when an assignment drives it.
    var instance: String?
    /// Where the assignment or the instance stands.
    var place: Place
  }

  // A loop through a thousand signals is not understood better by reading all of them.
  private static let shownSteps = 12

  /// `steps` in the direction of the data; the first one follows from the last one.
  static func loop(_ steps: [Step], module: String) -> Diagnostic {
    var names = steps.map { "'\($0.name)'" }
    var shown = steps
    if steps.count > shownSteps {
      let half = shownSteps / 2
      let omitted = steps.count - shownSteps
      names = names[..<half] + ["(\(omitted) more)"] + names[(steps.count - half)...]
      shown = Array(steps[..<half] + steps[(steps.count - half)...])
    }
    names.append(names[0])
    let notes = shown.map { step in
      let message =
        step.instance.map { "'\(step.name)' follows from an input of instance '\($0)', made here" }
        ?? "'\(step.name)' is assigned here"
      return Diagnostic.Note(message, at: step.place)
    }
    return Diagnostic(
      "C001", "combinational loop in module '\(module)': \(names.joined(separator: " -> "))", at: steps[0].place,
      notes: notes, help: "break the loop with a register")
  }
}
