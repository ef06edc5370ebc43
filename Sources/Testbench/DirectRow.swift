import RTL
import Simulation

/// Ports of one type that stand side by side in the memory of their engine.
@usableFromInline
struct DirectRow {
  @usableFromInline let address: UnsafeMutableRawPointer
  @usableFromInline let count: Int
  @usableFromInline let storage: DirectPort.Storage
  @usableFromInline let isStale: UnsafeMutablePointer<Bool>
  @usableFromInline let isInput: Bool
  @usableFromInline let isSigned: Bool
  @usableFromInline let width: Int
  // See `DirectAccess`.
  @usableFromInline let bias: Int
  @usableFromInline let excess: Int
  @usableFromInline let signShift: Int

  /// Nil for ports that are not, and for none.
  init?(_ ports: [(index: Int, definition: PortDefinition)], of engine: any SimulationEngine) {
    guard let (firstIndex, definition) = ports.first, let first = engine.directPort(firstIndex) else { return nil }
    let type = definition.type
    guard type.width <= 64 else { return nil }
    for (offset, port) in ports.enumerated() {
      guard let direct = engine.directPort(port.index), direct.storage == first.storage,
        direct.address == first.address + offset * first.storage.byteCount, direct.isStale == first.isStale,
        port.definition.type == type, port.definition.direction == definition.direction
      else { return nil }
    }
    address = first.address
    count = ports.count
    storage = first.storage
    isStale = first.isStale
    isInput = definition.direction == .input
    isSigned = type.isSigned
    width = type.width
    bias = type.isSigned && type.width < 64 ? 1 << (type.width - 1) : 0
    excess = type.width < 64 ? ~((1 << type.width) &- 1) : 0
    signShift = type.isSigned ? 64 - type.width : 0
  }

  /// Whether the numbers were written: as many as there are ports, all of which fit.
  @inlinable @inline(__always)
  func write<Number: FixedWidthInteger>(_ numbers: UnsafeBufferPointer<Number>) -> Bool {
    guard isInput, numbers.count == count else { return false }
    switch storage {
    case .byte: return write(numbers, as: UInt8.self)
    case .halfWord: return write(numbers, as: UInt16.self)
    case .word: return write(numbers, as: UInt32.self)
    case .doubleWord: return write(numbers, as: UInt64.self)
    }
  }

  @inlinable @inline(__always)
  func write<Number: FixedWidthInteger, Cell: FixedWidthInteger>(
    _ numbers: UnsafeBufferPointer<Number>, as type: Cell.Type
  ) -> Bool {
    let cells = address.assumingMemoryBound(to: Cell.self)
    if Number.isSigned == isSigned, Number.bitWidth == width, Number.bitWidth == Cell.bitWidth {
      // The numbers are what the ports hold.
      guard let start = numbers.baseAddress else { return false }
      address.copyMemory(from: start, byteCount: count &* (Cell.bitWidth / 8))
      isStale.pointee = true
      return true
    }
    guard Number.bitWidth < 64 || Number.isSigned else { return false }
    var found = 0
    for index in 0..<count { found |= (Int(truncatingIfNeeded: numbers[index]) &+ bias) & excess }
    guard found == 0 else { return false }
    let mask = Cell(truncatingIfNeeded: ~excess)
    for index in 0..<count { cells[index] = Cell(truncatingIfNeeded: numbers[index]) & mask }
    isStale.pointee = true
    return true
  }

  /// Whether numbers of a type hold all values of the ports.
  @inlinable @inline(__always)
  func canRead<Number: FixedWidthInteger>(_ type: Number.Type) -> Bool {
    Number.holdsAll(ofWidth: width, isSigned: isSigned)
  }

  /// - Parameter numbers: As many as there are ports.
  @inlinable @inline(__always)
  func read<Number: FixedWidthInteger>(into numbers: UnsafeMutableBufferPointer<Number>) {
    switch storage {
    case .byte: read(into: numbers, as: UInt8.self)
    case .halfWord: read(into: numbers, as: UInt16.self)
    case .word: read(into: numbers, as: UInt32.self)
    case .doubleWord: read(into: numbers, as: UInt64.self)
    }
  }

  @inlinable @inline(__always)
  func read<Number: FixedWidthInteger, Cell: FixedWidthInteger>(
    into numbers: UnsafeMutableBufferPointer<Number>, as type: Cell.Type
  ) {
    let cells = address.assumingMemoryBound(to: Cell.self)
    if Number.bitWidth == Cell.bitWidth, width == Cell.bitWidth {
      guard let start = numbers.baseAddress else { return }
      UnsafeMutableRawPointer(start).copyMemory(from: address, byteCount: count &* (Cell.bitWidth / 8))
      return
    }
    for index in 0..<count {
      let word = Int(truncatingIfNeeded: cells[index])
      numbers[index] = Number(truncatingIfNeeded: (word &<< signShift) &>> signShift)
    }
  }
}

extension DirectPort.Storage {
  var byteCount: Int { 1 << Int(rawValue) }
}
