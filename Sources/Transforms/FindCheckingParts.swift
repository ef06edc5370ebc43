import RTL

/// The signals and memories of a module that nothing but its checks depends on: registers that remember something for an
/// `assert`, say. They are no part of the hardware.
public struct CheckingParts: Sendable {
  public var signals: [Bool]
  public var memories: [Bool]

  /// Whether there are any.
  public var isEmpty: Bool { !signals.contains(true) && !memories.contains(true) }
}

/// Returns what nothing but the checks of a module depends on.
///
/// - Parameter design: The design with the modules that are instantiated, for the directions of their ports.
public func findCheckingParts(_ module: ModuleDefinition, in design: Design) -> CheckingParts {
  // Most modules check nothing.
  guard module.hasChecks else {
    return CheckingParts(
      signals: Array(repeating: false, count: module.signals.count),
      memories: Array(repeating: false, count: module.memories.count))
  }
  let live = LiveParts(of: module, in: design)
  return CheckingParts(
    signals: zip(live.signals, live.hardwareSignals).map { $0 && !$1 },
    memories: zip(live.memories, live.hardwareMemories).map { $0 && !$1 })
}
