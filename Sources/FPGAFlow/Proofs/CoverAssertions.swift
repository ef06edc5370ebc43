import RTL

/// A design in which a `cover` stands in place of each assertion of the top module that holds within a `when` or `match` alone,
/// and no other assertion and `cover` is left; nil when there is none.
///
/// An assertion whose conditions never come about is true, and says nothing. What says that they do not come about
/// (`assert(constant(0))`) is left out.
func coverAssertions(of design: Design) -> Design? {
  var design = design
  var isThere = false
  for index in design.modules.indices {
    let isTop = ModuleID(index) == Design.topID
    let statements = design.modules[index].blocks.map(\.statements)
    for (block, statements) in statements.enumerated() {
      let isConditional = isTop && BlockID(block) != ModuleDefinition.body
      let kept = statements.compactMap { statement -> Statement? in
        guard case .check(let check) = statement, check.kind == .assert || check.kind == .cover else {
          return statement
        }
        guard isConditional, check.kind == .assert, !design.modules[index].isNever(check) else { return nil }
        isThere = true
        let always = design.modules[index].addOne()
        return .check(
          CheckStatement(
            kind: .cover, name: check.name, condition: always, message: [], domain: check.domain, place: check.place))
      }
      design.modules[index].blocks[block].statements = kept
    }
  }
  return isThere ? design : nil
}

extension ModuleDefinition {
  /// Whether the condition of a check is a constant 0.
  fileprivate func isNever(_ check: CheckStatement) -> Bool {
    guard let condition = check.condition, let value = constantValue(of: condition) else { return false }
    return value.isZero
  }

  fileprivate mutating func addOne() -> ExpressionID {
    constants.append(Bits(1 as Int, width: 1))
    expressions.append(Expression(.constant(ConstantID(constants.count - 1)), .bit))
    return ExpressionID(expressions.count - 1)
  }
}
