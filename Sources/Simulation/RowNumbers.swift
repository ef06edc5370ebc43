/// Numbers row after row, a row a cycle, in memory as they were given.
public final class RowNumbers: @unchecked Sendable {
  // Unchecked because of the memory, which nobody writes once it is filled.

  /// Number of numbers in a row.
  public let width: Int
  public let rowCount: Int
  /// The least and the greatest of them, and 0.
  public let range: ClosedRange<Int>
  /// Of a number.
  package let byteCount: Int
  package let isSigned: Bool
  package let memory: UnsafeMutableRawPointer

  /// - Parameter width: Numbers in a row; a last row that is not complete does not count.
  public init<Number: FixedWidthInteger>(_ numbers: [Number], width: Int) {
    self.width = max(width, 1)
    rowCount = numbers.count / self.width
    isSigned = Number.isSigned
    byteCount = min(8, Number.bitWidth / 8)
    memory = .allocate(byteCount: max(1, numbers.count) * byteCount, alignment: 8)
    var (least, greatest) = (Number.zero, Number.zero)
    for number in numbers {
      least = min(least, number)
      greatest = max(greatest, number)
    }
    // A number that is no `Int` fits ports of 64 bits alone, as the `Int` of the same bits does: a negative one.
    range = Int(exactly: greatest).map { Int(clamping: least)...$0 } ?? Int.min...Int.max
    if Number.bitWidth <= 64 {
      numbers.withUnsafeBytes { bytes in
        if let start = bytes.baseAddress { memory.copyMemory(from: start, byteCount: bytes.count) }
      }
    } else {
      for (index, number) in numbers.enumerated() {
        memory.storeBytes(of: Int(truncatingIfNeeded: number), toByteOffset: 8 * index, as: Int.self)
      }
    }
  }

  deinit { memory.deallocate() }

  /// A number of a row; one of 64 bits without a sign as the `Int` of the same bits.
  public func number(row: Int, place: Int) -> Int {
    let address = memory + (row * width + place) * byteCount
    switch (byteCount, isSigned) {
    case (1, true): return Int(address.load(as: Int8.self))
    case (1, false): return Int(address.load(as: UInt8.self))
    case (2, true): return Int(address.load(as: Int16.self))
    case (2, false): return Int(address.load(as: UInt16.self))
    case (4, true): return Int(address.load(as: Int32.self))
    case (4, false): return Int(address.load(as: UInt32.self))
    default: return address.load(as: Int.self)
    }
  }
}
