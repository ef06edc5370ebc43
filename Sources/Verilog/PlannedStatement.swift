import RTL

/// A statement of the module as far as it concerns one always block, one assignment or one instance.
enum PlannedStatement {
  case assign(Assignment)
  case write(MemoryWrite)
  case check(CheckStatement)
  case when(branches: [Branch], otherwise: [PlannedStatement])
  case match(MatchStatement, bodies: [[PlannedStatement]], otherwise: [PlannedStatement])

  struct Branch {
    var condition: ExpressionID
    var statements: [PlannedStatement]
    var place: PlaceID
  }

  var isConditional: Bool {
    switch self {
    case .assign, .write, .check: false
    case .when, .match: true
    }
  }
}

/// What an expression is to the statement that holds it.
enum ExpressionRole {
  /// The whole right side of an assignment.
  case value
  case condition, selector, address
  /// What an instance's input is connected to.
  case connection
  /// A value in the message of a check.
  case message
}

/// An expression as a statement holds it.
struct ExpressionRoot {
  var expression: ExpressionID
  var role: ExpressionRole
  /// The signal or memory whose name tells what the expression is for.
  var purpose: Purpose

  enum Purpose {
    case signal(SignalID)
    case memory(MemoryID)
    case check(String)
    case none
  }
}

extension PlannedStatement {
  /// Calls `visit` with every expression of the statement, in the order in which they are printed.
  func visitRoots(_ visit: (ExpressionRoot) -> Void) {
    switch self {
    case .assign(let assignment):
      visit(ExpressionRoot(expression: assignment.value, role: .value, purpose: .signal(assignment.target.signal)))
    case .write(let write):
      visit(ExpressionRoot(expression: write.address, role: .address, purpose: .memory(write.memory)))
      visit(ExpressionRoot(expression: write.value, role: .value, purpose: .memory(write.memory)))
    case .check(let check):
      if let condition = check.condition {
        visit(ExpressionRoot(expression: condition, role: .condition, purpose: .check(check.name)))
      }
      for value in check.values {
        visit(ExpressionRoot(expression: value.expression, role: .message, purpose: .check(check.name)))
      }
    case .when(let branches, let otherwise):
      for branch in branches {
        let purpose = Self.firstPurpose(branch.statements) ?? firstPurpose ?? .none
        visit(ExpressionRoot(expression: branch.condition, role: .condition, purpose: purpose))
        for statement in branch.statements { statement.visitRoots(visit) }
      }
      for statement in otherwise { statement.visitRoots(visit) }
    case .match(let match, let bodies, let otherwise):
      visit(ExpressionRoot(expression: match.subject, role: .selector, purpose: firstPurpose ?? .none))
      for body in bodies { for statement in body { statement.visitRoots(visit) } }
      for statement in otherwise { statement.visitRoots(visit) }
    }
  }

  /// What the first assignment or write within drives.
  var firstPurpose: ExpressionRoot.Purpose? {
    switch self {
    case .assign(let assignment):
      return .signal(assignment.target.signal)
    case .write(let write):
      return .memory(write.memory)
    case .check(let check):
      return .check(check.name)
    case .when(let branches, let otherwise):
      for branch in branches { if let purpose = Self.firstPurpose(branch.statements) { return purpose } }
      return Self.firstPurpose(otherwise)
    case .match(_, let bodies, let otherwise):
      for body in bodies { if let purpose = Self.firstPurpose(body) { return purpose } }
      return Self.firstPurpose(otherwise)
    }
  }

  /// Whether the statement, or one within, writes a memory of which `isMeant` holds.
  func writesMemory(_ isMeant: (MemoryID) -> Bool) -> Bool {
    switch self {
    case .assign, .check: false
    case .write(let write): isMeant(write.memory)
    case .when(let branches, let otherwise):
      branches.contains { $0.statements.contains { $0.writesMemory(isMeant) } }
        || otherwise.contains { $0.writesMemory(isMeant) }
    case .match(_, let bodies, let otherwise):
      bodies.contains { $0.contains { $0.writesMemory(isMeant) } } || otherwise.contains { $0.writesMemory(isMeant) }
    }
  }

  private static func firstPurpose(_ statements: [PlannedStatement]) -> ExpressionRoot.Purpose? {
    for statement in statements { if let purpose = statement.firstPurpose { return purpose } }
    return nil
  }

  /// The part of the statement that assigns `signal`; nil when there is none.
  func pruned(to signal: SignalID) -> PlannedStatement? {
    switch self {
    case .assign(let assignment):
      return assignment.target.signal == signal ? self : nil
    case .write, .check:
      return nil
    case .when(let branches, let otherwise):
      let branches = branches.map {
        Branch(
          condition: $0.condition, statements: $0.statements.compactMap { $0.pruned(to: signal) }, place: $0.place)
      }
      let otherwise = otherwise.compactMap { $0.pruned(to: signal) }
      return Self.when(branches, otherwise)
    case .match(let match, let bodies, let otherwise):
      let bodies = bodies.map { $0.compactMap { $0.pruned(to: signal) } }
      let otherwise = otherwise.compactMap { $0.pruned(to: signal) }
      let isEmpty = otherwise.isEmpty && bodies.allSatisfy(\.isEmpty)
      return isEmpty ? nil : .match(match, bodies: bodies, otherwise: otherwise)
    }
  }

  /// A `when` without the branches at its end that say nothing; nil when nothing is left.
  static func when(_ branches: [Branch], _ otherwise: [PlannedStatement]) -> PlannedStatement? {
    var branches = branches
    if otherwise.isEmpty { while branches.last?.statements.isEmpty == true { branches.removeLast() } }
    return branches.isEmpty ? nil : .when(branches: branches, otherwise: otherwise)
  }
}
