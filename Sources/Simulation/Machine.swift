import Netlist
import RTL
import SimulationKernel

/// The values of a running design, and what the kernel does with them.
final class Machine {
  let program: Program
  let kernel: Kernel
  fileprivate let state: UnsafeMutablePointer<KernelState>
  private let buffers = KernelBuffers()
  /// The words of all memories.
  fileprivate let memory: MachineMemory

  /// The values by slot.
  var slots: UnsafeMutablePointer<UInt64> { state.pointee.slots }

  /// How many instructions were run so far.
  var runInstructions: UInt64 { state.pointee.runInstructions }

  /// A machine with the values that registers and memories have before the first edge.
  init(_ program: Program, _ kernel: Kernel) {
    self.program = program
    self.kernel = kernel
    memory = MachineMemory(program.netlist)
    state = .allocate(capacity: 1)
    state.initialize(to: program.makeState(memory: memory.words, in: buffers))
    setConstants()
    for register in program.netlist.registers {
      guard let value = register.powerUpValue else { continue }
      set(register.node, value)
    }
  }

  /// A machine that goes on where another one is, with another program of the same netlist.
  init(_ program: Program, continuing old: Machine) {
    self.program = program
    kernel = old.kernel
    memory = old.memory
    state = .allocate(capacity: 1)
    state.initialize(to: program.makeState(memory: memory.words, in: buffers))
    setConstants()
    let nodes = program.netlist.nodes
    for index in nodes.indices where nodes[index].kind == .input || nodes[index].kind == .register {
      let node = NodeID(index)
      guard let source = old.program.layout.slot(of: node), let slot = program.layout.slot(of: node) else { continue }
      for word in 0..<program.layout.wordCount(of: node) { slots[slot + word] = old.slots[source + word] }
    }
  }

  deinit { state.deallocate() }

  private func setConstants() {
    for (slot, value) in program.layout.constants {
      for index in 0..<value.wordCount { slots[slot + index] = value.word(index) }
    }
  }

  /// Sets a value before anything has run.
  private func set(_ node: NodeID, _ value: Bits) {
    guard let slot = program.layout.slot(of: node) else { return }
    for (index, word) in value.words.enumerated() { slots[slot + index] = word }
  }

  // MARK: Running

  /// Brings what is observed up to date.
  func settle() { kernel.functions.pointee.settle(state, program.observed) }

  /// Computes all that an edge needs. Returns whether a check has something to tell.
  func prepare(_ edge: UnsafePointer<KernelEdge>) -> Bool { kernel.functions.pointee.prepare(state, edge) }

  /// The edge itself, after `prepare`.
  func commit(_ edge: UnsafePointer<KernelEdge>, activeResets: PortSet) {
    kernel.functions.pointee.commit(state, edge, activeResets.rawValue)
  }

  /// Runs cycles of one or more edges each, up to an edge at which there is something to tell when that is asked for.
  ///
  /// - Returns: How many whole cycles were run, and the prepared edge of the next one that was reached.
  func run(
    _ edges: UnsafePointer<KernelEdge>, count: Int, cycles: Int, activeResets: PortSet, stopsForChecks: Bool
  ) -> (cycles: Int, edge: Int) {
    var edge: UInt32 = 0
    let done = kernel.functions.pointee.run(
      state, edges, UInt32(count), UInt64(cycles), activeResets.rawValue, stopsForChecks, &edge)
    return (Int(done), Int(edge))
  }

  /// Has everything computed and taken again.
  func forgetWhatIsKnown() {
    let blockCount = program.blockCount
    for (index, word) in BlockSet(all: blockCount).words.enumerated() {
      state.pointee.dirty[index] = word
      state.pointee.pending[index] = word
    }
  }

  /// Sets an input, or a register.
  func store(_ source: UInt32, _ words: UnsafePointer<UInt64>) { kernel.functions.pointee.store(state, source, words) }

  /// Gives registers the values of the resets that are active.
  func reset(_ resets: [KernelReset], activeResets: PortSet) {
    kernel.functions.pointee.reset(state, resets, UInt32(resets.count), activeResets.rawValue)
  }
}

extension Machine {
  /// A word of a memory.
  func readMemory(_ number: Int, word: Int) -> Bits {
    let definition = state.pointee.memories[number]
    let address = memory.words + Int(definition.start) + word * Int(definition.stride)
    return WideValue(address, width: Int(definition.width)).bits
  }

  /// Sets a word of a memory, without a clock.
  func writeMemory(_ number: Int, word: Int, _ value: Bits) {
    let definition = state.pointee.memories[number]
    let address = memory.words + Int(definition.start) + word * Int(definition.stride)
    for index in 0..<Int(definition.stride) { address[index] = value.word(index) }
    for index in 0..<Int(definition.readersCount) {
      let readers = state.pointee.readers[Int(definition.firstReaders) + index]
      state.pointee.dirty[Int(readers.word)] |= readers.blocks
    }
    // A write of the design that stays the same has to be made again.
    for (index, word) in BlockSet(all: program.blockCount).words.enumerated() { state.pointee.pending[index] = word }
  }
}

/// The words of all memories of a design.
final class MachineMemory {
  let words: UnsafeMutablePointer<UInt64>

  init(_ netlist: Netlist) {
    let strides = netlist.memories.map { WideValue.wordCount(width: $0.width) }
    let size = max(1, zip(netlist.memories, strides).reduce(0) { $0 + $1.0.depth * $1.1 })
    words = .allocate(capacity: size)
    words.initialize(repeating: 0, count: size)
    var start = 0
    for (definition, stride) in zip(netlist.memories, strides) {
      for (number, value) in (definition.contents ?? []).enumerated() {
        for word in 0..<stride { words[start + number * stride + word] = value.word(word) }
      }
      start += definition.depth * stride
    }
  }

  deinit { words.deallocate() }
}
