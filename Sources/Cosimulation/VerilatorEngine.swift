import RTL
import Simulation

/// A simulation by Verilator: the Verilog compiled to machine code and loaded into the process.
///
/// Two-state: bits without a value are 0. Ports are read and written in the model's own memory, and the clock runs in compiled
/// code, so a cycle costs little more than in a C++ test bench. Any number of engines can run in one process, each on one
/// thread at a time.
public final class VerilatorEngine: SimulationEngine {
  public let ports: [PortDefinition]
  public private(set) var failure: (any Error)?

  /// Cores differ; more threads than this serve no model.
  private static let mostThreads = 64

  let library: VerilatorLibrary
  /// What the simulation was made of stays in the cache.
  private let uses: [CacheUse]
  let simulation: VerilatorLibrary.Simulation
  let slots: UnsafeMutablePointer<VerilatorPort>
  private let portCount: UInt
  public let checks: CheckTable?
  public let memories: [MemoryShape]
  private let openMemories: [VerilatorMemory?]
  private let top: String
  private var activeResets: PortSet = []
  private var events: [CheckEvent] = []
  // Behind a pointer because the accesses of a class's own variables are checked for exclusivity, which costs more than they do.
  let flags: UnsafeMutablePointer<Flags>

  struct Flags {
    // The first one: handles of ports know its address.
    /// An input was written since the model settled. False once the engine stopped.
    var isDirty = true
    /// Neither finished nor failed.
    var isRunning = true
    /// The number of ports that can be written; 0 once the engine stopped.
    var writableCount: UInt
  }

  /// Builds the model, or finds it in the cache, and makes an instance of it.
  ///
  /// - Parameters:
  ///   - trace: Where to write a waveform, 10 ns a cycle: FST when the name ends with `.fst`, else VCD.
  ///   - optimisation: Whether the model is to run fast or to be built fast.
  ///   - threads: Number of threads that a cycle is computed by. It pays for designs of some hundred thousand gates; a smaller
  ///     one becomes slower.
  /// - Throws: A `CosimulationError` when a tool is missing, too old or refuses the design.
  public init(
    _ model: CosimulationModel, trace: String? = nil, optimisation: ModelOptimisation = .forRunning, threads: Int = 1,
    tools: ToolLocator = .standard, cache: CosimulationCache = .shared
  ) throws(CosimulationError) {
    let (model, images) = try model.readingImages(from: cache)
    let (library, use) = try VerilatorLibrary.load(
      BuildVerilatorModel(
        model: model, trace: trace != nil, tools: tools, cache: cache, optimisation: optimisation,
        threads: max(1, min(threads, Self.mostThreads)), writesFST: trace?.lowercased().hasSuffix(".fst") == true))
    let count = model.ports.count
    let addresses = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: count + 1)
    addresses.initialize(repeating: nil, count: count + 1)
    defer { addresses.deallocate() }
    guard let simulation = library.create(addresses) else {
      throw CosimulationError(.simulationEnded, "the model of '\(model.top)' could not be started")
    }
    if let trace, let message = trace.withCString({ library.trace(simulation, $0) }) {
      let text = String(cString: message)
      library.delete(simulation)
      throw CosimulationError(.fileSystem, text)
    }
    self.library = library
    uses = [images, use].compactMap(\.self)
    self.simulation = simulation
    ports = model.ports
    checks = model.checks
    memories = model.openMemories
    openMemories = memories.map { VerilatorMemory($0, top: model.top, library, simulation) }
    top = model.top
    portCount = UInt(count)
    slots = .allocate(capacity: count + 1)
    for (index, port) in model.ports.enumerated() {
      (slots + index).initialize(to: VerilatorPort(address: addresses[index] ?? simulation, definition: port))
    }
    flags = .allocate(capacity: 1)
    flags.initialize(to: Flags(writableCount: UInt(count)))
    // The first settling takes the levels the clock and an asynchronous reset rest at for known; a step must not be the first.
    settle()
    if let lost = zip(memories, openMemories).first(where: { $0.1 == nil }) {
      failure = CosimulationError(.portMismatch, "the model of '\(model.top)' has no memory '\(lost.0.path)'")
    }
  }

  deinit {
    finish()
    library.delete(simulation)
    slots.deallocate()
    flags.deallocate()
  }

  /// Builds the model without making an instance of it, so that later engines start at once.
  public static func prepare(
    _ model: CosimulationModel, trace: Bool = false, optimisation: ModelOptimisation = .forRunning, threads: Int = 1,
    tools: ToolLocator = .standard, cache: CosimulationCache = .shared
  ) throws(CosimulationError) {
    try prepare([model], trace: trace, optimisation: optimisation, threads: threads, tools: tools, cache: cache)
  }

  /// Builds models together, those that are not built yet, so that later engines start at once.
  ///
  /// Twenty small models take a third of the processor time that they take one after the other. A model of a joint build is the
  /// same as one built alone, and what is in the cache is not built again.
  ///
  /// - Throws: The first `CosimulationError`; the models that can be built are built all the same.
  public static func prepare(
    _ models: [CosimulationModel], trace: Bool = false, optimisation: ModelOptimisation = .forRunning,
    threads: Int = 1, tools: ToolLocator = .standard, cache: CosimulationCache = .shared
  ) throws(CosimulationError) {
    var uses: [CacheUse?] = []
    var builds: [BuildVerilatorModel] = []
    for model in models {
      let (model, images) = try model.readingImages(from: cache)
      uses.append(images)
      builds.append(
        BuildVerilatorModel(
          model: model, trace: trace, tools: tools, cache: cache, optimisation: optimisation,
          threads: max(1, min(threads, mostThreads))))
    }
    defer { withExtendedLifetime(uses) {} }
    try BuildVerilatorModels(builds: builds).build()
  }

  public func writeWord(_ port: Int, _ value: UInt64) {
    guard UInt(bitPattern: port) < flags.pointee.writableCount else { return }
    slots[port].writeWord(value)
    flags.pointee.isDirty = true
  }

  public func readWord(_ port: Int) -> UInt64 {
    guard UInt(bitPattern: port) < portCount else { return 0 }
    settle()
    return slots[port].readWord()
  }

  public func write(_ port: Int, _ value: Bits) {
    guard UInt(bitPattern: port) < flags.pointee.writableCount else { return }
    slots[port].write(value)
    flags.pointee.isDirty = true
  }

  public func read(_ port: Int) -> LogicBits {
    guard UInt(bitPattern: port) < portCount else { return LogicBits(Bits(zeroOfWidth: 1)) }
    settle()
    return LogicBits(slots[port].read())
  }

  public func directPort(_ port: Int) -> DirectPort? {
    guard UInt(bitPattern: port) < portCount else { return nil }
    return slots[port].direct(isStale: UnsafeMutableRawPointer(flags).assumingMemoryBound(to: Bool.self))
  }

  public var directClock: DirectClock? {
    let address = UnsafeMutableRawPointer(flags)
    let isRunning = address + (MemoryLayout<Flags>.offset(of: \.isRunning) ?? 0)
    return DirectClock(
      function: library.step, simulation: simulation, isStale: address.assumingMemoryBound(to: Bool.self),
      isRunning: isRunning.assumingMemoryBound(to: Bool.self))
  }

  public func directClockEnded(_ message: UnsafePointer<CChar>) { fail(message) }

  public func setReset(_ isActive: Bool, resets: PortSet) {
    guard flags.pointee.isRunning else { return }
    flags.pointee.isDirty = false
    // What was reported so far belongs to the resets as they were.
    if checks != nil { receiveReports() }
    if isActive { activeResets.formUnion(resets) } else { activeResets.subtract(resets) }
    if let message = library.reset(simulation, isActive ? 1 : 0, resets.rawValue) { fail(message) }
  }

  public func step(_ cycles: Int, clocks: PortSet) {
    guard cycles > 0, flags.pointee.isRunning else { return }
    flags.pointee.isDirty = false
    if let message = library.step(simulation, UInt64(cycles), clocks.rawValue) { fail(message) }
  }

  public func takeEvents(waits: Bool) -> [CheckEvent] {
    receiveReports()
    defer { events = [] }
    return events.inOrder()
  }

  private func receiveReports() {
    guard let checks else { return }
    var length: UInt64 = 0
    guard let text = library.reports(simulation, &length), length > 0 else { return }
    let bytes = UnsafeRawBufferPointer(start: text, count: Int(length))
    for line in Array(bytes).split(separator: UInt8(ascii: "\n")) {
      let report = CheckReport(line)
      if let event = report?.event(checks, top: top, activeResets: { _ in activeResets }) { events.append(event) }
    }
  }

  public func readMemory(_ memory: Int, word: Int) -> LogicBits {
    settle()
    return LogicBits(openMemories[memory]?[word] ?? Bits(zeroOfWidth: memories[memory].type.width))
  }

  public func writeMemory(_ memory: Int, word: Int, _ value: Bits) {
    guard flags.pointee.isRunning else { return }
    settle()
    openMemories[memory]?[word] = value
    flags.pointee.isDirty = true
  }

  /// Writes what was recorded so far into the waveform file.
  public func flushTrace() {
    guard flags.pointee.isRunning else { return }
    _ = library.flush(simulation)
  }

  public func finish() {
    guard flags.pointee.isRunning else { return }
    stop()
    if let message = library.finish(simulation, 0) { fail(message) }
  }

  @inline(__always)
  private func settle() {
    if flags.pointee.isDirty { settleNow() }
  }

  @inline(never)
  private func settleNow() {
    flags.pointee.isDirty = false
    // A handle may have written after the end.
    guard flags.pointee.isRunning else { return }
    if let message = library.settle(simulation) { fail(message) }
  }

  /// Ends a simulation whose model cannot go on. Its waveform is kept up to there.
  @inline(never)
  func fail(_ message: VerilatorLibrary.Message) {
    failure = CosimulationError(.simulationEnded, "Verilator ended the simulation: \(String(cString: message))")
    stop()
    _ = library.finish(simulation, 1)
  }

  private func stop() {
    flags.pointee = Flags(isDirty: false, isRunning: false, writableCount: 0)
  }
}
