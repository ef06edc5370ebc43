/// Numbers as the blocks of an FST file hold them.
extension Array where Element == UInt8 {
  /// Eight bytes, the highest first.
  mutating func appendNumber(_ value: Int) {
    for shift in stride(from: 56, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  /// Seven bits a byte, the lowest first; the last byte has no 1 on top.
  mutating func appendVariable(_ value: Int) {
    var rest = UInt(bitPattern: value)
    while rest > 127 {
      append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  /// The same for a number that may be negative: it ends where the rest is the sign.
  mutating func appendSigned(_ value: Int) {
    var rest = value
    while true {
      let byte = UInt8(truncatingIfNeeded: rest) & 127
      rest >>= 7
      if (rest == 0 && byte & 64 == 0) || (rest == -1 && byte & 64 != 0) { return append(byte) }
      append(byte | 128)
    }
  }

  /// The text and a 0.
  mutating func appendText(_ text: String) {
    append(contentsOf: text.utf8)
    append(0)
  }

  /// The text in `length` bytes, filled up with 0.
  mutating func appendText(_ text: String, length: Int) {
    let bytes = text.utf8.prefix(length - 1)
    append(contentsOf: bytes)
    append(contentsOf: repeatElement(0, count: length - bytes.count))
  }
}

/// A byte buffer that grows without the costs of an array.
struct ByteBuffer: ~Copyable {
  private(set) var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  /// Room for more bytes at the end.
  mutating func reserve(_ bytes: Int) {
    guard count + bytes > capacity else { return }
    capacity = max(2 * capacity, count + bytes)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }

  /// As `appendVariable` of arrays; there has to be room for ten bytes.
  @inline(__always)
  mutating func putVariable(_ value: UInt64) {
    var rest = value
    while rest > 127 {
      start[count] = UInt8(truncatingIfNeeded: rest) | 128
      count &+= 1
      rest >>= 7
    }
    start[count] = UInt8(truncatingIfNeeded: rest)
    count &+= 1
  }

  @inline(__always)
  mutating func put(_ byte: UInt8) {
    start[count] = byte
    count &+= 1
  }
}
