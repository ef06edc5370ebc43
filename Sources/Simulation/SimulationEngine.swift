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

  /// What the design did and must not do since this was asked last, as far as the engine watches; the first ones when there
  /// are very many.
  func takeViolations() -> [SimulationViolation]

  /// Sets an input of up to 64 bits; higher bits of `value` than the port has are dropped.
  func writeWord(_ port: Int, _ value: UInt64)

  /// The low 64 bits of a port; unknown bits read as 0.
  func readWord(_ port: Int) -> UInt64

  /// Sets an input of any width; `value` has the width of the port.
  func write(_ port: Int, _ value: Bits)

  /// The value of a port.
  func read(_ port: Int) -> LogicBits

  /// Asserts or releases the reset of the design, whatever its polarity. Does nothing in a design without one.
  func setReset(_ isActive: Bool)

  /// Runs `cycles` clock cycles: settle, active edge, settle.
  func step(_ cycles: Int)

  /// Ends the simulation and completes its waveform file. Later calls do nothing.
  func finish()
}

/// Bits of which some may be unknown: what a four-state simulator answers.
public struct LogicBits: Hashable, Sendable {
  /// The known bits; unknown ones are 0.
  public var value: Bits
  /// A 1 for every bit that is X or Z.
  public var unknown: Bits

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
  public func takeViolations() -> [SimulationViolation] { [] }
}
