import RTL

/// A signal on a way of data that no clock interrupts, as diagnostics tell it.
struct DependencyStep {
  /// The signal or the bits of it, such as `carry[3]`.
  var name: String
  /// The instance through which the signal follows from the one before; nil when an assignment drives it.
  var instance: String?
  /// Where the assignment or the instance stands.
  var place: Place
}

extension DependencyStep {
  /// - Parameters:
  ///   - node: Some bits of a signal; for anything else there is no step.
  ///   - source: What they directly depend on.
  init?(_ node: BitsNode, from source: BitsNode?, in facts: ModuleFacts) {
    guard case .signal(let signal) = node.value else { return nil }
    let module = facts.module
    name = SignalDescription(signal, in: facts).name
    if node.bits.count < module.signals[signal].type.width {
      let isBit = node.bits.count == 1
      name += isBit ? "[\(node.bits.lowerBound)]" : "[\(node.bits.upperBound - 1)...\(node.bits.lowerBound)]"
    }
    if case .instancePort(let id, _) = module.signals[signal].kind, case .signal? = source?.value {
      instance = module.instances[id].name
      place = module.instances[id].place
      return
    }
    let driver = facts.drivers[signal].first { driver in
      let isValue = source?.value == .expression(driver.value)
      return driver.bits.overlaps(node.bits) && (isValue || source?.value == .conditions(driver.block))
    }
    place = module.places[driver?.place ?? .unknown]
  }

  /// How the signal comes to follow from the one before.
  var note: Diagnostic.Note {
    let message =
      instance.map { "'\(name)' follows from an input of instance '\($0)', made here" } ?? "'\(name)' is assigned here"
    return Diagnostic.Note(message, at: place)
  }

  // A way through a thousand signals is not understood better by reading all of them.
  private static let shownSteps = 12

  /// The names on a way, and the steps that are told of: the first and the last ones of many.
  static func shortened(_ steps: [DependencyStep]) -> (names: [String], shown: [DependencyStep]) {
    let names = steps.map { "'\($0.name)'" }
    guard steps.count > shownSteps else { return (names, steps) }
    let half = shownSteps / 2
    let omitted = steps.count - shownSteps
    return (
      names[..<half] + ["(\(omitted) more)"] + names[(steps.count - half)...],
      Array(steps[..<half] + steps[(steps.count - half)...])
    )
  }
}
