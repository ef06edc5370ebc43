import RTL

/// Which bits of one signal the blocks of a module drive in some case, and which in every case.
///
/// Only blocks that drive the signal, and those around them, have an entry.
struct DrivenBits {
  /// The bits that a block drives when some conditions within it hold.
  private var sometimes: [BlockID: BitRanges] = [:]
  /// The bits that a block drives whatever the conditions within it are.
  private var always: [BlockID: BitRanges] = [:]
  /// The blocks directly within a block that drive the signal, in the order in which they are written.
  private var inner: [BlockID: [BlockID]] = [:]

  init(of signal: SignalID, in facts: ModuleFacts, textualIndex: [Int]) {
    var isLinked: Set<BlockID> = []
    for driver in facts.drivers[signal] {
      always[driver.block, default: BitRanges()].insert(driver.bits)
      var block = driver.block
      while let position = facts.blocks.position(of: block), isLinked.insert(block).inserted {
        inner[position.parent, default: []].append(block)
        block = position.parent
      }
    }
    sometimes = always
    let innermostFirst = inner.keys.sorted { textualIndex[$0.index] > textualIndex[$1.index] }
    for block in innermostFirst {
      inner[block]?.sort { textualIndex[$0.index] < textualIndex[$1.index] }
      for blocks in statements(in: block, facts.blocks) {
        var common = alwaysDriven(by: blocks[0])
        for other in blocks.dropFirst() { common = common.intersection(alwaysDriven(by: other)) }
        for other in blocks { sometimes[block, default: BitRanges()].formUnion(sometimesDriven(by: other)) }
        if let statement = facts.statement(around: blocks[0]), facts.isExhaustive(statement),
          ModuleDefinition.innerBlocks(of: statement).count == blocks.count
        {
          always[block, default: BitRanges()].formUnion(common)
        }
      }
    }
  }

  func sometimesDriven(by block: BlockID) -> BitRanges { sometimes[block] ?? BitRanges() }
  func alwaysDriven(by block: BlockID) -> BitRanges { always[block] ?? BitRanges() }

  /// The blocks directly within `block` that drive the signal, together when they belong to one statement.
  func statements(in block: BlockID, _ tree: BlockTree) -> [[BlockID]] {
    var groups: [[BlockID]] = []
    for child in inner[block] ?? [] {
      if let last = groups.last?.last, tree.position(of: last)?.statement == tree.position(of: child)?.statement {
        groups[groups.count - 1].append(child)
      } else {
        groups.append([child])
      }
    }
    return groups
  }
}

extension ModuleFacts {
  /// The `when` or `match` that contains a block.
  func statement(around block: BlockID) -> Statement? {
    blocks.position(of: block).map { module.blocks[$0.parent].statements[$0.statement] }
  }

  /// Whether one of the blocks of a statement holds in any case.
  func isExhaustive(_ statement: Statement) -> Bool {
    switch statement {
    case .assign, .writeMemory, .checkRead, .check: false
    case .when(let when): when.otherwise != nil
    case .match(let match): module.coverage(of: match) != .partial
    }
  }
}
