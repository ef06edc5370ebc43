import Bitloom
import Checks
import RTL
import Simulation
import Verilog
import Waveforms

/// A design in a simulator. Ports are members: inputs are assigned, outputs are read.
///
/// ```swift
/// try simulate(MultiplyAccumulate()) { dut in
///   dut.a = 3
///   dut.b = -2
///   dut.step()
///   #expect(dut.sum == -6)
/// }
/// ```
/// A value read is the settled one. `step()` runs one clock cycle. The design is reset for one cycle before the test begins.
/// Numbers have the sign of their port; ports of more than 64 bits are reached with `bits(\.port)`. An output with unknown
/// bits, which only Icarus shows, reads as `Testbench.unknown`.
@dynamicMemberLookup
public final class Testbench<M: Module> {
  /// What an output with unknown bits reads as.
  public static var unknown: Int { .min }

  /// Number of cycles run since the reset.
  public var cycle: Int { access.cycle }
  /// The random numbers of the test: the same in every run with the same `seed`.
  public var random: SeededGenerator
  public let design: Design
  let access: PortAccess
  let internals: InternalAccess
  let map: PortMap<M>
  var observers: [any CycleObserver] = [] {
    didSet { findWhetherWatched() }
  }
  /// What the checks have told; nil when the design has none.
  let log: CheckLog?
  /// What becomes of the waveform; nil when there is none.
  let recording: TraceRecording?
  /// What looks for senders that wait for their receivers, once a stream is watched.
  var handshakeSearch: HandshakeSearch?

  /// What happens in so many cycles is kept before it is looked at.
  static var cyclesBetweenEvents: Int { 256 }

  /// Builds `module` and starts it, reset, in a simulator.
  ///
  /// - Parameters:
  ///   - engine: The simulator.
  ///   - dialect: The Verilog that Verilator and Icarus are given.
  ///   - trace: The waveform file to write; `BITLOOM_TRACE` asks for one where there is none.
  ///   - seed: What `random` is made from, unless `BITLOOM_SEED` says otherwise.
  ///   - internals: The signals and memories within that the test reads and forces, see `signal(_:)`.
  ///   - coverage: Takes what the simulation exercises; the native engine alone can tell.
  ///   - options: How the simulator builds and runs the design.
  /// - Throws: `DesignError` for mistakes in the design; an error of the engine when its tools are missing or fail.
  public convenience init(
    _ module: M, on engine: Engine = .native, domain: ClockDomain = .standard,
    dialect: VerilogDialect = .systemVerilog, trace: Trace? = nil, seed: UInt64? = nil, internals: [String] = [],
    coverage: Coverage? = nil, options: EngineOptions = EngineOptions()
  ) throws {
    let design = try elaborate(module, domain: domain)
    try self.init(
      module, design: design, on: engine, dialect: dialect, trace: trace, seed: seed, internals: internals,
      coverage: coverage, options: options)
  }

  /// Starts a design that `elaborate(module)` has returned.
  public convenience init(
    _ module: M, design: Design, on engine: Engine = .native, dialect: VerilogDialect = .systemVerilog,
    trace: Trace? = nil, seed: UInt64? = nil, internals: [String] = [],
    coverage: Coverage? = nil, options: EngineOptions = EngineOptions()
  ) throws {
    let run = RunDescription(engine: "\(engine) engine", trace: trace, seed: seed)
    let exposure = try InternalExposure(design, internals)
    guard let coverage else {
      let recording = try TraceRecording(run.trace, on: engine, exposure.design)
      let engine = try engine.make(
        exposure.design, dialect: dialect, trace: recording, opening: exposure.memories, options: options)
      self.init(module, design: design, engine: engine, run: run, exposure: exposure, recording: recording)
      return
    }
    let simulator = try engine.makeCovered(exposure.design, trace: run.trace)
    let recording = try TraceRecording(run.trace, on: engine, exposure.design)
    self.init(module, design: design, engine: simulator, run: run, exposure: exposure, recording: recording)
    access.coverage = (simulator, coverage)
  }

  init(
    _ module: M, design: Design, engine: any SimulationEngine, run: RunDescription = RunDescription(),
    exposure: InternalExposure? = nil, recording: TraceRecording? = nil
  ) {
    self.design = design
    self.recording = recording
    map = PortMap(of: module)
    access = PortAccess(engine)
    access.run = run
    access.run.design = design.top.name
    access.run.enumerations = design.top.enumerations
    access.run.hide(exposure?.signals ?? [])
    internals = InternalAccess(access, design, exposure)
    access.history = run.history(of: engine)
    random = SeededGenerator(seed: run.seed)
    log = engine.checks.map { CheckLog($0) }
    findWhetherWatched()
    for port in enablePorts { engine.writeWord(port, 1) }
    reset()
  }

  /// Many cycles run at once where nobody looks at each.
  private func findWhetherWatched() {
    access.pace.pointee.isWatched = !observers.isEmpty || log != nil || access.history != nil
  }

  /// Runs clock cycles.
  public func step(_ cycles: Int = 1) {
    let pace = access.pace
    if pace.pointee.isWatched { return run(cycles, isReset: false) }
    access.step(cycles)
    pace.pointee.cycle += cycles
  }

  /// Runs cycles of the clocks of some domains, whose edges come at once. All other clocks rest.
  ///
  /// - Throws: `TestbenchError` for a domain whose clock the design does not have.
  public func step(_ cycles: Int = 1, clocks: [ClockDomain]) throws {
    run(cycles, isReset: false, clocks: try clockPorts(of: clocks))
  }

  private func run(_ cycles: Int, isReset: Bool, clocks: PortSet = .all) {
    if access.history?.isOver == true {
      access.history = nil
      findWhetherWatched()
    }
    guard !observers.isEmpty || log != nil || access.history != nil else {
      access.engine.step(cycles, clocks: clocks)
      access.cycle += cycles
      return
    }
    var remaining = cycles
    while remaining > 0 {
      for observer in observers { observer.observe(cycle: cycle, isReset: isReset) }
      let count = cyclesAtOnce(remaining)
      if count == 1, !isReset { access.history?.record(cycle: cycle) }
      access.engine.step(count, clocks: clocks)
      collectEvents(waits: false)
      access.cycle += count
      remaining -= count
    }
  }

  /// The number of cycles that nothing has to be looked at in between: of many cycles the last ones alone are recorded.
  private func cyclesAtOnce(_ remaining: Int) -> Int {
    guard observers.isEmpty else { return 1 }
    let atOnce = log == nil ? remaining : min(remaining, Self.cyclesBetweenEvents)
    guard let history = access.history else { return atOnce }
    return max(1, min(atOnce, remaining - history.depth))
  }

  /// Lets observers look at the cycle that is about to run.
  func observe() {
    for observer in observers { observer.observe(cycle: cycle, isReset: false) }
  }

  /// Notes cycles that were run without `step`.
  func advance(_ cycles: Int) {
    if log != nil { collectEvents(waits: false) }
    access.cycle += cycles
  }

  private func clockPorts(of domains: [ClockDomain]) throws -> PortSet {
    let ports = design.top.clockPorts.map(\.name)
    var result: PortSet = []
    for domain in domains {
      guard let index = ports.firstIndex(of: domain.clock) else {
        let names = ports.isEmpty ? "no clock" : "the clocks \(ports.map { "'\($0)'" }.joined(separator: ", "))"
        throw TestbenchError("there is no clock '\(domain.clock)'; '\(design.top.name)' has \(names)")
      }
      result.insert(PortSet(index))
    }
    return result
  }

  /// Holds the reset for `cycles` clock cycles and releases it. The count of cycles starts again.
  ///
  /// With 0 cycles the reset comes and goes between two edges, which only asynchronous resets see.
  public func reset(cycles: Int = 1) {
    access.engine.setReset(true)
    run(cycles, isReset: true)
    access.engine.setReset(false)
    access.cycle = 0
    access.history?.clear()
  }

  /// Asserts or releases the reset of one domain; the others stay as they are.
  ///
  /// - Throws: `TestbenchError` for a domain whose reset the design does not have.
  public func setReset(_ isActive: Bool, of domain: ClockDomain) throws {
    let ports = design.top.resetPorts
    guard let reset = domain.reset, let index = ports.firstIndex(of: reset) else {
      let name = domain.reset?.name ?? "of '\(domain.clock)'"
      throw TestbenchError("there is no reset '\(name)' in '\(design.top.name)'")
    }
    access.engine.setReset(isActive, resets: PortSet(index))
  }

  /// The inputs that the enables of domains are: they follow the ports of the module.
  private var enablePorts: Range<Int> { min(map.ports.count, design.top.ports.count)..<design.top.ports.count }

  /// Sets the enable of a domain, which is 1 at first.
  ///
  /// - Throws: `TestbenchError` for a domain whose enable is no input of the design.
  public func setEnable(_ isActive: Bool, of domain: ClockDomain) throws {
    guard let name = domain.enable, let port = enablePorts.first(where: { design.top.ports[$0].name == name }) else {
      let name = domain.enable ?? "of '\(domain.clock)'"
      throw TestbenchError("there is no enable '\(name)' in '\(design.top.name)'")
    }
    access.engine.writeWord(port, isActive ? 1 : 0)
  }

  /// Runs until `condition` holds.
  ///
  /// - Throws: `TestbenchError` when it does not within `limit` cycles.
  public func step(atMost limit: Int, until condition: () -> Bool) throws {
    for _ in 0..<max(limit, 0) {
      if condition() { return }
      step()
    }
    if !condition() { throw TestbenchError("the condition waited for did not hold within \(limit) cycles") }
  }

  /// Completes the waveform file and ends the simulator.
  ///
  /// - Throws: `TestbenchError` for values that did not fit their ports, for breaches of watched protocols and for what the
  ///   design must not do; the engine's error when it has failed.
  public func finish() throws {
    access.finish()
    collectEvents(waits: true)
    do {
      try checkOutcome()
    } catch {
      finishFailed()
      throw error
    }
    try recording?.complete(access.engine, hasFailed: access.failures.hasFailed)
  }

  private func checkOutcome() throws {
    if let failure = access.engine.failure { throw failure }
    for finisher in access.finishers { finisher() }
    try access.failures.finish()
    if let problems = access.problemText { throw TestbenchError(problems) }
    let violations = takeViolations()
    guard violations.isEmpty else { throw TestbenchError(Self.text(of: violations)) }
  }

  private static var shownViolations: Int { 10 }

  private static func text(of violations: [SimulationViolation]) -> String {
    var lines = violations.prefix(shownViolations).map(\.description)
    let rest = violations.count - shownViolations
    if rest > 0 { lines.append("... and \(rest) more") }
    return lines.joined(separator: "\n")
  }
}

/// Something went wrong in a test bench itself.
public struct TestbenchError: Error, CustomStringConvertible, Sendable {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}

/// Runs `body` on a design in a simulator and completes the simulation.
///
/// - Parameters:
///   - trace: The waveform file to write; `BITLOOM_TRACE` asks for one where there is none.
///   - seed: What `random` of the test bench is made from, unless `BITLOOM_SEED` says otherwise.
///   - internals: The signals and memories within that the test reads and forces, see `Testbench.signal(_:)`.
///   - coverage: Takes what the simulation exercises; the native engine alone can tell.
/// - Throws: What `body` throws; mistakes in the design; failures of the engine; values that did not fit their ports.
@discardableResult
public func simulate<M: Module, Result>(
  _ module: M, on engine: Engine = .native, domain: ClockDomain = .standard, dialect: VerilogDialect = .systemVerilog,
  trace: Trace? = nil, seed: UInt64? = nil, internals: [String] = [], coverage: Coverage? = nil,
  options: EngineOptions = EngineOptions(), _ body: (Testbench<M>) throws -> Result
) throws -> Result {
  let bench = try Testbench(
    module, on: engine, domain: domain, dialect: dialect, trace: trace, seed: seed, internals: internals,
    coverage: coverage, options: options)
  let result: Result
  do {
    result = try body(bench)
  } catch {
    // The waveform of a failed run is what its author wants to see.
    bench.finishFailed()
    bench.access.failures.printKept()
    throw error
  }
  try bench.finish()
  return result
}
