import Netlist
import RTL
import SimulationKernel

/// Lays out the values of a partitioned design, and writes the tables of its blocks.
///
/// What has the same readers stands side by side, so that its changes are noticed in one go: the registers of a block, with their
/// next values in the same order elsewhere, and its results that other blocks read, with what those saw last.
struct ProgramBuilder {
  let netlist: Netlist
  let partition: Partition
  var layout: SlotLayout
  var readers: ReaderTable
  /// Where other blocks read a node; negative where they read its own slots.
  var seenSlot: [Int32]
  /// Where the copy of an item goes.
  var copySlot: [Int32]
  /// The block that gives each register its next value; negative for none.
  var blockOfRegister: [Int32]

  var tables = ProgramTables()
  /// A block that only writes a memory or looks at checks.
  struct Special {
    var block: Int
    var domain: Int
    /// Its part of the memory writes in their order here, or of the checks.
    var range: Range<Int>
  }

  private(set) var writeBlocks: [Special] = []
  private(set) var checkBlocks: [Special] = []
  /// The memory writes, those of a memory together.
  var writeOrder: [Int] = []
  private(set) var blockCount: Int
  /// For each block the blocks whose results it reads.
  private var dependencies: [(block: Int32, source: Int32)] = []
  private var lastDependency: [Int32] = []

  init(_ netlist: Netlist, _ results: ProgramResults, sizes: Partition.Sizes) {
    self.netlist = netlist
    layout = SlotLayout(netlist)
    let selection = InstructionSelection(netlist, layout, results: results.all(netlist))
    partition = Partition(netlist, layout, selection, results, sizes: sizes)
    readers = ReaderTable(sourceCount: netlist.nodes.count + netlist.memories.count)
    seenSlot = [Int32](repeating: -1, count: netlist.nodes.count)
    copySlot = [Int32](repeating: -1, count: partition.items.count)
    blockOfRegister = [Int32](repeating: -1, count: netlist.registers.count)
    blockCount = partition.blockCount
    lastDependency = [Int32](repeating: -1, count: partition.blockCount)
    findReaders()
    tables.blocks = [KernelBlock](repeating: KernelBlock(), count: partition.blockCount)
    layOutSources()
    layOutBlocks()
    emitBlocks()
    addWriteBlocks()
    addCheckBlocks()
    for node in results.observed { _ = layout.assign(node) }
  }

  // MARK: Who reads what

  /// The operands of an item with their nodes.
  private func operands(of item: Partition.Item) -> (count: Int, a: NodeID, b: NodeID, c: NodeID) {
    if !item.isCopy, let choice = partition.selection.choices[Int(item.node.raw)] {
      return (choice.operandCount, choice.a, choice.b, choice.c)
    }
    return (1, item.node, item.node, item.node)
  }

  private mutating func findReaders() {
    for item in partition.items {
      let block = Int(item.block)
      let operands = operands(of: item)
      if operands.count > 0 { note(operands.a, readBy: block) }
      if operands.count > 1 { note(operands.b, readBy: block) }
      if operands.count > 2 { note(operands.c, readBy: block) }
      if !item.isCopy, netlist.nodes[item.node].kind == .memoryRead {
        readers.add(netlist.nodes.count + Int(netlist.nodes[item.node].parameter), readBy: block)
      }
    }
    numberWriteAndCheckBlocks()
    readers.complete()
  }

  private mutating func note(_ node: NodeID, readBy block: Int) {
    let node = layout.holder(of: node)
    let item = Int(partition.itemOfNode[Int(node.raw)])
    if item >= 0 {
      let source = partition.items[item].block
      if source == Int32(block) { return }
      if lastDependency[Int(source)] != Int32(block) {
        lastDependency[Int(source)] = Int32(block)
        dependencies.append((Int32(block), source))
      }
    } else if netlist.nodes[node].kind == .constant {
      return
    }
    readers.add(Int(node.raw), readBy: block)
  }

  /// Gives the writes of each memory a block, and some checks of a domain.
  private mutating func numberWriteAndCheckBlocks() {
    let writes = netlist.memoryWrites
    writeOrder = writes.indices.sorted { (writes[$0].memory, $0) < (writes[$1].memory, $1) }
    for (position, index) in writeOrder.enumerated() {
      let write = writes[index]
      if let last = writeBlocks.last, writes[writeOrder[last.range.lowerBound]].memory == write.memory,
        last.domain == write.domain
      {
        writeBlocks[writeBlocks.count - 1].range = last.range.lowerBound..<position + 1
      } else {
        writeBlocks.append(Special(block: blockCount, domain: write.domain, range: position..<position + 1))
        blockCount += 1
      }
      for node in [write.enable, write.address, write.value] { note(node, readBy: blockCount - 1) }
    }
    for (index, check) in netlist.checks.enumerated() {
      if let last = checkBlocks.last, last.domain == check.domain, last.range.count < Self.checksOfBlock {
        checkBlocks[checkBlocks.count - 1].range = last.range.lowerBound..<index + 1
      } else {
        checkBlocks.append(Special(block: blockCount, domain: check.domain, range: index..<index + 1))
        blockCount += 1
      }
      // A message is told with what its values are then: these have to be computed too.
      for node in [check.enable] + (check.condition.map { [$0] } ?? []) + check.values {
        note(node, readBy: blockCount - 1)
      }
    }
  }

  /// The blocks with writes of memories that more than one domain writes: a write that stays the same has to be made
  /// again, because another one may have come in between.
  var stickyBlocks: BlockSet {
    var result = BlockSet(blockCount: blockCount)
    let memories = writeBlocks.map { netlist.memoryWrites[writeOrder[$0.range.lowerBound]].memory }
    for (index, special) in writeBlocks.enumerated() where memories.filter({ $0 == memories[index] }).count > 1 {
      result.insert(special.block)
    }
    return result
  }

  private static let checksOfBlock = 16

  /// The blocks of a set and all they need.
  func cone(of set: BlockSet) -> BlockSet {
    var result = set
    for (block, source) in dependencies.reversed() where result.contains(Int(block)) { result.insert(Int(source)) }
    return result
  }

  /// The block that computes a node; nil for what is not computed.
  func block(of node: NodeID) -> Int? {
    let item = Int(partition.itemOfNode[Int(layout.holder(of: node).raw)])
    return item < 0 ? nil : Int(partition.items[item].block)
  }

  // MARK: Instructions

  private mutating func emitBlocks() {
    var first = 0
    for block in 0..<partition.blockCount {
      var end = first
      while end < partition.items.count, partition.items[end].block == Int32(block) { end += 1 }
      tables.blocks[block].firstRun = UInt32(tables.runs.count)
      tables.blocks[block].firstInstruction = UInt32(tables.instructions.count)
      tables.blocks[block].size = UInt32(end - first)
      tables.startBlock()
      var start = first
      while start < end {
        let (level, form) = (partition.items[start].level, partition.items[start].form)
        var stop = start + 1
        while stop < end, partition.items[stop].level == level, partition.items[stop].form == form { stop += 1 }
        let instructions = (start..<stop).map { instruction($0, readBy: block) }
        tables.append(partition.forms[Int(form)], instructions)
        start = stop
      }
      tables.blocks[block].runCount = UInt32(tables.runs.count) - tables.blocks[block].firstRun
      first = end
    }
  }

  /// The slot where a block reads a node.
  private mutating func slot(_ node: NodeID, readBy block: Int) -> Int {
    let item = Int(partition.itemOfNode[Int(node.raw)])
    if item >= 0, partition.items[item].block != Int32(block) { return Int(seenSlot[Int(node.raw)]) }
    return layout.assign(node)
  }

  private mutating func instruction(_ index: Int, readBy block: Int) -> KernelInstruction {
    let item = partition.items[index]
    let operands = operands(of: item)
    let a = operands.count > 0 ? slot(operands.a, readBy: block) : 0
    let b = operands.count > 1 ? slot(operands.b, readBy: block) : a
    let c = operands.count > 2 ? slot(operands.c, readBy: block) : a
    let node = netlist.nodes[item.node]
    let destination = item.isCopy ? Int(copySlot[index]) : layout.assign(item.node)
    if partition.forms[Int(item.form)].opcode == .wide {
      let kind = node.kind
      let isCopy = item.isCopy
      let aWidth = isCopy ? node.width : kind.operandCount > 0 ? netlist.nodes[node.a].width : 0
      let bWidth = !isCopy && kind.operandCount > 1 ? netlist.nodes[node.b].width : 0
      let operation = KernelWideOperation(
        opcode: isCopy ? .copy : InstructionSelection.opcode(of: kind), width: UInt32(node.width),
        parameter: isCopy ? 0 : UInt32(node.parameter), destination: UInt32(destination), a: UInt32(a), b: UInt32(b),
        c: UInt32(c), aWidth: UInt32(aWidth), bWidth: UInt32(bWidth))
      tables.wideOperations.append(operation)
      return KernelInstruction(destination: 0, a: UInt32(tables.wideOperations.count - 1), b: 0, c: 0)
    }
    // The second operand of a read is the number of the memory.
    let isRead = !item.isCopy && node.kind == .memoryRead
    return KernelInstruction(
      destination: UInt32(destination), a: UInt32(a), b: isRead ? UInt32(node.parameter) : UInt32(b), c: UInt32(c))
  }
}
