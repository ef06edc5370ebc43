import Bitloom
import RTL
import Simulation
import Verilog

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
  public private(set) var cycle: Int {
    get { access.pace.pointee.cycle }
    set { access.pace.pointee.cycle = newValue }
  }
  public let design: Design
  let access: PortAccess
  let map: PortMap<M>
  var observers: [any CycleObserver] = [] {
    didSet { access.pace.pointee.isWatched = !observers.isEmpty || log != nil }
  }
  /// What the checks have told; nil when the design has none.
  let log: CheckLog?

  /// What happens in so many cycles is kept before it is looked at.
  static var cyclesBetweenEvents: Int { 256 }

  /// Builds `module` and starts it, reset, in a simulator.
  ///
  /// - Parameters:
  ///   - engine: The simulator.
  ///   - dialect: The Verilog that Verilator and Icarus are given.
  ///   - trace: Path of a VCD file to write.
  ///   - options: How the simulator builds and runs the design.
  /// - Throws: `DesignError` for mistakes in the design; an error of the engine when its tools are missing or fail.
  public convenience init(
    _ module: M, on engine: Engine = .native, domain: ClockDomain = .standard,
    dialect: VerilogDialect = .systemVerilog, trace: String? = nil, options: EngineOptions = EngineOptions()
  ) throws {
    let design = try elaborate(module, domain: domain)
    try self.init(module, design: design, on: engine, dialect: dialect, trace: trace, options: options)
  }

  /// Starts a design that `elaborate(module)` has returned.
  public convenience init(
    _ module: M, design: Design, on engine: Engine = .native, dialect: VerilogDialect = .systemVerilog,
    trace: String? = nil, options: EngineOptions = EngineOptions()
  ) throws {
    try self.init(
      module, design: design, engine: engine.make(design, dialect: dialect, trace: trace, options: options))
  }

  init(_ module: M, design: Design, engine: any SimulationEngine) {
    self.design = design
    map = PortMap(of: module)
    access = PortAccess(engine)
    log = engine.checks.map { CheckLog($0) }
    access.pace.pointee.isWatched = log != nil
    for port in enablePorts { engine.writeWord(port, 1) }
    reset()
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
    guard !observers.isEmpty || log != nil else {
      access.engine.step(cycles, clocks: clocks)
      cycle += cycles
      return
    }
    let atOnce = observers.isEmpty ? Self.cyclesBetweenEvents : 1
    for start in stride(from: 0, to: cycles, by: atOnce) {
      for observer in observers { observer.observe(cycle: cycle, isReset: isReset) }
      let count = min(atOnce, cycles - start)
      access.engine.step(count, clocks: clocks)
      collectEvents(waits: false)
      cycle += count
    }
  }

  /// Lets observers look at the cycle that is about to run.
  func observe() {
    for observer in observers { observer.observe(cycle: cycle, isReset: false) }
  }

  /// Notes cycles that were run without `step`.
  func advance(_ cycles: Int) {
    if log != nil { collectEvents(waits: false) }
    cycle += cycles
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
    cycle = 0
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
    for _ in 0..<limit {
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
    access.engine.finish()
    collectEvents(waits: true)
    if let failure = access.engine.failure { throw failure }
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
/// - Throws: What `body` throws; mistakes in the design; failures of the engine; values that did not fit their ports.
@discardableResult
public func simulate<M: Module, Result>(
  _ module: M, on engine: Engine = .native, domain: ClockDomain = .standard, dialect: VerilogDialect = .systemVerilog,
  trace: String? = nil, options: EngineOptions = EngineOptions(), _ body: (Testbench<M>) throws -> Result
) throws -> Result {
  let bench = try Testbench(module, on: engine, domain: domain, dialect: dialect, trace: trace, options: options)
  let result: Result
  do {
    result = try body(bench)
  } catch {
    // The waveform of a failed run is what its author wants to see.
    bench.access.engine.finish()
    throw error
  }
  try bench.finish()
  return result
}
