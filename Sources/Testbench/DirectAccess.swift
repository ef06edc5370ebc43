import RTL
import Simulation

/// Reading and writing a port in the memory of its engine, where that is possible.
///
/// Handles point at it: a structure of this size would be copied at every use.
@usableFromInline
struct DirectAccess {
  /// One of the sizes, or none.
  @usableFromInline let size: UInt8
  /// The same for an input; none for an output.
  @usableFromInline let inputSize: UInt8
  /// By how much a word is shifted up and down again for the sign of a number.
  @usableFromInline let signShift: UInt8
  /// Its number in the engine; negative for what is no port.
  private let number: Int32
  @usableFromInline let address: UnsafeMutableRawPointer
  @usableFromInline let isStale: UnsafeMutablePointer<Bool>
  /// Added to a number that fits the port it leaves no bit of `excess`.
  @usableFromInline let bias: Int
  @usableFromInline let excess: Int
  /// The bits that the port has.
  @usableFromInline let mask: Int

  private static let none = UInt8.max

  init(_ port: DirectPort?, _ definition: PortDefinition?, number: Int?) {
    self.number = number.map { Int32($0) } ?? -1
    let type = definition?.type ?? .bit
    signShift = type.isSigned && type.width < 64 ? UInt8(64 - type.width) : 0
    // Of 64 bits all numbers fit.
    bias = type.isSigned && type.width < 64 ? 1 << (type.width - 1) : 0
    excess = type.width < 64 ? ~((1 << type.width) &- 1) : 0
    mask = ~excess
    if let port, type.width <= 64 {
      size = port.storage.rawValue
      inputSize = definition?.direction == .input ? size : Self.none
      address = port.address
      isStale = port.isStale
    } else {
      size = Self.none
      inputSize = Self.none
      address = UnsafeMutableRawPointer(Self.nowhere)
      isStale = Self.nowhere
    }
  }

  /// What a port without memory points at; it is never read nor written.
  private nonisolated(unsafe) static let nowhere = UnsafeMutablePointer<Bool>.allocate(capacity: 1)

  /// Its number in the engine; nil for what is no port.
  var port: Int? { number < 0 ? nil : Int(number) }

  // The sizes are asked for one after the other, the most frequent first: a jump through a table takes longer.

  /// The number; nil when the engine has to be asked.
  @inlinable @inline(__always)
  func read() -> Int? {
    let word: Int
    if size == 2 {
      word = Int(address.load(as: UInt32.self))
    } else if size == 0 {
      word = Int(address.load(as: UInt8.self))
    } else if size == 1 {
      word = Int(address.load(as: UInt16.self))
    } else if size == 3 {
      word = address.load(as: Int.self)
    } else {
      return nil
    }
    if isStale.pointee { return nil }
    return (word &<< Int(signShift)) &>> Int(signShift)
  }

  /// Whether the number was written: it fits, and the port is an input in memory.
  @inlinable @inline(__always)
  func write(_ value: Int) -> Bool {
    guard (value &+ bias) & excess == 0 else { return false }
    let word = value & mask
    if inputSize == 0 {
      address.storeBytes(of: UInt8(truncatingIfNeeded: word), as: UInt8.self)
    } else if inputSize == 2 {
      address.storeBytes(of: UInt32(truncatingIfNeeded: word), as: UInt32.self)
    } else if inputSize == 1 {
      address.storeBytes(of: UInt16(truncatingIfNeeded: word), as: UInt16.self)
    } else if inputSize == 3 {
      address.storeBytes(of: word, as: Int.self)
    } else {
      return false
    }
    isStale.pointee = true
    return true
  }
}
