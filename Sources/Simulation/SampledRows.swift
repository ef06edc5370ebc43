/// Memory for what a bulk run samples: numbers row after row, a row a cycle.
public struct SampledRows {
  /// Numbers in a row.
  public let width: Int
  /// Of a number.
  package let byteCount: Int
  package let isSigned: Bool
  package let memory: UnsafeMutableRawPointer

  /// Nil where there is no memory, and for numbers of more than 64 bits.
  public init?<Number: FixedWidthInteger>(_ numbers: UnsafeMutableBufferPointer<Number>, width: Int) {
    guard let start = numbers.baseAddress, width > 0, [8, 16, 32, 64].contains(Number.bitWidth) else { return nil }
    self.width = width
    byteCount = Number.bitWidth / 8
    isSigned = Number.isSigned
    memory = UnsafeMutableRawPointer(start)
  }

  private init(_ rows: SampledRows, from row: Int) {
    width = rows.width
    byteCount = rows.byteCount
    isSigned = rows.isSigned
    memory = rows.memory + row * rows.rowBytes
  }

  /// From one row to the next.
  package var rowBytes: Int { width * byteCount }

  /// The rows from one on.
  public func dropFirst(_ count: Int) -> SampledRows { SampledRows(self, from: count) }

  /// Stores a number that its type can hold; of 64 bits without a sign the `Int` of the same bits.
  public func store(_ number: Int, row: Int, place: Int) {
    let address = memory + row * rowBytes + place * byteCount
    switch byteCount {
    case 1: address.storeBytes(of: UInt8(truncatingIfNeeded: number), as: UInt8.self)
    case 2: address.storeBytes(of: UInt16(truncatingIfNeeded: number), as: UInt16.self)
    case 4: address.storeBytes(of: UInt32(truncatingIfNeeded: number), as: UInt32.self)
    default: address.storeBytes(of: number, as: Int.self)
    }
  }
}
