import Netlist
import SimulationKernel

/// What is set from outside or in memories, with the blocks that read it.
struct SourceTable {
  /// The input ports, then the registers.
  private(set) var sources: [KernelSource] = []
  private(set) var memories: [KernelMemory] = []
  /// By port; nil for what is no input, or one that nothing reads.
  private(set) var ofPort: [UInt32?]
  private let firstRegister: Int

  init(_ netlist: Netlist, _ builder: inout ProgramBuilder) {
    let ports = netlist.design.top.ports
    ofPort = [UInt32?](repeating: nil, count: ports.count)
    for index in ports.indices where ports[index].direction == .input {
      let node = netlist.node(ofPort: index)
      guard netlist.nodes[node].kind == .input else { continue }
      ofPort[index] = UInt32(sources.count)
      sources.append(Self.source(node, block: nil, &builder))
    }
    firstRegister = sources.count
    for (index, register) in netlist.registers.enumerated() {
      let block = builder.blockOfRegister[index]
      sources.append(Self.source(register.node, block: block < 0 ? nil : UInt32(block), &builder))
    }
    var start = 0
    for (index, memory) in netlist.memories.enumerated() {
      let stride = WideValue.wordCount(width: memory.width)
      let set = builder.readers.set(of: netlist.nodes.count + index)
      let readers = builder.readers.range(of: set)
      memories.append(
        KernelMemory(
          start: UInt64(start), depth: UInt64(memory.depth), stride: UInt32(stride), width: UInt32(memory.width),
          firstReaders: readers.first, readersCount: readers.count))
      start += memory.depth * stride
    }
  }

  func ofRegister(_ register: Int) -> UInt32 { UInt32(firstRegister + register) }

  private static func source(_ node: NodeID, block: UInt32?, _ builder: inout ProgramBuilder) -> KernelSource {
    let set = builder.readers.set(of: Int(node.raw))
    let readers = builder.readers.range(of: set)
    return KernelSource(
      slot: UInt32(builder.layout.assign(node)), count: UInt32(builder.layout.wordCount(of: node)),
      firstReaders: readers.first, readersCount: readers.count, block: block ?? UInt32(kernelNoBlock))
  }
}
