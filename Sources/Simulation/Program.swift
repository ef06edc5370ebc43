import Netlist
import RTL
import SimulationKernel

/// A design as the kernel runs it: what is computed, where, and what has to be run when something changes. The values are a
/// `Machine`'s.
final class Program {
  let netlist: Netlist
  /// Where the values are.
  let layout: SlotLayout
  /// The blocks whose results are observed, with all they need.
  let observed: UnsafePointer<UInt64>
  let blockCount: Int
  let instructionCount: Int

  private let buffers = KernelBuffers()
  private let builder: ProgramBuilder
  private let sources: SourceTable
  private let resets: ResetTable
  private let madeResetCone: BlockSet

  init(_ netlist: Netlist, observesAllSignals: Bool, sizes: Partition.Sizes) {
    self.netlist = netlist
    let results = ProgramResults(netlist, observesAllSignals: observesAllSignals)
    var builder = ProgramBuilder(netlist, results, sizes: sizes)
    sources = SourceTable(netlist, &builder)
    resets = ResetTable(netlist, builder.layout, sources)
    madeResetCone = builder.cone(of: results.madeResets)
    observed = UnsafePointer(buffers.copy(builder.cone(of: results.observed).words))
    layout = builder.layout
    blockCount = builder.blockCount
    instructionCount = builder.partition.items.count
    self.builder = builder
  }

  /// The number of an input port as a source; nil for an output, or an input that nothing reads.
  func source(ofPort port: Int) -> UInt32? { sources.ofPort[port] }

  /// The values that resets of the top module give registers, for registers of some domains, or of all; of some kind, or all.
  func resets(ofDomains domains: Set<Int>? = nil, kind: ClockDomain.Reset.Kind? = nil) -> [KernelReset] {
    resets.entries.filter { (domains?.contains($0.domain) ?? true) && (kind == nil || $0.kind == kind) }.map(\.reset)
  }

  /// What an edge of some domains is. It can be used as long as the program.
  func edge(ofDomains domains: Set<Int>) -> KernelEdge {
    let none = BlockSet(blockCount: blockCount)
    var (checks, writes, registers) = (none, none, none)
    for check in builder.checkBlocks where domains.contains(check.domain) { checks.insert(check.block) }
    for write in builder.writeBlocks where domains.contains(write.domain) { writes.insert(write.block) }
    for (index, register) in netlist.registers.enumerated() where domains.contains(register.domain) {
      if builder.blockOfRegister[index] >= 0 { registers.insert(Int(builder.blockOfRegister[index])) }
    }
    let cone = builder.cone(of: checks.union(writes).union(registers))
    let resets = resets(ofDomains: domains)
    return KernelEdge(
      cone: buffers.copy(cone.words), checks: buffers.copy(checks.words), writes: buffers.copy(writes.words),
      registers: buffers.copy(registers.words), resets: buffers.copy(resets), resetCount: UInt32(resets.count))
  }

  /// A state in which everything has to be computed, with all values 0. What changes in it is in `changing`.
  func makeState(memory: UnsafeMutablePointer<UInt64>, in changing: KernelBuffers) -> KernelState {
    let tables = builder.tables
    let widest = tables.wideOperations.reduce(1) { max($0, WideValue.wordCount(width: Int($1.width))) }
    let all = BlockSet(all: blockCount)
    return KernelState(
      runs: buffers.copy(tables.runs), instructions: buffers.copy(tables.instructions),
      wideOperations: buffers.copy(tables.wideOperations), blocks: buffers.copy(tables.blocks),
      transfers: buffers.copy(tables.transfers), writes: buffers.copy(tables.writes),
      checks: buffers.copy(tables.checks), readers: buffers.copy(builder.readers.readers),
      sources: buffers.copy(sources.sources), memories: buffers.copy(sources.memories),
      resetWords: buffers.copy(resets.words), madeResets: buffers.copy(resets.madeResets),
      madeResetCount: UInt32(resets.madeResets.count), madeResetCone: buffers.copy(madeResetCone.words),
      setSize: UInt32(all.words.count), slots: changing.words(layout.count + 1), memory: memory,
      scratch: changing.words(6 * widest + 4), dirty: changing.copy(all.words), pending: changing.copy(all.words),
      told: changing.words(all.words.count), sticky: buffers.copy(builder.stickyBlocks.words), runInstructions: 0)
  }
}

extension ProgramBuilder {
  /// The blocks that compute some nodes, and all they need.
  fileprivate func cone(of nodes: [NodeID]) -> BlockSet {
    var set = BlockSet(blockCount: blockCount)
    for node in nodes { if let block = block(of: node) { set.insert(block) } }
    return cone(of: set)
  }
}
