// Short ways to ask a module about itself.

extension ModuleDefinition {
  public func type(of expression: ExpressionID) -> SignalType { expressions[expression].type }

  /// The value of an expression that is a literal.
  public func constantValue(of expression: ExpressionID) -> Bits? {
    guard case .constant(let id) = expressions[expression].operation else { return nil }
    return constants[id]
  }

  /// The signal that an expression reads as it is.
  public func signal(of expression: ExpressionID) -> SignalID? {
    guard case .signal(let id) = expressions[expression].operation else { return nil }
    return id
  }

  /// Whether this module drives the signal: an output, a wire, a register or an input of an instance.
  public func isDrivenHere(_ signal: SignalID, in design: Design) -> Bool {
    switch signals[signal].kind {
    case .port(let port): ports[port].direction == .output
    case .wire, .register: true
    case .instancePort(let instance, let port):
      design.modules[instances[instance].module].ports[port].direction == .input
    }
  }

  /// Calls `visit` with every statement of a block and of the blocks within, outermost first, in order.
  public func visitStatements(of block: BlockID = body, _ visit: (Statement) -> Void) {
    for statement in blocks[block].statements {
      visit(statement)
      switch statement {
      case .assign, .writeMemory, .checkRead, .check: continue
      case .when, .match: for inner in Self.innerBlocks(of: statement) { visitStatements(of: inner, visit) }
      }
    }
  }

  /// The blocks directly within a statement.
  public static func innerBlocks(of statement: Statement) -> [BlockID] {
    switch statement {
    case .assign, .writeMemory, .checkRead, .check: []
    case .when(let when): when.branches.map(\.block) + (when.otherwise.map { [$0] } ?? [])
    case .match(let match): match.arms.map(\.block) + (match.otherwise.map { [$0] } ?? [])
    }
  }

  /// The expressions a statement reads itself, without those of the blocks within.
  public static func readExpressions(of statement: Statement) -> [ExpressionID] {
    switch statement {
    case .assign(let assignment): [assignment.value]
    case .when(let when): when.branches.map(\.condition)
    case .match(let match): [match.subject]
    case .writeMemory(let write): [write.address, write.value]
    case .checkRead(let check): [check.address]
    case .check(let check): check.expressions
    }
  }
}
