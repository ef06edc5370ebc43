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

extension SimulationEngine {
  public func directPort(_ port: Int) -> DirectPort? { nil }
}
