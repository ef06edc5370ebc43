// Visiting the parts of a module without recursion: how deep statements and expressions nest is up to the user.

extension ModuleDefinition {
  /// Calls `visit` with every statement, in the order in which they are written, with its block and its index there.
  public func walkStatements(_ visit: (_ statement: Statement, _ block: BlockID, _ index: Int) -> Void) {
    var stack: [(block: BlockID, next: Int)] = []
    var current = (block: Self.body, next: 0)
    while true {
      let statements = blocks[current.block].statements
      walk: while current.next < statements.count {
        let index = current.next
        current.next += 1
        visit(statements[index], current.block, index)
        switch statements[index] {
        case .assign, .writeMemory, .checkRead, .check: continue
        case .when, .match:
          let inner = Self.innerBlocks(of: statements[index])
          if inner.isEmpty { continue }
          stack.append(current)
          for block in inner.reversed() { stack.append((block, 0)) }
          break walk
        }
      }
      guard let next = stack.popLast() else { return }
      current = next
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
