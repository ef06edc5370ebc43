import Netlist
import RTL
import SimulationKernel

extension ProgramBuilder {
  mutating func layOutSources() {
    for index in netlist.nodes.indices where netlist.nodes[index].kind == .input { _ = layout.assign(NodeID(index)) }
  }

  mutating func layOutBlocks() {
    var first = 0
    for block in 0..<partition.blockCount {
      var end = first
      while end < partition.items.count, partition.items[end].block == Int32(block) { end += 1 }
      layOutRegisters(of: block, first..<end)
      layOutResults(of: block, first..<end)
      for index in first..<end where !partition.items[index].isCopy { _ = layout.assign(partition.items[index].node) }
      first = end
    }
    for register in netlist.registers { _ = layout.assign(register.node) }
  }

  /// Items of a block with the same set of readers, by set, each in the order of the items.
  private func bySet(_ entries: [(item: Int, set: Int)]) -> [(item: Int, set: Int)] {
    entries.sorted { ($0.set, $0.item) < ($1.set, $1.item) }
  }

  private mutating func layOutRegisters(of block: Int, _ range: Range<Int>) {
    var entries: [(item: Int, set: Int)] = []
    for index in range where partition.items[index].register >= 0 {
      let register = netlist.registers[Int(partition.items[index].register)]
      entries.append((index, readers.set(of: Int(register.node.raw))))
    }
    entries = bySet(entries)
    var sizes: [Int] = []
    for entry in entries {
      let item = partition.items[entry.item]
      let register = netlist.registers[Int(item.register)]
      let words = layout.wordCount(of: register.node)
      let slot = layout.reserve(words: words)
      if item.isCopy { copySlot[entry.item] = Int32(slot) } else { layout.place(item.node, at: slot) }
      blockOfRegister[Int(item.register)] = Int32(block)
      sizes.append(words)
    }
    tables.blocks[block].firstRegister = UInt32(tables.transfers.count)
    var lastSet = -1
    for (entry, words) in zip(entries, sizes) {
      let item = partition.items[entry.item]
      let destination = layout.reserve(words: words)
      layout.place(netlist.registers[Int(item.register)].node, at: destination)
      let source = item.isCopy ? Int(copySlot[entry.item]) : layout.slot(of: item.node) ?? 0
      addTransfer(from: source, to: destination, words: words, set: entry.set, continues: entry.set == lastSet)
      lastSet = entry.set
    }
    tables.blocks[block].registerCount = UInt32(tables.transfers.count) - tables.blocks[block].firstRegister
  }

  private mutating func layOutResults(of block: Int, _ range: Range<Int>) {
    var entries: [(item: Int, set: Int)] = []
    for index in range where !partition.items[index].isCopy {
      let set = readers.set(of: Int(partition.items[index].node.raw))
      if set != ReaderTable.emptySet { entries.append((index, set)) }
    }
    entries = bySet(entries)
    for entry in entries { _ = layout.assign(partition.items[entry.item].node) }
    tables.blocks[block].firstOutput = UInt32(tables.transfers.count)
    var last: (set: Int, end: Int) = (-1, -1)
    for entry in entries {
      let node = partition.items[entry.item].node
      let words = layout.wordCount(of: node)
      let source = layout.assign(node)
      let destination = layout.reserve(words: words)
      seenSlot[Int(node.raw)] = Int32(destination)
      // A next value of a register stands elsewhere.
      let continues = last == (entry.set, source)
      addTransfer(from: source, to: destination, words: words, set: entry.set, continues: continues)
      last = (entry.set, source + words)
    }
    tables.blocks[block].outputCount = UInt32(tables.transfers.count) - tables.blocks[block].firstOutput
  }

  private mutating func addTransfer(from source: Int, to destination: Int, words: Int, set: Int, continues: Bool) {
    if continues {
      tables.transfers[tables.transfers.count - 1].count += UInt32(words)
      return
    }
    let range = readers.range(of: set)
    tables.transfers.append(
      KernelTransfer(
        source: UInt32(source), destination: UInt32(destination), count: UInt32(words), firstReaders: range.first,
        readersCount: range.count))
  }
}
