/// Something that simulation and proofs look at, at each active edge of a clock at which the statement holds and the clock's
/// reset is not active. It makes no hardware.
public struct CheckStatement: Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The condition must hold.
    case assert
    /// The surroundings must see to it that the condition holds: what a proof may take for granted.
    case assume
    /// How often the condition holds is counted.
    case cover
    /// The message is printed.
    case display
    /// An access of a memory that must be possible. Made of the module's memory accesses for a simulation.
    case memoryAccess
  }

  public var kind: Kind
  /// Unique among the names of the module.
  public var name: String
  /// A bit; nil for what holds always, as a message that is printed.
  public var condition: ExpressionID?
  public var message: [MessagePart]
  /// The clock, one of the module's domains.
  public var domain: DomainID
  public var place: PlaceID

  public init(
    kind: Kind, name: String, condition: ExpressionID?, message: [MessagePart], domain: DomainID = .own, place: PlaceID
  ) {
    self.kind = kind
    self.name = name
    self.condition = condition
    self.message = message
    self.domain = domain
    self.place = place
  }

  /// The values in the message, in their order.
  public var values: [(expression: ExpressionID, format: ValueFormat)] {
    message.compactMap { part in
      guard case .value(let expression, let format) = part else { return nil }
      return (expression, format)
    }
  }

  /// The condition, if there is one, and the values of the message.
  public var expressions: [ExpressionID] { (condition.map { [$0] } ?? []) + values.map(\.expression) }

  /// The statement with other expressions in place of its own.
  public func replacingExpressions(_ replacement: (ExpressionID) -> ExpressionID) -> CheckStatement {
    var result = self
    result.condition = condition.map(replacement)
    result.message = message.map { part in
      guard case .value(let expression, let format) = part else { return part }
      return .value(replacement(expression), format)
    }
    return result
  }
}

/// A part of a message.
public enum MessagePart: Hashable, Sendable {
  case text(String)
  case value(ExpressionID, ValueFormat)
  /// The names of the top module and of all instances down to the one that speaks.
  case instancePath
}

/// How a value is written in a message.
public enum ValueFormat: Hashable, Sendable {
  /// With its sign; a code of an enumeration by the name of its case.
  case decimal
  /// All digits, also zeros in front.
  case hexadecimal
  case binary
  /// A number with so many bits behind the point.
  case fixed(fraction: Int)
}

extension ModuleDefinition {
  /// The statements of the module that check something, in the order in which they are written.
  public var checks: [CheckStatement] {
    var result: [CheckStatement] = []
    walkStatements { statement, _, _ in
      if case .check(let check) = statement { result.append(check) }
    }
    return result
  }

  /// Whether something is checked in the module, not counting its instances.
  public var hasChecks: Bool {
    blocks.contains { block in
      block.statements.contains { if case .check = $0 { true } else { false } }
    }
  }

  /// The domains in which something is checked.
  public var checkDomains: Set<DomainID> {
    var result: Set<DomainID> = []
    for block in blocks {
      for case .check(let check) in block.statements { result.insert(check.domain) }
    }
    return result
  }
}
