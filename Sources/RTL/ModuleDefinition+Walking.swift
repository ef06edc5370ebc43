// Visiting the parts of a module without recursion: how deep statements and expressions nest is up to the user.

extension ModuleDefinition {
  /// Calls `visit` with every statement, in the order in which they are written, with its block and its index there.
  public func walkStatements(_ visit: (_ statement: Statement, _ block: BlockID, _ index: Int) -> Void) {
    var stack = [(block: Self.body, next: 0)]
    while let (block, next) = stack.last {
      let statements = blocks[block].statements
      if next == statements.count {
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].next += 1
      visit(statements[next], block, next)
      for inner in Self.innerBlocks(of: statements[next]).reversed() { stack.append((inner, 0)) }
    }
  }

  /// Calls `visit` with the operands of an operation, in the order in which they are written. Unlike `operands(of:)` it
  /// makes no array.
  @inlinable
  public func forEachOperand(of operation: Operation, _ visit: (ExpressionID) -> Void) {
    switch operation {
    case .constant, .signal: break
    case .unary(_, let a), .slice(let a, _), .replicate(let a, _), .extend(let a), .reinterpret(let a): visit(a)
    case .readMemory(_, let address): visit(address)
    case .binary(_, let a, let b), .selectBit(let a, let b):
      visit(a)
      visit(b)
    case .mux(let condition, let whenTrue, let whenFalse):
      visit(condition)
      visit(whenTrue)
      visit(whenFalse)
    case .concatenate(let list):
      for index in list.range { visit(operandPool[index]) }
    }
  }
}
