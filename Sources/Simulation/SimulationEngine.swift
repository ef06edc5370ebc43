import RTL

/// What runs a design cycle by cycle: the native simulator, Verilator or Icarus.
///
/// Ports are numbered as in the top module. Inputs that were never written are 0. A value read is the settled one: it follows
/// from the inputs as they are now and from the registers after the last step.
public protocol SimulationEngine: AnyObject {
  /// The data ports of the top module.
  var ports: [PortDefinition] { get }

  /// Whether no bit is ever unknown.
  var isTwoState: Bool { get }

  /// What went wrong in the engine itself, such as a simulator process that died. Nil while all is well.
  var failure: (any Error)? { get }

  /// The checks of the design; nil when there are none, or when the engine does not look at them.
  var checks: CheckTable? { get }

  /// What the checks have told since this was asked last, in order. The first ones when there are very many.
  ///
  /// - Parameter waits: Whether a simulator in another process is waited for. Without, it may tell some cycles' events later.
  func takeEvents(waits: Bool) -> [CheckEvent]

  /// Sets an input of up to 64 bits; higher bits of `value` than the port has are dropped.
  func writeWord(_ port: Int, _ value: UInt64)

  /// The low 64 bits of a port; unknown bits read as 0.
  func readWord(_ port: Int) -> UInt64

  /// Sets an input of any width; `value` has the width of the port.
  func write(_ port: Int, _ value: Bits)

  /// The value of a port.
  func read(_ port: Int) -> LogicBits

  /// Asserts or releases the resets of a set, whatever their polarities. Its members are the numbers of the top module's reset
  /// ports; numbers of none do nothing.
  func setReset(_ isActive: Bool, resets: PortSet)

  /// Runs `cycles` cycles of the clocks of a set: settle, active edges, settle. Its members are the numbers of the top module's
  /// clock ports. The edges of all of them come at once; the other clocks rest.
  func step(_ cycles: Int, clocks: PortSet)

  /// The memories that can be reached from outside, by the numbers that `readMemory` and `writeMemory` take.
  var memories: [MemoryShape] { get }

  /// A word of a memory as it is between two edges. `word` exists.
  func readMemory(_ memory: Int, word: Int) -> LogicBits

  /// Sets a word of a memory at once, without an edge. `word` exists, and `value` has the width of the memory.
  func writeMemory(_ memory: Int, word: Int, _ value: Bits)

  /// Runs a cycle for each value of the stimulus from `cycles.lowerBound` on: sets the inputs, runs the clocks, samples the
  /// outputs. Returns what was sampled, for each output of the stimulus.
  ///
  /// Ports exist and values are as many as the stimulus says: who calls it has checked.
  func run(_ stimulus: BulkStimulus, cycles: Range<Int>) -> [BulkSamples]

  /// The same, but puts what was sampled into memory for a number of each output in each cycle. The type of the numbers holds
  /// all values of the outputs; unknown bits become what `LogicBits.number` says.
  func run(_ stimulus: BulkStimulus, cycles: Range<Int>, into rows: SampledRows)

  /// The port in the engine's memory; nil when it is not kept there, or has more than 64 bits.
  func directPort(_ port: Int) -> DirectPort?

  /// What runs cycles of all clocks together without a call of the engine; nil when there is no such function.
  var directClock: DirectClock? { get }

  /// Takes note of the message with which a call of `directClock` has ended the simulation.
  func directClockEnded(_ message: UnsafePointer<CChar>)

  /// Ends the simulation and completes its waveform file. Later calls do nothing.
  func finish()

  /// Writes the waveform of the last cycles where a trace keeps them until they are asked for; else does nothing. An engine
  /// whose waveforms another program writes does so when the simulation has ended.
  func writeTrace() throws
}

extension SimulationEngine {
  /// Asserts or releases all resets of the design. Does nothing in a design without one.
  public func setReset(_ isActive: Bool) { setReset(isActive, resets: .all) }

  /// Runs `cycles` cycles of all clocks together.
  public func step(_ cycles: Int) { step(cycles, clocks: .all) }
}

/// A set of numbers of clock ports, or of reset ports, from 0 to 63.
public struct PortSet: OptionSet, Hashable, Sendable {
  public var rawValue: UInt64

  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The set of a single number.
  public init(_ number: Int) { self.init(rawValue: number < 64 ? 1 << UInt64(number) : 0) }

  public static let all = PortSet(rawValue: .max)

  /// All numbers below `count`.
  public init(count: Int) { self.init(rawValue: count >= 64 ? .max : (1 << UInt64(count)) - 1) }
}

/// Bits of which some may be unknown: what a four-state simulator answers.
public struct LogicBits: Hashable, Sendable {
  /// The known bits; unknown ones are 0.
  public var value: Bits
  /// A 1 for every bit that is X or Z.
  public var unknown: Bits

  /// As a number of a type; the least one for unknown bits and for those that are no `Int`.
  package func number(_ type: SignalType) -> Int {
    guard isKnown else { return .min }
    return type.width <= 64 ? type.number(value.low) : value.int(signed: type.isSigned) ?? .min
  }

  public init(value: Bits, unknown: Bits) {
    self.value = value & ~unknown
    self.unknown = unknown
  }

  public init(_ value: Bits) {
    self.value = value
    unknown = Bits(zeroOfWidth: value.width)
  }

  public var isKnown: Bool { unknown.isZero }
}

extension SimulationEngine {
  public var isTwoState: Bool { true }
  public var checks: CheckTable? { nil }
  public func takeEvents(waits: Bool) -> [CheckEvent] { [] }
  public var memories: [MemoryShape] { [] }
  public func readMemory(_ memory: Int, word: Int) -> LogicBits { LogicBits(Bits(zeroOfWidth: 1)) }
  public func writeMemory(_ memory: Int, word: Int, _ value: Bits) {}
  public func writeTrace() throws {}

  /// What the design did and must not do since events were asked for last.
  public func takeViolations() -> [SimulationViolation] { takeEvents(waits: true).compactMap(\.violation) }
}
