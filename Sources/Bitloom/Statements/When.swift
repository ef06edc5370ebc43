import RTL

/// Statements that hold while `condition` is 1.
///
/// ```swift
/// when(io.clear) {
///   count <== 0
/// }.elseWhen(io.enable) {
///   count <== count &+ 1
/// }
/// ```
@discardableResult
public func when(
  _ condition: Signal, fileID: String = #fileID, line: Int = #line, column: Int = #column, _ then: () -> Void
) -> When {
  guard let builder = BuilderContext.builder else { return When(block: ModuleDefinition.body, index: nil, owner: .max) }
  let place = Place(file: fileID, line: line, column: column)
  let checked = builder.condition(condition, "when", at: place)
  // Also where the condition is a mistake: those in the body are told too.
  let block = builder.inNewBlock(then)
  guard let checked else { return When(block: builder.currentBlock, index: nil, owner: builder.owner) }
  let branch = WhenStatement.Branch(
    condition: checked.expression, block: block, place: builder.definition.places.add(place))
  builder.append(.when(WhenStatement(branches: [branch], otherwise: nil)))
  let index = builder.definition.blocks[builder.currentBlock].statements.count - 1
  return When(block: builder.currentBlock, index: index, owner: builder.owner)
}

/// Statements that hold while `condition` is 1, and others that hold while it is 0.
public func when(
  _ condition: Signal, fileID: String = #fileID, line: Int = #line, column: Int = #column, _ then: () -> Void,
  otherwise: () -> Void
) {
  when(condition, fileID: fileID, line: line, column: column, then)
    .otherwise(fileID: fileID, line: line, column: column, otherwise)
}

/// A chain of conditions that can be continued.
public struct When {
  let block: BlockID
  let index: Int?
  let owner: UInt32

  /// Statements that hold while no earlier condition of the chain is 1 and this one is.
  @discardableResult
  public func elseWhen(
    _ condition: Signal, fileID: String = #fileID, line: Int = #line, column: Int = #column, _ then: () -> Void
  ) -> When {
    let place = Place(file: fileID, line: line, column: column)
    edit(at: place) { builder, statement in
      let checked = builder.condition(condition, "elseWhen", at: place)
      let block = builder.inNewBlock(then)
      guard let checked else { return }
      let id = builder.definition.places.add(place)
      statement.branches.append(.init(condition: checked.expression, block: block, place: id))
    }
    return self
  }

  /// Statements that hold while no condition of the chain is 1.
  public func otherwise(
    fileID: String = #fileID, line: Int = #line, column: Int = #column, _ body: () -> Void
  ) {
    edit(at: Place(file: fileID, line: line, column: column)) { builder, statement in
      statement.otherwise = builder.inNewBlock(body)
    }
  }

  private func edit(at place: Place, _ change: (ModuleBuilder, inout WhenStatement) -> Void) {
    guard let builder = BuilderContext.builder, owner == builder.owner else { return }
    guard let index else {
      var unused = WhenStatement(branches: [], otherwise: nil)
      change(builder, &unused)
      return
    }
    guard case .when(var statement) = builder.definition.blocks[block].statements[index] else { return }
    guard block == builder.currentBlock, statement.otherwise == nil else {
      builder.report(StatementDiagnostics.chainContinuedTooLate(at: place))
      return
    }
    change(builder, &statement)
    builder.definition.blocks[block].statements[index] = .when(statement)
  }
}

extension ModuleBuilder {
  fileprivate func condition(_ signal: Signal, _ user: String, at place: Place) -> Signal? {
    guard accepts(signal, at: place), isBit(signal, .condition(of: user), at: place) else { return nil }
    return signal
  }
}
