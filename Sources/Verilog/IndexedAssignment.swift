import RTL

/// A match that drives one part of a signal, the part that its subject counts to: `flags[index] <= value`.
///
/// The language says it with an arm for each part; Verilog has a shorter form.
struct IndexedAssignment {
  var signal: SignalID
  /// Number of bits of a part.
  var width: Int
  /// Number of parts that are driven; the first one stands at bit 0.
  var count: Int
  var value: ExpressionID
  var index: ExpressionID

  /// Nil for every other match.
  init?(_ match: MatchStatement, _ bodies: [[PlannedStatement]], _ otherwise: [PlannedStatement]) {
    guard otherwise.isEmpty, bodies.count > 2, bodies.count == match.arms.count else { return nil }
    guard case .assign(let first)? = bodies[0].first else { return nil }
    for (number, (arm, body)) in zip(match.arms, bodies).enumerated() {
      guard arm.patterns.count == 1, arm.patterns[0].int(signed: false) == number, body.count == 1,
        case .assign(let assignment) = body[0], assignment.value == first.value
      else { return nil }
      let part = AssignmentTarget(
        signal: first.target.signal, low: number * first.target.width, width: first.target.width)
      guard assignment.target == part else { return nil }
    }
    signal = first.target.signal
    width = first.target.width
    count = bodies.count
    value = first.value
    index = match.subject
  }
}

extension PlannedStatement {
  /// Calls `visit` with every indexed assignment within.
  func visitIndexedAssignments(_ visit: (IndexedAssignment) -> Void) {
    switch self {
    case .assign, .write, .check: return
    case .when(let branches, let otherwise):
      for branch in branches { for statement in branch.statements { statement.visitIndexedAssignments(visit) } }
      for statement in otherwise { statement.visitIndexedAssignments(visit) }
    case .match(let match, let bodies, let otherwise):
      if let indexed = IndexedAssignment(match, bodies, otherwise) { return visit(indexed) }
      for body in bodies { for statement in body { statement.visitIndexedAssignments(visit) } }
      for statement in otherwise { statement.visitIndexedAssignments(visit) }
    }
  }
}

extension ModuleLowering {
  /// `flags[index] = value`, or `word[{lane, 3'd0} +: 8] = value` where the parts have a power of 2 of bits; nil where a case
  /// says it better.
  func lower(_ assignment: IndexedAssignment) -> VerilogStatement? {
    let signal = module.signals[assignment.signal]
    let name = VerilogExpression.identifier(signal.name)
    let guarding = lowerGuard(assignment.index, elements: assignment.count)
    let target: VerilogExpression
    if assignment.width == 1 {
      target = .bitSelect(name, index: lowerIndex(assignment.index, elements: signal.type.width))
    } else {
      let parts = signal.type.width / assignment.width
      let isExact = parts * assignment.width == signal.type.width && assignment.width.nonzeroBitCount == 1
      guard isExact, !IndexForm(indexWidth: module.type(of: assignment.index).width, elements: parts).isWidened else {
        return nil
      }
      let zeros = Bits(zeroOfWidth: assignment.width.trailingZeroBitCount)
      let low = VerilogExpression.concatenation([
        lowerIndex(assignment.index, elements: parts), .number(zeros, signed: false),
      ])
      target = .indexedPartSelect(name, low: low, width: assignment.width)
    }
    let statement = VerilogStatement.assignment(target: target, value: lowerValue(assignment.value))
    guard let guarding else { return statement }
    return .conditional(branches: [.init(condition: guarding, statements: [statement])], otherwise: [])
  }
}
