import Netlist
import RTL
import SimulationKernel
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
/// Nothing is computed before it is asked for, and nothing again that has no news: the design is divided into blocks, and a
/// cycle runs those of which an input, a register or a memory has changed.
public final class NativeSimulator: SimulationEngine {
  public let ports: [PortDefinition]
  public private(set) var failure: (any Error)?
  public let checks: CheckTable?
  private var events: [CheckEvent] = []

  private static let maximumEvents = 100_000

  let netlist: Netlist
  private let options: Options
  /// Computes what those need who read: the outputs or, when signals within are observed, all signals.
  private(set) var machine: Machine
  private var observesAllSignals: Bool
  /// What happens when all clocks have a cycle, and when some have.
  private let allClocks: PortSet
  private var cycleOfAllClocks: ClockCycle
  private var cyclesOfClocks: [PortSet: ClockCycle] = [:]

  private var portSlots: [Int]
  private let inputMasks: [UInt64]
  /// The asynchronous resets of the top module.
  private let asynchronousResets: [KernelReset]
  /// Number of active edges so far.
  private var edgeCount = 0

  private var activeResets: PortSet = []
  private var isSettled = false
  private var isFinished = false
  private var trace: WaveformSampler?
  /// Keeps the last samples of a trace that is written on demand, also when the simulation has ended.
  private var endedTrace: WaveformSampler?
  /// Looks at all signals in every cycle; nil when nobody asked for it.
  private var coverage: CoverageSampler?

  private var slots: UnsafeMutablePointer<UInt64> { machine.slots }
  var layout: SlotLayout { machine.program.layout }

  /// Prepares a design that was checked. With `trace`, the values of all signals are written to a waveform file.
  ///
  /// Throws a `DesignError` for a design with a combinational loop or with a black box that has no model, and a
  /// `WaveformError` when the file cannot be written.
  public convenience init(_ design: Design, trace request: Trace? = nil) throws {
    try self.init(design, trace: request, options: Options())
  }

  package init(_ design: Design, trace request: Trace? = nil, options: Options) throws {
    let faults = design.faultsInNativeSimulation
    guard faults.isEmpty else { throw DesignError(faults) }
    let checked = makeMemoryChecks(design)
    let netlist = try Netlist(checked)
    checks = CheckTable(checked)
    self.netlist = netlist
    self.options = options
    ports = design.top.ports
    observesAllSignals = request != nil
    let program = Program(netlist, observesAllSignals: observesAllSignals, sizes: options.sizes)
    machine = Machine(program, options.kernel)
    asynchronousResets = program.resets(kind: .asynchronous)
    allClocks = PortSet(count: design.top.clockPorts.count)
    cycleOfAllClocks = ClockCycle(of: allClocks, program, checks: checks)
    portSlots = ports.indices.map { program.layout.slot(of: netlist.node(ofPort: $0)) ?? 0 }
    inputMasks = ports.map { $0.direction == .input ? InstructionSelection.mask(min($0.type.width, 64)) : 0 }
    if let request { trace = try WaveformSampler(request, netlist, layout) }
  }

  deinit { finish() }

  // MARK: Ports

  public func writeWord(_ port: Int, _ value: UInt64) {
    let mask = inputMasks[port]
    if mask == .max, ports[port].type.width > 64 { return write(port, Bits(value, width: ports[port].type.width)) }
    var word = value & mask
    guard mask != 0, slots[portSlots[port]] != word else { return }
    store(port, &word)
  }

  public func write(_ port: Int, _ value: Bits) {
    guard ports[port].direction == .input else { return }
    let words = value.resized(to: ports[port].type.width, signed: false).words
    words.withUnsafeBufferPointer { if let start = $0.baseAddress { store(port, start) } }
  }

  private func store(_ port: Int, _ words: UnsafePointer<UInt64>) {
    guard let source = machine.program.source(ofPort: port) else { return }
    machine.store(source, words)
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
    if !options.tracksChanges { machine.forgetWhatIsKnown() }
    machine.settle()
    isSettled = true
  }

  // MARK: Time

  public func setReset(_ isActive: Bool, resets ports: PortSet) {
    if isActive { activeResets.formUnion(ports) } else { activeResets.subtract(ports) }
    guard isActive, !asynchronousResets.isEmpty else { return }
    machine.reset(asynchronousResets, activeResets: ports)
    isSettled = false
  }

  public func step(_ cycles: Int, clocks: PortSet) {
    guard !isFinished, cycles > 0 else { return }
    let cycle = clocks.isSuperset(of: allClocks) ? cycleOfAllClocks : self.cycle(of: clocks.intersection(allClocks))
    var remaining = cycles
    while remaining > 0 {
      isSettled = false
      var firstEdge = 0
      if trace == nil, coverage == nil, options.tracksChanges {
        let isWatching = checks != nil && events.count < Self.maximumEvents
        let (done, edge) = machine.run(
          cycle.edges, count: cycle.count, cycles: remaining, activeResets: activeResets, stopsForChecks: isWatching)
        edgeCount += done
        remaining -= done
        if remaining == 0 { return }
        firstEdge = edge
      }
      step(cycle, from: firstEdge, clocks: clocks)
      edgeCount += 1
      remaining -= 1
    }
  }

  /// A cycle in which there is more to do than to run it.
  private func step(_ cycle: ClockCycle, from firstEdge: Int, clocks: PortSet) {
    if trace != nil { sample(activeClocks: []) }
    if let coverage {
      if !isSettled { settle() }
      coverage.sample(slots)
    }
    for index in firstEdge..<cycle.count {
      if !options.tracksChanges { machine.forgetWhatIsKnown() }
      let hasNews = machine.prepare(cycle.edges + index)
      if hasNews, let watch = cycle.watches[index], events.count < Self.maximumEvents {
        events += watch.events(slots, edge: edgeCount, activeResets: activeResets)
      }
      machine.commit(cycle.edges + index, activeResets: activeResets)
      isSettled = false
      if trace != nil, index == 0 { sample(activeClocks: clocks) }
    }
  }

  private func cycle(of clocks: PortSet) -> ClockCycle {
    if let known = cyclesOfClocks[clocks] { return known }
    let cycle = ClockCycle(of: clocks, machine.program, checks: checks)
    cyclesOfClocks[clocks] = cycle
    return cycle
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

  // MARK: Coverage

  /// Collects coverage from now on, of a design whose branches were marked.
  public func collectCoverage(_ marks: [[BranchMark]]) {
    if !observesAllSignals { observeAllSignals() }
    coverage = CoverageSampler(netlist, layout, marks: marks)
  }

  /// What was exercised so far; nil when coverage is not collected.
  public var coverageData: CoverageData? { coverage?.data }

  // MARK: Memories

  public var memories: [MemoryShape] { netlist.memoryShapes }

  public func readMemory(_ number: Int, word: Int) -> LogicBits { LogicBits(machine.readMemory(number, word: word)) }

  public func writeMemory(_ number: Int, word: Int, _ value: Bits) {
    machine.writeMemory(number, word: word, value)
    isSettled = false
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
    guard let slot = layout.slot(of: signal.node) else { return nil }
    return LogicBits(WideValue(slots + slot, width: netlist.nodes[signal.node].width).bits)
  }

  private func observeAllSignals() {
    let program = Program(netlist, observesAllSignals: true, sizes: options.sizes)
    machine = Machine(program, continuing: machine)
    observesAllSignals = true
    isSettled = false
    cycleOfAllClocks = ClockCycle(of: allClocks, program, checks: checks)
    cyclesOfClocks = [:]
    portSlots = ports.indices.map { program.layout.slot(of: netlist.node(ofPort: $0)) ?? 0 }
  }
}

extension NativeSimulator {
  /// How a design is run; the results are always the same.
  package struct Options: Sendable {
    package var sizes = Partition.Sizes()
    /// Without, everything is computed in every cycle.
    package var tracksChanges = true
    package var kernel = Kernel.quickest

    package init() {}
  }

  /// The blocks and instructions of the design, and how many instructions were run so far.
  package var activity: (blocks: Int, instructions: Int, run: UInt64) {
    (machine.program.blockCount, machine.program.instructionCount, machine.runInstructions)
  }
}
