import RTL

/// A port of up to 64 bits in the memory of an engine: reading it is a load, writing it a store.
///
/// Valid as long as the engine is. While `isStale` holds, values have to be asked from the engine, which settles first.
public struct DirectPort {
  /// How many bytes the port takes.
  public enum Storage: UInt8, Sendable {
    case byte, halfWord, word, doubleWord
  }

  public let address: UnsafeMutableRawPointer
  public let storage: Storage
  /// Whoever writes an input sets it.
  public let isStale: UnsafeMutablePointer<Bool>

  public init(address: UnsafeMutableRawPointer, storage: Storage, isStale: UnsafeMutablePointer<Bool>) {
    self.address = address
    self.storage = storage
    self.isStale = isStale
  }
}

/// The compiled function that runs cycles of an engine. Valid as long as the engine is.
public struct DirectClock {
  public typealias Function =
    @convention(c) (_ simulation: UnsafeMutableRawPointer, _ cycles: UInt64, _ clocks: UInt64) -> UnsafePointer<CChar>?

  @usableFromInline let function: Function
  @usableFromInline let simulation: UnsafeMutableRawPointer
  @usableFromInline let isStale: UnsafeMutablePointer<Bool>
  @usableFromInline let isRunning: UnsafeMutablePointer<Bool>
  @usableFromInline let fail: (UnsafePointer<CChar>) -> Void

  /// - Parameters:
  ///   - isRunning: Whether cycles can be run.
  ///   - fail: What the engine does with the message of a simulation that ended.
  public init(
    function: Function, simulation: UnsafeMutableRawPointer, isStale: UnsafeMutablePointer<Bool>,
    isRunning: UnsafeMutablePointer<Bool>, fail: @escaping (UnsafePointer<CChar>) -> Void
  ) {
    self.function = function
    self.simulation = simulation
    self.isStale = isStale
    self.isRunning = isRunning
    self.fail = fail
  }

  /// Runs cycles of all clocks; false when the simulation has ended before.
  @inlinable @inline(__always)
  public func step(_ cycles: Int) -> Bool {
    guard isRunning.pointee else { return false }
    isStale.pointee = false
    if let message = function(simulation, UInt64(cycles), .max) { fail(message) }
    return true
  }
}

extension SimulationEngine {
  public var directClock: DirectClock? { nil }
  public func directPort(_ port: Int) -> DirectPort? { nil }
}
