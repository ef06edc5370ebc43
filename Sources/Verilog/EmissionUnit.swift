import RTL

/// One item of the emitted module: an assignment, an always block or an instance, with the statements that make it.
struct EmissionUnit {
  enum Kind {
    /// A continuous assignment; the only statement.
    case assign
    case combinational
    /// Registers and memories of a domain; `resets` when every one of them has a value at reset.
    case clocked(DomainID, resets: Bool)
    case instance(InstanceID)
    /// What is checked in a domain.
    case checks(DomainID)
  }

  var kind: Kind
  /// The statement of the body where the unit stands; units are printed in this order.
  var anchor: Int
  /// Whether it is there for checks alone, and no part of the hardware.
  var isForChecks = false
  /// The signals it drives, in the order of their declarations.
  var targets: [SignalID] = []
  var statements: [PlannedStatement] = []

  var isCombinational: Bool {
    if case .combinational = kind { return true }
    return false
  }

  func visitRoots(_ visit: (ExpressionRoot) -> Void) {
    for statement in statements { statement.visitRoots(visit) }
  }
}

/// How a port of an instance is connected.
enum PortConnection {
  /// To the wire that has the signal's name.
  case wire
  /// Input: to the expression that drives it.
  case expression(ExpressionID)
  /// Output: straight to the only signal that takes it.
  case signal(SignalID)
}
