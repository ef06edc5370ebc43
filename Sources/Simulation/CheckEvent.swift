import RTL

/// What a check of the design has told at a clock edge: an `assert` or `assume` that did not hold, a `cover` that did, a
/// message, or an access of a memory that was not possible.
public struct CheckEvent: Hashable, Sendable {
  /// The number of the clock cycle, the first one of the simulation being 0.
  public var edge: Int
  public var kind: CheckStatement.Kind
  /// The top module and the instances down to the one whose check it is: `top.core.fifo`.
  public var path: String
  /// The name of the statement in its module.
  public var name: String
  public var message: String
  /// Where the statement stands.
  public var place: Place
  /// Checks are told in the order of the instances, outermost first, and of the statements.
  var order: Int

  /// What must not have happened; nil for a message or a `cover`.
  public var violation: SimulationViolation? {
    switch kind {
    case .cover, .display: nil
    // The message names the memory with its path.
    case .memoryAccess: SimulationViolation(edge: edge, message: message, place: place)
    case .assert, .assume:
      SimulationViolation(edge: edge, message: "\(failure)\(message.isEmpty ? "" : ": \(message)")", place: place)
    }
  }

  private var failure: String {
    "\(kind == .assert ? "assertion" : "assumption") '\(path).\(name)' failed"
  }
}

extension [CheckEvent] {
  /// The events of some whole cycles, in order. The parts of a masked write are one write, and tell one mistake.
  public func inOrder() -> [CheckEvent] {
    if isEmpty { return self }
    var told: Set<CheckEvent> = []
    return sorted { ($0.edge, $0.order) < ($1.edge, $1.order) }.filter { event in
      guard event.kind == .memoryAccess else { return true }
      var anonymous = event
      anonymous.name = ""
      anonymous.order = 0
      return told.insert(anonymous).inserted
    }
  }
}

/// A `cover` of an instance, and how often its condition held.
public struct CoverPoint: Hashable, Sendable, CustomStringConvertible {
  /// The top module and the instances down to the one that has the statement.
  public var path: String
  /// The name of the statement in its module.
  public var name: String
  public var message: String
  public var place: Place
  public var count: Int

  public var description: String {
    let times = count == 1 ? "1 cycle" : "\(count) cycles"
    return "\(path).\(name): \(times)\(message.isEmpty ? "" : " (\(message))")"
  }
}
