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

  /// - Parameter isRunning: Whether cycles can be run.
  public init(
    function: Function, simulation: UnsafeMutableRawPointer, isStale: UnsafeMutablePointer<Bool>,
    isRunning: UnsafeMutablePointer<Bool>
  ) {
    self.function = function
    self.simulation = simulation
    self.isStale = isStale
    self.isRunning = isRunning
  }

  /// Whether the engine can run cycles so.
  @inlinable @inline(__always)
  public var canStep: Bool { isRunning.pointee }

  /// Runs cycles of all clocks. Returns the message of a simulation that ended, which the engine has to be told.
  @inlinable @inline(__always)
  public func step(_ cycles: Int) -> UnsafePointer<CChar>? {
    isStale.pointee = false
    return function(simulation, UInt64(cycles), .max)
  }
}

extension SimulationEngine {
  public var directClock: DirectClock? { nil }
  public func directClockEnded(_ message: UnsafePointer<CChar>) {}
  public func directPort(_ port: Int) -> DirectPort? { nil }
}
