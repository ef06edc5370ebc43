/// A fixed-width vector of bits: the value of a constant, a port or a register.
///
/// A `Bits` has no sign of its own. Operations that read it as a number say how (`signed:`). Bits at and above `width` are
/// always zero in `words`, so that equal values are equal in memory.
public struct Bits: Hashable, Sendable {
  /// Number of bits, at least 1.
  public let width: Int
  /// Bits 63...0. Kept apart from `upper` so that values of up to 64 bits need no allocation.
  public private(set) var low: UInt64
  /// Bits from 64 up, least significant word first; empty for widths up to 64.
  public private(set) var upper: [UInt64]

  /// The value 0 in `width` bits.
  public init(zeroOfWidth width: Int) {
    self.width = width
    low = 0
    upper = width > 64 ? [UInt64](repeating: 0, count: (width - 1) / 64) : []
  }

  /// The low `width` bits of `word`, read as an unsigned number.
  public init(_ word: UInt64, width: Int) {
    self.init(zeroOfWidth: width)
    low = word
    clearUnusedBits()
  }

  /// The two's complement of `value` in `width` bits; higher bits are dropped.
  public init(_ value: Int, width: Int) {
    self.init(zeroOfWidth: width)
    low = UInt64(bitPattern: Int64(value))
    if value < 0 { for index in upper.indices { upper[index] = .max } }
    clearUnusedBits()
  }

  /// The low `width` bits of `words`, least significant word first; missing words are 0.
  public init(words: [UInt64], width: Int) {
    self.init(zeroOfWidth: width)
    low = words.first ?? 0
    for index in upper.indices where index + 1 < words.count { upper[index] = words[index + 1] }
    clearUnusedBits()
  }

  /// All ones in `width` bits.
  public init(onesOfWidth width: Int) {
    self.init(-1, width: width)
  }

  /// Number of 64-bit words that hold the value.
  public var wordCount: Int { upper.count + 1 }

  /// The word that holds bits `64 * index + 63 ... 64 * index`; 0 beyond the end.
  public func word(_ index: Int) -> UInt64 {
    if index == 0 { return low }
    return index <= upper.count ? upper[index - 1] : 0
  }

  /// All words, least significant first.
  public var words: [UInt64] { [low] + upper }

  mutating func setWord(_ index: Int, _ value: UInt64) {
    if index == 0 { low = value } else { upper[index - 1] = value }
  }

  mutating func clearUnusedBits() {
    let used = (width - 1) % 64 + 1
    guard used < 64 else { return }
    let mask = (UInt64(1) << UInt64(used)) - 1
    if upper.isEmpty { low &= mask } else { upper[upper.count - 1] &= mask }
  }

  /// Bit `index`; bits beyond the end read as false.
  public subscript(index: Int) -> Bool {
    guard index >= 0, index < width else { return false }
    return (word(index / 64) >> UInt64(index % 64)) & 1 == 1
  }

  /// The most significant bit.
  public var mostSignificantBit: Bool { self[width - 1] }

  /// Whether every bit is 0.
  public var isZero: Bool { low == 0 && upper.allSatisfy { $0 == 0 } }

  /// Whether every bit is 1.
  public var isAllOnes: Bool { self == Bits(onesOfWidth: width) }

  /// Number of bits up to the highest 1; 0 for the value 0.
  public var significantBits: Int {
    for index in stride(from: wordCount - 1, through: 0, by: -1) where word(index) != 0 {
      return 64 * index + 64 - word(index).leadingZeroBitCount
    }
    return 0
  }

  /// The value as an `Int` if it fits, read as two's complement when `signed`.
  public func int(signed: Bool) -> Int? {
    let negative = signed && mostSignificantBit
    let wide = extended(to: max(width, 64) + 64, signed: signed)
    let value = Int(Int64(bitPattern: wide.low))
    guard (value < 0) == negative else { return nil }
    let fill: UInt64 = negative ? .max : 0
    return wide.upper.dropLast().allSatisfy { $0 == fill } ? value : nil
  }
}
