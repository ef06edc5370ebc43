/// A redundant number: its value is the sum of both halves, modulo 2^64 or the width it is kept to.
///
/// The halves are the two's complement patterns that the wires of a compressor have.
struct CarrySave: Hashable, Sendable {
  var sum: UInt64 = 0
  var carry: UInt64 = 0

  init() {}

  /// Makes a number that is not redundant.
  init(_ number: Int) { sum = UInt64(bitPattern: Int64(number)) }

  /// Adds a row through a level of full adders.
  mutating func compress(_ row: UInt64) {
    let majority = (sum & carry) | (sum & row) | (carry & row)
    sum ^= carry ^ row
    carry = majority << 1
  }

  /// Adds both halves of another number, through two levels of full adders.
  mutating func compress(_ other: CarrySave) {
    compress(other.sum)
    if other.carry != 0 { compress(other.carry) }
  }

  /// Keeps the low bits of both halves.
  mutating func truncate(to width: Int) {
    let mask = UInt64.max >> UInt64(64 - width)
    sum &= mask
    carry &= mask
  }

  mutating func shift(by amount: Int) {
    sum <<= UInt64(amount)
    carry <<= UInt64(amount)
  }

  /// Adds the halves and reads the low bits as a signed number.
  func number(width: Int) -> Int {
    let spare = 64 - width
    return Int(Int64(bitPattern: (sum &+ carry) << UInt64(spare)) >> Int64(spare))
  }
}
