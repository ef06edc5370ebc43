import Foundation
import RTL
import Simulation

/// A simulation by Icarus Verilog in a process of its own.
///
/// Four-state: bits that have no value yet, or conflicting ones, are unknown. Writes and steps are gathered and sent when a
/// value is read; one answer carries all outputs. A long stimulus that needs no answers on its way runs faster through
/// `replay`.
public final class IcarusEngine: SimulationEngine {
  public let ports: [PortDefinition]
  public private(set) var failure: (any Error)?
  public var isTwoState: Bool { false }

  /// Seconds without a sign of life after which the simulator counts as dead. It gives one every 1024 cycles.
  public var timeOut = 60.0

  private static let sendThreshold = 1 << 16

  private let process: IcarusProcess
  /// What the process reads stays in the cache.
  private let uses: [CacheUse]
  private let sampleWidths: [Int]
  /// For an output, its number among the outputs.
  let outputIndexes: [Int?]
  private(set) var values: [LogicBits]
  private var probeValues: [LogicBits]
  private var areOutputsKnown = false
  private var isRunning = true
  private var commands = IcarusCommands()
  public let checks: CheckTable?
  public let memories: [MemoryShape]
  private let top: String
  /// The number of cycles asked for, and the resets that are active from a cycle on.
  private var cycle = 0
  private var resetHistory: [(cycle: Int, active: PortSet)] = []

  /// Compiles the model, or finds it in the cache, and starts it.
  ///
  /// - Parameters:
  ///   - trace: Where to write a waveform, 10 ns a cycle: FST when the name ends with `.fst`, else VCD. It is complete after `finish`.
  /// - Throws: A `CosimulationError` when a tool is missing, too old or refuses the design.
  public init(
    _ model: CosimulationModel, trace: String? = nil, tools: ToolLocator = .standard, cache: CosimulationCache = .shared
  ) throws(CosimulationError) {
    let (model, images) = try model.readingImages(from: cache)
    let build = BuildIcarusBench(model: model, tools: tools, cache: cache)
    let runner = try build.runner()
    if let trace { try Self.checkWritable(trace) }
    let (program, bench) = try build.build()
    process = try IcarusProcess(runner: runner, program: program, trace: trace)
    uses = [images, bench].compactMap(\.self)
    ports = model.ports
    checks = model.checks
    top = model.top
    memories = model.openMemories
    values = model.ports.map { LogicBits(Bits(zeroOfWidth: $0.type.width)) }
    probeValues = model.probes.map { LogicBits(Bits(zeroOfWidth: $0.width)) }
    sampleWidths = model.sampleWidths
    var outputCount = 0
    outputIndexes = model.ports.map { port in
      guard port.direction == .output else { return nil }
      outputCount += 1
      return outputCount - 1
    }
  }

  /// The process that simulates.
  var processIdentifier: Int32 { process.identifier }

  deinit {
    finish()
  }

  /// Compiles the model without starting it, so that later engines start sooner.
  public static func prepare(
    _ model: CosimulationModel, tools: ToolLocator = .standard, cache: CosimulationCache = .shared
  ) throws(CosimulationError) {
    let (model, images) = try model.readingImages(from: cache)
    try withExtendedLifetime(images) { () throws(CosimulationError) in
      _ = try BuildIcarusBench(model: model, tools: tools, cache: cache).build()
    }
  }

  public func writeWord(_ port: Int, _ value: UInt64) {
    guard ports.indices.contains(port) else { return }
    write(port, Bits(value, width: ports[port].type.width))
  }

  public func readWord(_ port: Int) -> UInt64 { read(port).value.low }

  public func write(_ port: Int, _ value: Bits) {
    guard isRunning, ports.indices.contains(port), ports[port].direction == .input else { return }
    let value = LogicBits(value.resized(to: ports[port].type.width, signed: false))
    guard value != values[port] else { return }
    values[port] = value
    send(.write(port: port, value.value))
  }

  public func read(_ port: Int) -> LogicBits {
    guard ports.indices.contains(port) else { return LogicBits(Bits(zeroOfWidth: 1)) }
    if outputIndexes[port] != nil, !areOutputsKnown { sample() }
    return values[port]
  }

  /// The values of the model's probes.
  public func readProbes() -> [LogicBits] {
    if !areOutputsKnown { sample() }
    return probeValues
  }

  public func setReset(_ isActive: Bool, resets: PortSet) {
    guard isRunning else { return }
    send(.setReset(isActive, resets))
    guard checks != nil else { return }
    let active = resetHistory.last?.active ?? []
    resetHistory.append((cycle, isActive ? active.union(resets) : active.subtracting(resets)))
  }

  public func step(_ cycles: Int, clocks: PortSet) {
    guard isRunning, cycles > 0 else { return }
    send(.step(cycles, clocks))
    cycle += cycles
  }

  public func finish() {
    guard isRunning else { return }
    // What was queued belongs to the waveform, and may tell of an error.
    exchange(expectsAnswer: false)
    guard isRunning else { return }
    isRunning = false
    process.finish(timeOut: timeOut)
    noteErrorLine()
  }

  public func takeEvents(waits: Bool) -> [CheckEvent] {
    guard let checks else { return [] }
    if waits, !areOutputsKnown { sample() }
    // What has come so far may end in the middle of a cycle.
    guard waits || areOutputsKnown else { return [] }
    let events = process.takeReports().compactMap { $0.event(checks, top: top, activeResets: activeResets) }
    // No event of an earlier cycle is to come.
    if let last = resetHistory.last { resetHistory = [(0, last.active)] }
    return events.inOrder()
  }

  private func activeResets(in cycle: Int) -> PortSet {
    resetHistory.last { $0.cycle <= cycle }?.active ?? []
  }

  private func send(_ command: StimulusCommand) {
    areOutputsKnown = false
    commands.append(command)
    if commands.bytes.count > Self.sendThreshold { exchange(expectsAnswer: false) }
  }

  private func sample() {
    guard isRunning else { return }
    commands.append(.sample)
    guard let answer = exchange(expectsAnswer: true) else { return }
    guard let outputs = outputs(of: answer) else { return }
    for (port, output) in outputIndexes.enumerated() {
      if let output { values[port] = outputs[output] }
    }
    probeValues = Array(outputs.suffix(probeValues.count))
    areOutputsKnown = true
  }

  public func writeMemory(_ memory: Int, word: Int, _ value: Bits) {
    guard isRunning else { return }
    areOutputsKnown = false
    commands.appendMemoryWrite(memory, word: word, value)
    if commands.bytes.count > Self.sendThreshold { exchange(expectsAnswer: false) }
  }

  public func readMemory(_ memory: Int, word: Int) -> LogicBits {
    let width = memories[memory].type.width
    let unknown = LogicBits(value: Bits(zeroOfWidth: width), unknown: Bits(onesOfWidth: width))
    guard isRunning else { return unknown }
    commands.appendMemoryRead(memory, word: word)
    guard let answer = exchange(expectsAnswer: true) else { return unknown }
    return IcarusAnswers.values(in: answer, widths: [width])?.first ?? unknown
  }

  /// Sends rows of inputs and takes the answers to them. Nil when the simulation ended before the last one.
  ///
  /// - Parameter inputs: The values of the inputs in the last row.
  func run(
    _ rows: IcarusCommands, cycles: Int, inputs: [Int: Bits]
  ) -> [[LogicBits]]? {
    guard isRunning else { return nil }
    for (port, value) in inputs { values[port] = LogicBits(value) }
    areOutputsKnown = false
    commands.append(rows)
    cycle += cycles
    var samples: [[LogicBits]] = []
    samples.reserveCapacity(cycles)
    for _ in 0..<cycles {
      guard let answer = exchange(expectsAnswer: true) else { return nil }
      guard let outputs = outputs(of: answer) else { return nil }
      samples.append(outputs)
    }
    return samples
  }

  private func outputs(of answer: ArraySlice<UInt8>) -> [LogicBits]? {
    if let outputs = IcarusAnswers.values(in: answer, widths: sampleWidths) { return outputs }
    fail(.simulationEnded, "Icarus gave an answer that cannot be read: '\(String(decoding: answer, as: UTF8.self))'")
    return nil
  }

  @discardableResult
  private func exchange(expectsAnswer: Bool) -> ArraySlice<UInt8>? {
    let answer = process.exchange(commands.bytes, expectsAnswer: expectsAnswer, timeOut: timeOut)
    commands.removeAll()
    noteErrorLine()
    switch answer {
    case .line(let line): return line
    case .sent: break
    case .end(let status):
      fail(.simulationEnded, "the Icarus simulation ended by itself (exit status \(status))")
    case .timeOut:
      fail(.timeOut, "the Icarus simulation gave no sign of life for \(timeOut) seconds")
    }
    return nil
  }

  private func noteErrorLine() {
    guard failure == nil, let line = process.errorLine else { return }
    failure = CosimulationError(.simulationEnded, "the design reported an error under Icarus", toolOutput: [line])
  }

  private func fail(_ reason: CosimulationError.Reason, _ message: String) {
    isRunning = false
    process.finish(timeOut: 1)
    if failure == nil { failure = CosimulationError(reason, message) }
  }

  /// `vvp` itself only prints that it cannot write a waveform, and goes on.
  static func checkWritable(_ path: String) throws(CosimulationError) {
    guard FileManager.default.createFile(atPath: path, contents: nil) else {
      throw CosimulationError(.fileSystem, "cannot write '\(path)'")
    }
  }
}
