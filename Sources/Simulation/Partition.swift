import Netlist

/// Divides the instructions of a design into blocks that are run or left out as a whole.
///
/// Instructions that serve registers near to each other form a group: what has no news for one of them seldom has any for the
/// others. A group becomes one block if it can, or several where other groups compute something in between, so that each
/// block can stand after all blocks whose results it needs.
package struct Partition {
  /// An instruction.
  struct Item {
    /// What it computes; for a copy, what it copies.
    var node: NodeID
    var isCopy = false
    /// The register whose next value this is; negative for none.
    var register: Int32 = -1
    var group: Int32
    var block: Int32 = 0
    /// Counts what is executed side by side: no item reads what another one of its level and form gives.
    var level: Int32 = 0
    /// An index into the forms.
    var form: Int32 = 0
  }

  package struct Sizes: Sendable {
    /// About so many instructions are in a group. Fewer find more that is idle, more need less time when all is busy.
    package var group = 384
    /// Blocks of fewer instructions than this on average are too small to pay: then the groups are made larger.
    package var smallestAverage = 24

    package init() {}
  }

  let netlist: Netlist
  let selection: InstructionSelection
  private let layout: SlotLayout
  /// Block by block, each in an order in which it can be executed, instructions of one form side by side where that can be.
  var items: [Item] = []
  /// The item that computes a node; negative for none.
  var itemOfNode: [Int32]
  var forms: [InstructionForm] = []
  var blockCount = 0

  private var sizes: Sizes
  private var group: Int32 = 0
  private var sizeOfGroup = 0

  init(
    _ netlist: Netlist, _ layout: SlotLayout, _ selection: InstructionSelection, _ results: ProgramResults,
    sizes: Sizes
  ) {
    self.netlist = netlist
    self.layout = layout
    self.selection = selection
    self.sizes = sizes
    itemOfNode = [Int32](repeating: -1, count: netlist.nodes.count)
    items.reserveCapacity(netlist.nodes.count)
    while true {
      claim(results)
      orderBlocks()
      // Groups that depend on each other again and again fall into many small blocks: larger groups do so less.
      if blockCount * sizes.smallestAverage <= items.count || self.sizes.group > items.count { break }
      self.sizes.group *= 4
      items.removeAll(keepingCapacity: true)
      for index in itemOfNode.indices { itemOfNode[index] = -1 }
    }
    orderInstructions()
  }

  // MARK: Groups

  private mutating func claim(_ results: ProgramResults) {
    (group, sizeOfGroup) = (0, 0)
    for domain in netlist.domains.indices {
      // A block has registers of one domain only.
      startGroup()
      var scope = -1
      for (index, register) in netlist.registers.enumerated() {
        guard register.domain == domain, register.next != register.node else { continue }
        if register.scope != scope, 2 * sizeOfGroup >= sizes.group { startGroup() }
        scope = register.scope
        claim(register.next, forRegister: index)
      }
    }
    startGroup()
    for write in netlist.memoryWrites {
      claim(write.enable)
      claim(write.address)
      claim(write.value)
    }
    for check in netlist.checks {
      claim(check.enable)
      if let condition = check.condition { claim(condition) }
      for value in check.values { claim(value) }
    }
    for node in results.madeResets { claim(node) }
    for node in results.observed { claim(node) }
  }

  private mutating func startGroup() {
    guard sizeOfGroup > 0 else { return }
    group += 1
    sizeOfGroup = 0
  }

  private mutating func append(_ item: Item) {
    items.append(item)
    sizeOfGroup += 1
    if sizeOfGroup >= sizes.group { startGroup() }
  }

  private mutating func claim(_ next: NodeID, forRegister register: Int) {
    let holder = layout.holder(of: next)
    let isFree = selection.choices[Int(holder.raw)] != nil && itemOfNode[Int(holder.raw)] < 0
    if isFree {
      claim(holder)
      items[Int(itemOfNode[Int(holder.raw)])].register = Int32(register)
    } else {
      append(Item(node: holder, isCopy: true, register: Int32(register), group: group))
    }
  }

  /// Puts what a node needs, and itself, into the group, operands first, as far as it is in no group yet.
  private mutating func claim(_ root: NodeID) {
    let root = layout.holder(of: root)
    guard selection.choices[Int(root.raw)] != nil, itemOfNode[Int(root.raw)] < 0 else { return }
    var stack: [(node: NodeID, next: Int)] = [(root, 0)]
    while let (node, next) = stack.last {
      guard let choice = selection.choices[Int(node.raw)] else { break }
      if next < choice.operandCount {
        stack[stack.count - 1].next = next + 1
        let operand = choice.operand(next)
        if selection.choices[Int(operand.raw)] != nil, itemOfNode[Int(operand.raw)] < 0 { stack.append((operand, 0)) }
      } else {
        stack.removeLast()
        itemOfNode[Int(node.raw)] = Int32(items.count)
        append(Item(node: node, group: group))
      }
    }
  }

  // MARK: Blocks

  /// Calls `visit` with the items whose results an item reads.
  @inline(__always)
  func visitSources(of item: Item, _ visit: (Int) -> Void) {
    if item.isCopy {
      let source = Int(itemOfNode[Int(item.node.raw)])
      if source >= 0 { visit(source) }
      return
    }
    guard let choice = selection.choices[Int(item.node.raw)] else { return }
    for index in 0..<choice.operandCount {
      let source = Int(itemOfNode[Int(choice.operand(index).raw)])
      if source >= 0 { visit(source) }
    }
  }

  /// Gives each item its block. An item of another group stands in a later block than what it reads.
  private mutating func orderBlocks() {
    var rank = [Int32](repeating: 0, count: items.count)
    var lastRank = [Int32](repeating: 0, count: Int(group) + 1)
    for index in items.indices {
      let item = items[index]
      var own: Int32 = 0
      visitSources(of: item) { source in
        own = max(own, rank[source] + (items[source].group == item.group ? 0 : 1))
      }
      rank[index] = own
      lastRank[Int(item.group)] = max(lastRank[Int(item.group)], own)
    }
    // As late as its readers allow: then most of a group is in its last block.
    for index in items.indices { rank[index] = lastRank[Int(items[index].group)] }
    for index in items.indices.reversed() {
      let item = items[index]
      visitSources(of: item) { source in
        rank[source] = min(rank[source], rank[index] - (items[source].group == item.group ? 0 : 1))
      }
    }
    numberBlocks(rank)
  }

  private mutating func numberBlocks(_ rank: [Int32]) {
    let rankCount = Int(rank.max() ?? 0) + 1
    let groupCount = Int(group) + 1
    var numbers = [Int32](repeating: -1, count: rankCount * groupCount)
    for (index, item) in items.enumerated() { numbers[Int(rank[index]) * groupCount + Int(item.group)] = 0 }
    blockCount = 0
    for index in numbers.indices where numbers[index] == 0 {
      numbers[index] = Int32(blockCount)
      blockCount += 1
    }
    for index in items.indices {
      items[index].block = numbers[Int(rank[index]) * groupCount + Int(items[index].group)]
    }
  }
}
