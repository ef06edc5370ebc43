import Netlist
import RTL

/// Simulates a design in this process, two-valued and cycle by cycle.
///
/// Registers and memories power up with 0, in a domain without reset with their reset values; reset gives registers their reset
/// values, a synchronous one at the next active edge, an asynchronous one at once. At an active edge all registers and memories sample what was there before it.
/// Reading a memory beyond its depth gives 0, and writing there does nothing.
///
/// Nothing is computed before it is asked for: writing an input marks the outputs as out of date, reading one brings them up to
/// date.
public final class NativeSimulator: SimulationEngine {
  public let ports: [PortDefinition]
  public private(set) var failure: (any Error)?

  let netlist: Netlist
  private var compiler: ProgramCompiler
  /// What the registers and memories take at an edge, and how the registers then change.
  private let prepare: Program
  private let commit: Program
  /// What is computed for those who read: the outputs or, when signals within are observed, all signals.
  private var observe: Program
  private var observesAllSignals: Bool

  private var slots: UnsafeMutablePointer<UInt64>
  private let memory: UnsafeMutablePointer<UInt64>
  private let regions: UnsafeMutablePointer<MemoryRegion>
  private var portSlots: [Int] = []
  private let inputMasks: [UInt64]
  private let memoryWrites: [MemoryWriteOperation]
  private let synchronousResets: [RegisterReset]
  private let asynchronousResets: [RegisterReset]

  private var isResetActive = false
  private var isSettled = false
  private var isFinished = false
  private var trace: VCDWriter?

  /// Prepares a design that was checked. With `trace`, the path of a file, the values of all signals are written there as a
  /// VCD file.
  ///
  /// Throws a `DesignError` for a design with a combinational loop, and a `SimulationError` when the file cannot be written.
  public init(_ design: Design, trace path: String? = nil) throws {
    let netlist = try Netlist(design)
    self.netlist = netlist
    ports = design.top.ports
    compiler = ProgramCompiler(netlist)
    (prepare, commit) = compiler.compileClockEdge()
    let outputs = ports.indices.filter { design.top.ports[$0].direction == .output }
    observesAllSignals = path != nil
    observe = compiler.compile(
      results: path == nil ? outputs.map { netlist.node(ofPort: $0) } : netlist.signalNodes)

    let layout = compiler.layout
    portSlots = ports.indices.map { layout.slot(of: netlist.node(ofPort: $0)) ?? 0 }
    inputMasks = ports.map { $0.direction == .input ? InstructionSelection.mask(min($0.type.width, 64)) : 0 }
    memoryWrites = netlist.memoryWrites.map { MemoryWriteOperation($0, netlist, layout) }
    let resets = RegisterReset.all(netlist, layout)
    synchronousResets = resets.filter { $0.kind == .synchronous }
    asynchronousResets = resets.filter { $0.kind == .asynchronous }

    var memorySize = 0
    regions = .allocate(capacity: max(1, netlist.memories.count))
    for (index, definition) in netlist.memories.enumerated() {
      let stride = WideValue.wordCount(width: definition.width)
      regions[index] = MemoryRegion(start: memorySize, depth: definition.depth, stride: stride)
      memorySize += definition.depth * stride
    }
    memory = .allocate(capacity: max(1, memorySize))
    memory.initialize(repeating: 0, count: max(1, memorySize))
    slots = .allocate(capacity: layout.count + 1)
    slots.initialize(repeating: 0, count: layout.count + 1)
    setConstants()
    RegisterReset.applyPowerUp(netlist, layout, slots)
    if let path { trace = try VCDWriter(path: path, netlist, layout) }
  }

  deinit {
    finish()
    slots.deallocate()
    memory.deallocate()
    regions.deallocate()
  }

  private func setConstants() {
    for (slot, value) in compiler.layout.constants {
      for index in 0..<value.wordCount { slots[slot + index] = value.word(index) }
    }
  }

  // MARK: Ports

  public func writeWord(_ port: Int, _ value: UInt64) {
    let mask = inputMasks[port]
    let slot = portSlots[port]
    let word = value & mask
    if mask == .max, ports[port].type.width > 64 { return write(port, Bits(value, width: ports[port].type.width)) }
    guard mask != 0, slots[slot] != word else { return }
    slots[slot] = word
    isSettled = false
  }

  public func write(_ port: Int, _ value: Bits) {
    guard ports[port].direction == .input else { return }
    let fitting = value.resized(to: ports[port].type.width, signed: false)
    for index in 0..<fitting.wordCount { slots[portSlots[port] + index] = fitting.word(index) }
    isSettled = false
  }

  public func readWord(_ port: Int) -> UInt64 {
    if !isSettled { settle() }
    return slots[portSlots[port]]
  }

  public func read(_ port: Int) -> LogicBits {
    if !isSettled { settle() }
    return LogicBits(WideValue(slots + portSlots[port], width: ports[port].type.width).bits)
  }

  private func settle() {
    observe.execute(slots, memory: memory, regions: regions)
    isSettled = true
  }

  // MARK: Time

  public func setReset(_ isActive: Bool) {
    isResetActive = isActive
    guard isActive, !asynchronousResets.isEmpty else { return }
    for reset in asynchronousResets { reset.apply(slots) }
    isSettled = false
  }

  public func step(_ cycles: Int) {
    guard !isFinished else { return }
    var remaining = cycles
    while remaining > 0 {
      if trace != nil { sample(isActiveHalf: false) }
      prepare.execute(slots, memory: memory, regions: regions)
      for write in memoryWrites { write.apply(slots, memory: memory, regions: regions) }
      commit.execute(slots, memory: memory, regions: regions)
      if isResetActive {
        for reset in synchronousResets { reset.apply(slots) }
        for reset in asynchronousResets { reset.apply(slots) }
      }
      isSettled = false
      if trace != nil { sample(isActiveHalf: true) }
      remaining -= 1
    }
  }

  private func sample(isActiveHalf: Bool) {
    if !isSettled { settle() }
    do {
      try trace?.sample(slots, isActiveHalf: isActiveHalf, isResetActive: isResetActive)
    } catch {
      failure = error
      trace = nil
    }
  }

  public func finish() {
    guard !isFinished else { return }
    if trace != nil { sample(isActiveHalf: false) }
    isFinished = true
    do { try trace?.close() } catch { failure = error }
    trace = nil
  }

  // MARK: Signals within

  /// The names of all signals with their instances, such as `array.pe_0_1.accumulator`.
  public var signalPaths: [String] { netlist.signalPaths }

  /// The value of a signal by its path; the name of the top module may be left out. Nil when there is no such signal.
  ///
  /// The first call makes the simulator keep the values of all signals from then on, which costs speed.
  public func read(path: String) -> LogicBits? {
    guard let signal = netlist.signal(atPath: path) else { return nil }
    if !observesAllSignals { observeAllSignals() }
    if !isSettled { settle() }
    guard let slot = compiler.layout.slot(of: signal.node) else { return nil }
    return LogicBits(WideValue(slots + slot, width: netlist.nodes[signal.node].width).bits)
  }

  private func observeAllSignals() {
    let oldCount = compiler.layout.count
    observe = compiler.compile(results: netlist.signalNodes)
    observesAllSignals = true
    isSettled = false
    let newCount = compiler.layout.count
    let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: newCount + 1)
    larger.initialize(repeating: 0, count: newCount + 1)
    larger.update(from: slots, count: oldCount)
    slots.deallocate()
    slots = larger
    setConstants()
  }
}
