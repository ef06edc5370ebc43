import Bitloom
import Cosimulation
import Netlist
import RTL
import Simulation
import Verilog

/// Icarus, with all registers watched: whenever an output has unknown bits, they are traced to where they began.
///
/// A register that becomes unknown after the reset gets the origins of what it took; so the report names the register that
/// was never reset, not the last one of a chain.
final class UnknownSearch: SimulationEngine {
  private struct Snapshot {
    var inputs: [LogicBits]
    var registers: [LogicBits]
  }

  let ports: [PortDefinition]
  private(set) var found: [UnknownOutput] = []
  private let engine: IcarusEngine
  private let netlist: Netlist
  private let findsHidden: Bool
  private var unreported: [Int]
  private var unreportedRegisters: [Int]
  private var previous: Snapshot?
  /// For each register that is unknown, where that began.
  private var origins: [Int: UnknownTrace.Sources] = [:]
  private var ways: UnknownWays
  private var cycle = 0
  private var resetCount = 0
  private var isResetActive = false
  private var isFinished = false

  init(_ design: Design, dialect: VerilogDialect, mayBeUnknown: Set<Int>, findsHidden: Bool) throws {
    let netlist = try Netlist(design.withBlackBoxOutputsAsRegisters)
    var model = try CosimulationModel(design, dialect: dialect)
    model.probes = netlist.registers.map { register in
      CosimulationModel.Probe(
        path: Self.path(of: register.signal, in: register.scope, netlist),
        width: netlist.module(ofScope: register.scope).signals[register.signal].type.width)
    }
    self.netlist = netlist
    ways = UnknownWays(netlist)
    self.findsHidden = findsHidden
    unreportedRegisters = Array(netlist.registers.indices)
    engine = try IcarusEngine(model)
    ports = design.top.ports
    unreported = ports.indices.filter { design.top.ports[$0].direction == .output && !mayBeUnknown.contains($0) }
  }

  var isTwoState: Bool { false }
  var failure: (any Error)? { engine.failure }

  func writeWord(_ port: Int, _ value: UInt64) { engine.writeWord(port, value) }
  func readWord(_ port: Int) -> UInt64 { engine.readWord(port) }
  func write(_ port: Int, _ value: Bits) { engine.write(port, value) }
  func read(_ port: Int) -> LogicBits { engine.read(port) }

  func setReset(_ isActive: Bool, resets: PortSet) {
    engine.setReset(isActive, resets: resets)
    isResetActive = isActive
    previous = nil
    cycle = 0
    if isActive { resetCount += 1 }
  }

  func step(_ cycles: Int, clocks: PortSet) {
    for _ in 0..<max(cycles, 0) {
      if !isResetActive { observe() }
      engine.step(1, clocks: clocks)
      cycle += 1
    }
  }

  func finish() {
    guard !isFinished else { return }
    isFinished = true
    observe()
    engine.finish()
  }

  private func observe() {
    let registers = engine.readProbes()
    let snapshot = Snapshot(inputs: ports.indices.map { engine.read($0) }, registers: registers)
    if findsHidden { findHiddenRegisters(snapshot) }
    followRegisters(snapshot)
    previous = snapshot
    let unknown = unreported.filter { !snapshot.inputs[$0].isKnown }
    guard !unknown.isEmpty || (findsHidden && !origins.isEmpty) else { return }
    let trace = UnknownTrace(netlist, inputs: snapshot.inputs, registers: registers)
    for port in unreported {
      let sources = trace.sources(of: netlist.node(ofPort: port))
      let isHidden = snapshot.inputs[port].isKnown
      // A known value that a memory alone would make unknown: the trace does not know what is in memories.
      if isHidden, sources.registers.isEmpty || !findsHidden { continue }
      report(
        isHidden ? .hiddenOutput : .output, ports[port].path, origins(sources),
        ways.ways(to: netlist.node(ofPort: port), trace, sources))
      unreported.removeAll { $0 == port }
    }
  }

  /// Registers that took a known value although by the rules of unknown bits it is not.
  private func findHiddenRegisters(_ snapshot: Snapshot) {
    guard let previous, previous.registers.contains(where: { !$0.isKnown }) else { return }
    let trace = UnknownTrace(netlist, inputs: previous.inputs, registers: previous.registers)
    for register in unreportedRegisters where snapshot.registers[register].isKnown {
      let sources = trace.sources(of: netlist.registers[register].next)
      guard !sources.registers.isEmpty else { continue }
      let signal = netlist.registers[register]
      let path = Self.path(of: signal.signal, in: signal.scope, netlist).joined(separator: ".")
      report(
        .hiddenRegister, path, origins(sources), ways.ways(to: netlist.registers[register].next, trace, sources))
      unreportedRegisters.removeAll { $0 == register }
    }
  }

  private func report(
    _ kind: UnknownOutput.Kind, _ name: String, _ sources: UnknownTrace.Sources, _ ways: UnknownWays.Ways
  ) {
    found.append(
      UnknownOutput(kind: kind, name: name, cycle: cycle, reset: resetCount, sources: describe(sources, ways)))
  }

  /// Notes for each register that has just become unknown where that comes from.
  private func followRegisters(_ snapshot: Snapshot) {
    let unknown = snapshot.registers.indices.filter { !snapshot.registers[$0].isKnown }
    let new = unknown.filter { previous?.registers[$0].isKnown ?? true }
    var latest = origins.filter { !snapshot.registers[$0.key].isKnown }
    let trace = new.isEmpty ? nil : previous.map { UnknownTrace(netlist, inputs: $0.inputs, registers: $0.registers) }
    var newWays: [Int: UnknownWays.Ways] = [:]
    for register in new {
      let next = netlist.registers[register].next
      let direct = trace?.sources(of: next) ?? .init()
      let sources = origins(direct)
      if let trace, !sources.isEmpty {
        newWays[register] = ways.ways(to: next, trace, direct)
        latest[register] = sources
      } else {
        // Nothing that it took was unknown: here it began.
        newWays[register] = [:]
        latest[register] = .init(registers: [register])
      }
    }
    origins = latest
    ways.keep(Set(unknown))
    for (register, way) in newWays { ways.set(way, of: register) }
  }

  private func origins(_ sources: UnknownTrace.Sources) -> UnknownTrace.Sources {
    var result = UnknownTrace.Sources(memories: sources.memories)
    for register in sources.registers {
      let origin = origins[register] ?? .init(registers: [register])
      result.registers.formUnion(origin.registers)
      result.memories.formUnion(origin.memories)
    }
    return result
  }

  private func describe(_ sources: UnknownTrace.Sources, _ ways: UnknownWays.Ways) -> [UnknownOutput.Source] {
    let registers = sources.registers.sorted().map { index in
      let register = netlist.registers[index]
      let path = Self.path(of: register.signal, in: register.scope, netlist).joined(separator: ".")
      let module = netlist.module(ofScope: register.scope)
      let place = module.signals[register.signal].place
      return UnknownOutput.Source(
        kind: module.blackBox == nil ? .register : .blackBox, path: path, place: place.source,
        through: ways[.register(index)] ?? [])
    }
    let memories = sources.memories.sorted().map { index in
      let memory = netlist.memories[index]
      let definition = netlist.module(ofScope: memory.scope).memories[memory.memory]
      let path = netlist.path(ofScope: memory.scope).split(separator: ".").dropFirst().map(String.init)
      return UnknownOutput.Source(
        kind: .memory, path: (path + [definition.name]).joined(separator: "."), place: definition.place.source,
        through: ways[.memory(index)] ?? [])
    }
    return registers + memories
  }

  private static func path(of signal: SignalID, in scope: Int, _ netlist: Netlist) -> [String] {
    let instances = netlist.path(ofScope: scope).split(separator: ".").dropFirst().map(String.init)
    return instances + [netlist.module(ofScope: scope).signals[signal].name]
  }
}

extension Place {
  fileprivate var source: SourceLocation? {
    if case .source(let source) = self { source } else { nil }
  }
}

/// Runs `body` on a design in Icarus and tells which outputs had unknown bits after a reset, each once, with the registers and
/// memories that the bits come from.
///
/// ```swift
/// let leaks = try unknownOutputs(of: MultiplyAccumulate()) { dut in
///   dut.a = 3
///   dut.step(10)
/// }
/// #expect(leaks.isEmpty)
/// ```
/// - Parameters:
///   - mayBeUnknown: Outputs, or groups of outputs, that may have unknown bits, such as the payload of a stream.
///   - findsHidden: Also tells outputs and registers that are known in Verilog alone: an `if` takes an unknown condition for
///     0, where hardware takes either side.
/// - Throws: What `body` throws; mistakes in the design; failures of Icarus; values that did not fit their ports.
public func unknownOutputs<M: Module>(
  of module: M, domain: ClockDomain = .standard, dialect: VerilogDialect = .systemVerilog,
  mayBeUnknown: [PartialKeyPath<M.IO>] = [], findsHidden: Bool = false, _ body: (Testbench<M>) throws -> Void
) throws -> [UnknownOutput] {
  try unknownOutputs(
    of: module, design: elaborate(module, domain: domain), dialect: dialect, mayBeUnknown: mayBeUnknown,
    findsHidden: findsHidden, body)
}

/// The same for a design that `elaborate(module)` has returned.
public func unknownOutputs<M: Module>(
  of module: M, design: Design, dialect: VerilogDialect = .systemVerilog, mayBeUnknown: [PartialKeyPath<M.IO>] = [],
  findsHidden: Bool = false, _ body: (Testbench<M>) throws -> Void
) throws -> [UnknownOutput] {
  let map = PortMap(of: module)
  let ports = mayBeUnknown.flatMap { path in (map.io[keyPath: path] as? any Bundle).map { map.ports(of: $0) } ?? [] }
  let search = try UnknownSearch(design, dialect: dialect, mayBeUnknown: Set(ports), findsHidden: findsHidden)
  let bench = Testbench(module, design: design, engine: search)
  do {
    try body(bench)
  } catch {
    search.finish()
    throw error
  }
  try bench.finish()
  return search.found
}
