import RTL
import Simulation

/// Reading and writing a port in the memory of its engine, where that is possible.
///
/// Handles point at it: a structure of this size would be copied at every use.
@usableFromInline
struct DirectAccess {
  /// One of the sizes, or none.
  @usableFromInline let size: UInt8
  @usableFromInline let isInput: Bool
  /// By how much a word is shifted up and down again for the sign of a number.
  @usableFromInline let signShift: UInt8
  @usableFromInline let address: UnsafeMutableRawPointer
  @usableFromInline let isStale: UnsafeMutablePointer<Bool>
  /// Added to a number that fits the port it leaves no bit of `excess`.
  @usableFromInline let bias: Int
  @usableFromInline let excess: Int

  private static let none = UInt8.max

  init(_ port: DirectPort?, _ definition: PortDefinition?) {
    let type = definition?.type ?? .bit
    isInput = definition?.direction == .input
    signShift = type.isSigned && type.width < 64 ? UInt8(64 - type.width) : 0
    // Of 64 bits all numbers fit.
    bias = type.isSigned && type.width < 64 ? 1 << (type.width - 1) : 0
    excess = type.width < 64 ? ~((1 << type.width) &- 1) : 0
    if let port, type.width <= 64 {
      size = port.storage.rawValue
      address = port.address
      isStale = port.isStale
    } else {
      size = Self.none
      address = UnsafeMutableRawPointer(Self.nowhere)
      isStale = Self.nowhere
    }
  }

  /// What a port without memory points at; it is never read nor written.
  private nonisolated(unsafe) static let nowhere = UnsafeMutablePointer<Bool>.allocate(capacity: 1)

  /// The number; nil when the engine has to be asked.
  @inlinable @inline(__always)
  func read() -> Int? {
    let word: Int
    switch size {
    case 0: word = Int(address.load(as: UInt8.self))
    case 1: word = Int(address.load(as: UInt16.self))
    case 2: word = Int(address.load(as: UInt32.self))
    case 3: word = address.load(as: Int.self)
    default: return nil
    }
    if isStale.pointee { return nil }
    return (word &<< Int(signShift)) &>> Int(signShift)
  }

  /// Whether the number was written: it fits, and the port is an input in memory.
  @inlinable @inline(__always)
  func write(_ value: Int) -> Bool {
    guard isInput, (value &+ bias) & excess == 0 else { return false }
    let word = value & ~excess
    switch size {
    case 0: address.storeBytes(of: UInt8(truncatingIfNeeded: word), as: UInt8.self)
    case 1: address.storeBytes(of: UInt16(truncatingIfNeeded: word), as: UInt16.self)
    case 2: address.storeBytes(of: UInt32(truncatingIfNeeded: word), as: UInt32.self)
    case 3: address.storeBytes(of: word, as: Int.self)
    default: return false
    }
    isStale.pointee = true
    return true
  }
}
