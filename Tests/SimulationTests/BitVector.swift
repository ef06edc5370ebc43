import RTL

/// Numbers as arrays of bits, the lowest first, and arithmetic as it is done on paper: a model for wide values.
struct BitVector: Equatable {
  var bits: [Bool]

  var width: Int { bits.count }

  init(_ bits: [Bool]) { self.bits = bits }

  init(_ value: Int, width: Int) { bits = (0..<width).map { $0 < 63 ? value >> $0 & 1 == 1 : value < 0 } }

  init(_ value: Bits) { bits = (0..<value.width).map { value[$0] } }

  /// Random bits, often with long runs of equal ones, where carries go far.
  init(random width: Int, _ randomness: inout Randomness) {
    let style = randomness.next() % 4
    var run = false
    bits = (0..<width).map { _ in
      if style == 0 || randomness.next() % 24 == 0 { run = randomness.next() % 2 == 0 }
      return style == 3 ? false : run
    }
    if style == 3, width > 0 { bits[Int(randomness.next() % UInt64(width))] = true }
  }

  var rtl: Bits { Bits(binary: String(bits.reversed().map { $0 ? "1" : "0" })) ?? Bits(zeroOfWidth: 1) }
  var isNegative: Bool { bits.last ?? false }
  var isZero: Bool { !bits.contains(true) }

  func extended(to width: Int, signed: Bool) -> BitVector {
    BitVector(bits + [Bool](repeating: signed && isNegative, count: max(0, width - bits.count)))
  }

  func slice(_ low: Int, _ width: Int) -> BitVector { BitVector(Array(bits[low..<low + width])) }

  static func + (a: BitVector, b: BitVector) -> BitVector {
    var carry = 0
    return BitVector(
      zip(a.bits, b.bits).map { x, y in
        let sum = (x ? 1 : 0) + (y ? 1 : 0) + carry
        carry = sum / 2
        return sum % 2 == 1
      })
  }

  static prefix func ~ (a: BitVector) -> BitVector { BitVector(a.bits.map { !$0 }) }
  static prefix func - (a: BitVector) -> BitVector { ~a + BitVector(1, width: a.width) }
  static func - (a: BitVector, b: BitVector) -> BitVector { a + -b }

  static func * (a: BitVector, b: BitVector) -> BitVector {
    var sum = BitVector(0, width: a.width)
    for index in 0..<a.width where b.bits[index] { sum = sum + a.shiftedLeft(index) }
    return sum
  }

  func zipped(_ other: BitVector, _ operation: (Bool, Bool) -> Bool) -> BitVector {
    BitVector(zip(bits, other.bits).map(operation))
  }

  func shiftedLeft(_ amount: Int) -> BitVector {
    BitVector(bits.indices.map { $0 >= amount && bits[$0 - amount] })
  }

  func shiftedRight(_ amount: Int, signed: Bool) -> BitVector {
    BitVector(bits.indices.map { $0 + amount < width ? bits[$0 + amount] : signed && isNegative })
  }

  func isLess(than other: BitVector, signed: Bool) -> Bool {
    var less = false
    for index in bits.indices where bits[index] != other.bits[index] { less = other.bits[index] }
    return signed && isNegative != other.isNegative ? isNegative : less
  }

  /// Long division; rounded toward zero.
  func divided(by divisor: BitVector, signed: Bool) -> (quotient: BitVector, remainder: BitVector) {
    if signed, isNegative || divisor.isNegative {
      let magnitude = isNegative ? -self : self
      let result = magnitude.divided(by: divisor.isNegative ? -divisor : divisor, signed: false)
      let quotient = isNegative != divisor.isNegative ? -result.quotient : result.quotient
      return (quotient, isNegative ? -result.remainder : result.remainder)
    }
    let wide = divisor.extended(to: width + 1, signed: false)
    var remainder = BitVector(0, width: width + 1)
    var quotient = BitVector(0, width: width)
    for index in bits.indices.reversed() {
      remainder = remainder.shiftedLeft(1)
      remainder.bits[0] = bits[index]
      if !remainder.isLess(than: wide, signed: false) {
        remainder = remainder - wide
        quotient.bits[index] = true
      }
    }
    return (quotient, remainder.slice(0, width))
  }
}
