/// Where the blocks of a module stand, and under which conditions they hold.
public struct BlockTree: Sendable {
  /// The place of a block other than the body.
  public struct Position: Sendable {
    /// The block of the statement that contains this one.
    public var parent: BlockID
    /// The index of that statement there.
    public var statement: Int
    /// The number of the branch or arm; the `otherwise` comes last.
    public var choice: Int
    /// What decides about this block: the branch's condition or the subject of the match; nil for a `when`'s `otherwise`.
    public var condition: ExpressionID?
    /// The block whose conditions count as well: that of the branch before, or the parent. Following it up to the body
    /// gives every expression that the block depends on.
    public var guardedBy: BlockID
  }

  /// The blocks in the order in which they are written: an outer block stands before those within.
  public private(set) var blocks = [ModuleDefinition.body]
  private var positions: [Position?]

  public init(of module: ModuleDefinition) {
    var blocks = [ModuleDefinition.body]
    var positions = [Position?](repeating: nil, count: module.blocks.count)
    func add(_ block: BlockID, _ position: Position) {
      positions[block.index] = position
      blocks.append(block)
    }
    module.walkStatements { statement, parent, index in
      switch statement {
      case .assign, .writeMemory, .checkRead, .check: break
      case .when(let when):
        var previous = parent
        for (choice, branch) in when.branches.enumerated() {
          let position = Position(
            parent: parent, statement: index, choice: choice, condition: branch.condition, guardedBy: previous)
          add(branch.block, position)
          previous = branch.block
        }
        if let otherwise = when.otherwise {
          let choice = when.branches.count
          let position = Position(
            parent: parent, statement: index, choice: choice, condition: nil, guardedBy: previous)
          add(otherwise, position)
        }
      case .match(let match):
        for (choice, block) in ModuleDefinition.innerBlocks(of: statement).enumerated() {
          let position = Position(
            parent: parent, statement: index, choice: choice, condition: match.subject, guardedBy: parent)
          add(block, position)
        }
      }
    }
    self.blocks = blocks
    self.positions = positions
  }

  /// Where a block stands; nil for the body and for blocks that no statement contains.
  public func position(of block: BlockID) -> Position? { positions[block.index] }
}
