import Netlist
import RTL
import Transforms
import Waveforms

/// Simulates a design in this process, two-valued and cycle by cycle.
///
/// Registers power up with 0, in a domain without reset with their reset values, memories with their contents or 0; reset
/// gives registers their reset values, a synchronous one at the next active edge, an asynchronous one at once, also where the
/// design makes it. At an active
/// edge all registers and memories of its clock, and of the clocks that have an edge at the same time, sample what was there
/// before it. Reading a memory beyond its depth gives 0, and writing there does nothing; both are told, and so is what a
/// memory's read ports forbid and what the design itself checks.
///
/// Nothing is computed before it is asked for: writing an input marks the outputs as out of date, reading one brings them up
/// to date.
public final class NativeSimulator: SimulationEngine {
  public let ports: [PortDefinition]
  public private(set) var failure: (any Error)?
  public let checks: CheckTable?
  private var events: [CheckEvent] = []

  private static let maximumEvents = 100_000

  let netlist: Netlist
  private var compiler: ProgramCompiler
  /// What happens when all clocks have a cycle, and when some have.
  private let allClocks: PortSet
  private let edgesOfAllClocks: [ClockEdge]
  private var edgesOfClocks: [PortSet: [ClockEdge]] = [:]
  /// What is computed for those who read: the outputs or, when signals within are observed, all signals.
  private var observe: Program
  private var observesAllSignals: Bool

  private var slots: UnsafeMutablePointer<UInt64>
  private let memory: UnsafeMutablePointer<UInt64>
  private let regions: UnsafeMutablePointer<MemoryRegion>
  private var portSlots: [Int] = []
  private let inputMasks: [UInt64]
  private let resets: [RegisterReset]
  private let hasAsynchronousResets: Bool
  /// The asynchronous resets that the design makes; nil when there are none.
  private let madeResets: MadeResets?
  /// Number of active edges so far.
  private var edgeCount = 0

  private var activeResets: PortSet = []
  private var isSettled = false
  private var isFinished = false
  private var trace: WaveformSampler?
  /// Keeps the last samples of a trace that is written on demand, also when the simulation has ended.
  private var endedTrace: WaveformSampler?

  /// Prepares a design that was checked. With `trace`, the values of all signals are written to a waveform file.
  ///
  /// Throws a `DesignError` for a design with a combinational loop or with a black box that has no model, and a
  /// `WaveformError` when the file cannot be written.
  public init(_ design: Design, trace request: Trace? = nil) throws {
    let faults = design.faultsInNativeSimulation
    guard faults.isEmpty else { throw DesignError(faults) }
    let checked = makeMemoryChecks(design)
    let netlist = try Netlist(checked)
    checks = CheckTable(checked)
    self.netlist = netlist
    ports = design.top.ports
    compiler = ProgramCompiler(netlist)
    resets = RegisterReset.all(netlist, compiler.layout)
    hasAsynchronousResets = resets.contains { $0.kind == .asynchronous }
    madeResets = MadeResets(&compiler)
    allClocks = PortSet(count: design.top.clockPorts.count)
    edgesOfAllClocks = Self.edges(of: allClocks, &compiler, resets: resets, checks: checks)
    let outputs = ports.indices.filter { design.top.ports[$0].direction == .output }
    observesAllSignals = request != nil
    observe = compiler.compile(
      results: request == nil ? outputs.map { netlist.node(ofPort: $0) } : netlist.signalNodes)

    let layout = compiler.layout
    portSlots = ports.indices.map { layout.slot(of: netlist.node(ofPort: $0)) ?? 0 }
    inputMasks = ports.map { $0.direction == .input ? InstructionSelection.mask(min($0.type.width, 64)) : 0 }

    var memorySize = 0
    regions = .allocate(capacity: max(1, netlist.memories.count))
    for (index, definition) in netlist.memories.enumerated() {
      let stride = WideValue.wordCount(width: definition.width)
      regions[index] = MemoryRegion(start: memorySize, depth: definition.depth, stride: stride)
      memorySize += definition.depth * stride
    }
    memory = .allocate(capacity: max(1, memorySize))
    memory.initialize(repeating: 0, count: max(1, memorySize))
    for (index, definition) in netlist.memories.enumerated() {
      guard let contents = definition.contents else { continue }
      let region = regions[index]
      for (number, value) in contents.enumerated() {
        for word in 0..<region.stride { memory[region.start + number * region.stride + word] = value.word(word) }
      }
    }
    slots = .allocate(capacity: layout.count + 1)
    slots.initialize(repeating: 0, count: layout.count + 1)
    setConstants()
    RegisterReset.applyPowerUp(netlist, layout, slots)
    if let request { trace = try WaveformSampler(request, netlist, layout) }
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
    madeResets?.apply(slots, memory: memory, regions: regions)
    observe.execute(slots, memory: memory, regions: regions)
    isSettled = true
  }

  // MARK: Time

  public func setReset(_ isActive: Bool, resets ports: PortSet) {
    if isActive { activeResets.formUnion(ports) } else { activeResets.subtract(ports) }
    guard isActive, hasAsynchronousResets else { return }
    for reset in resets where reset.kind == .asynchronous && ports.contains(reset.port) { reset.apply(slots) }
    isSettled = false
  }

  public func step(_ cycles: Int, clocks: PortSet) {
    guard !isFinished else { return }
    let edges = clocks.isSuperset(of: allClocks) ? edgesOfAllClocks : edges(of: clocks.intersection(allClocks))
    var remaining = cycles
    while remaining > 0 {
      if trace != nil { sample(activeClocks: []) }
      for (index, edge) in edges.enumerated() {
        // What was written since the last edge may have made a reset.
        madeResets?.apply(slots, memory: memory, regions: regions)
        edge.prepare.execute(slots, memory: memory, regions: regions)
        if let watch = edge.watch, events.count < Self.maximumEvents {
          events += watch.events(slots, edge: edgeCount, activeResets: activeResets)
        }
        for write in edge.memoryWrites { write.apply(slots, memory: memory, regions: regions) }
        edge.commit.execute(slots, memory: memory, regions: regions)
        if !activeResets.isEmpty {
          for reset in edge.resets where activeResets.contains(reset.port) { reset.apply(slots) }
        }
        isSettled = false
        if trace != nil, index == 0 { sample(activeClocks: clocks) }
      }
      edgeCount += 1
      remaining -= 1
    }
  }

  /// The edges of a cycle of some clocks: the first, and the second one where something is clocked by it.
  private func edges(of clocks: PortSet) -> [ClockEdge] {
    if let known = edgesOfClocks[clocks] { return known }
    let oldCount = compiler.layout.count
    let edges = Self.edges(of: clocks, &compiler, resets: resets, checks: checks)
    growSlots(from: oldCount)
    edgesOfClocks[clocks] = edges
    return edges
  }

  private static func edges(
    of clocks: PortSet, _ compiler: inout ProgramCompiler, resets: [RegisterReset], checks: CheckTable?
  ) -> [ClockEdge] {
    let domains = ClockEdge.domains(of: clocks, in: compiler.netlist)
    let first = ClockEdge(domains: domains.first, &compiler, resets: resets, checks: checks)
    if domains.second.isEmpty { return [first] }
    return [first, ClockEdge(domains: domains.second, &compiler, resets: resets, checks: checks)]
  }

  private func sample(activeClocks: PortSet) {
    do {
      guard let trace else { return }
      guard trace.isWanted else { return try trace.advance() }
      if !isSettled { settle() }
      try trace.sample(slots, activeClocks: activeClocks, activeResets: activeResets)
    } catch {
      failure = error
      trace = nil
    }
  }

  public func takeEvents(waits: Bool) -> [CheckEvent] {
    defer { events = [] }
    return events.inOrder()
  }

  public func finish() {
    guard !isFinished else { return }
    if trace != nil { sample(activeClocks: []) }
    isFinished = true
    do { try trace?.finish() } catch { failure = error }
    (trace, endedTrace) = (nil, trace)
  }

  public func writeTrace() throws { try (trace ?? endedTrace)?.writeRing() }

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
    growSlots(from: oldCount)
  }

  /// Makes room for what was laid out since there were `oldCount` slots.
  private func growSlots(from oldCount: Int) {
    let newCount = compiler.layout.count
    let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: newCount + 1)
    larger.initialize(repeating: 0, count: newCount + 1)
    larger.update(from: slots, count: oldCount)
    slots.deallocate()
    slots = larger
    setConstants()
  }
}
