import Bitloom
import Cosimulation
import RTL
import Simulation
import Verilog
import Waveforms

/// Several engines that run one design with the same inputs, their outputs compared in every cycle.
///
/// ```swift
/// try simulate(StreamFifo(payload: .unsigned(8), depth: 4), on: Lockstep()) { dut in
///   for _ in 0..<10_000 {
///     dut.input.valid = Int.random(in: 0...1, using: &random)
///     dut.step()
///   }
/// }
/// ```
/// The test bench reads the outputs of the first member. Before every active edge, and at the end, all outputs of all members
/// are compared; the first difference ends the comparison and is thrown as a `LockstepDifference` when the simulation is
/// completed. Nothing is compared before the first reset has taken effect.
///
/// **Unknown bits**, which Icarus alone shows, are a difference, with two exceptions: the payload of a stream or an AXI
/// channel while its `valid` is 0, and the ports that the test names (`mayBeUnknown`). Their known bits are compared all the same. Where unknown bits come
/// from is told by `unknownOutputs(of:)`.
public struct Lockstep: Sendable {
  /// One of the simulations.
  public struct Member: Hashable, Sendable, CustomStringConvertible {
    public var engine: Engine
    /// The Verilog that the engine is given; without meaning for the native engine.
    public var dialect: VerilogDialect
    /// What the design is synthesised for; nil for the design as it is.
    public var target: SynthesisTarget?

    public init(_ engine: Engine, dialect: VerilogDialect = .systemVerilog) {
      self.engine = engine
      self.dialect = dialect
    }

    /// The netlist that Yosys makes of a design, in Icarus with Yosys' models of the target's cells.
    public static func netlist(for target: SynthesisTarget) -> Member {
      var member = Member(.icarus)
      member.target = target
      return member
    }

    /// `native`, or the engine with its dialect: `icarus (verilog2001)`; `netlist (ice40)`.
    public var description: String {
      if let target { return "netlist (\(target.rawValue))" }
      return engine == .native ? engine.rawValue : "\(engine.rawValue) (\(dialect.rawValue))"
    }
  }

  /// The simulations; the first one is the reference.
  public let members: [Member]
  /// A sentence for each engine that was asked for but is not installed.
  public let skipped: [String]

  /// The engines that are installed, the external ones once for each dialect.
  public init(
    _ engines: [Engine] = Engine.allCases, dialects: [VerilogDialect] = VerilogDialect.allCases
  ) {
    let all = engines.flatMap { engine in
      (engine == .native ? [.systemVerilog] : dialects).map { Member(engine, dialect: $0) }
    }
    self.init(members: all)
  }

  /// These simulations, without those whose engine is not installed.
  public init(members: [Member]) {
    var reasons: [Engine: String] = [:]
    for engine in Set(members.map(\.engine)) { reasons[engine] = engine.reasonToSkip }
    let noYosys = ToolInventory().reasonToSkip(withoutTools: ["yosys"])
    self.members = members.filter { reasons[$0.engine] == nil && ($0.target == nil || noYosys == nil) }
    var skipped = Engine.allCases.compactMap { engine in reasons[engine].map { "\(engine.rawValue) is skipped: \($0)" }
    }
    if let noYosys, members.contains(where: { $0.target != nil }) { skipped.append("netlists are skipped: \(noYosys)") }
    self.skipped = skipped
  }

  /// The design in the native engine beside the netlists that Yosys makes of it for these targets.
  ///
  /// ```swift
  /// try simulate(StreamFork(payload: .unsigned(8), outputs: 2), on: Lockstep(netlistsFor: [.ice40, .ecp5])) { dut in ... }
  /// ```
  public init(netlistsFor targets: [SynthesisTarget]) {
    self.init(members: [Member(.native)] + targets.map { .netlist(for: $0) })
  }

  /// The recording of the first engine, which alone writes a waveform.
  func recording(of trace: Trace?, _ design: Design) throws -> TraceRecording? {
    try members.first.flatMap { try TraceRecording(trace, on: $0.engine, design) }
  }

  func start(
    _ design: Design, mayBeUnknown: Set<Int>, trace: TraceRecording?, opening: [MemoryShape]
  ) throws -> LockstepEngine {
    guard !members.isEmpty else {
      throw TestbenchError((["no engine is left to simulate with"] + skipped).joined(separator: "\n"))
    }
    // Verilator's models for both dialects are compiled in one go; that of a traced one is another one.
    let untraced = members.dropFirst(trace == nil ? 0 : 1).filter { $0.engine == .verilator }
    if untraced.count > 1 {
      try VerilatorEngine.prepare(untraced.map { try Engine.model(design, $0.dialect, opening: opening) })
    }
    let engines = try members.enumerated().map { index, member in
      LockstepEngine.Member(
        name: member.description,
        engine: try member.make(design, trace: index == 0 ? trace : nil, opening: opening))
    }
    return LockstepEngine(engines, design, mayBeUnknown: mayBeUnknown)
  }
}

extension Lockstep.Member {
  func make(_ design: Design, trace: TraceRecording?, opening: [MemoryShape]) throws -> any SimulationEngine {
    guard let target else { return try engine.make(design, dialect: dialect, trace: trace, opening: opening) }
    return try IcarusEngine(CosimulationModel(netlistOf: design, for: target), trace: trace?.enginePath)
  }
}

extension Testbench {
  /// Starts a design that `elaborate(module)` has returned in several engines at once.
  ///
  /// - Parameters:
  ///   - mayBeUnknown: Outputs, or groups of outputs, that may have unknown bits.
  ///   - trace: The waveform file that the first engine writes.
  ///   - internals: The signals and memories within that the test reads and forces, see `signal(_:)`. Their values are
  ///     compared too.
  public convenience init(
    _ module: M, design: Design, on lockstep: Lockstep, mayBeUnknown: [PartialKeyPath<M.IO>] = [],
    trace: Trace? = nil, seed: UInt64? = nil, internals: [String] = []
  ) throws {
    let map = PortMap(of: module)
    let ports = mayBeUnknown.flatMap { path in (map.io[keyPath: path] as? any Bundle).map { map.ports(of: $0) } ?? [] }
    let run = RunDescription(
      engine: "engines \(lockstep.members.map(\.description).joined(separator: ", "))", trace: trace, seed: seed)
    let exposure = try InternalExposure(design, internals)
    let recording = try lockstep.recording(of: run.trace, exposure.design)
    let engine = try lockstep.start(
      exposure.design, mayBeUnknown: Set(ports).union(exposure.signals.map(\.valuePort)), trace: recording,
      opening: exposure.memories)
    self.init(module, design: design, engine: engine, run: run, exposure: exposure, recording: recording)
  }
}

/// Runs `body` on a design in several engines at once and completes the simulation.
///
/// - Parameters:
///   - mayBeUnknown: Outputs, or groups of outputs, that may have unknown bits.
///   - trace: The waveform file that the first engine writes.
///   - internals: The signals and memories within that the test reads and forces, see `Testbench.signal(_:)`.
/// - Throws: The `LockstepDifference` when the engines differ, whatever `body` made of it; else as `simulate` on one engine.
@discardableResult
public func simulate<M: Module, Result>(
  _ module: M, on lockstep: Lockstep, domain: ClockDomain = .standard, mayBeUnknown: [PartialKeyPath<M.IO>] = [],
  trace: Trace? = nil, seed: UInt64? = nil, internals: [String] = [], _ body: (Testbench<M>) throws -> Result
) throws -> Result {
  let design = try elaborate(module, domain: domain)
  let bench = try Testbench(
    module, design: design, on: lockstep, mayBeUnknown: mayBeUnknown, trace: trace, seed: seed, internals: internals)
  let result: Result
  do {
    result = try body(bench)
  } catch {
    bench.finishFailed()
    bench.access.failures.printKept()
    // A difference between the engines is the nearer cause of what the test saw.
    throw bench.access.engine.failure ?? error
  }
  try bench.finish()
  return result
}
