import Testing

@testable import RTL

/// Small values against Swift's own integers, all of them; wide ones against rows of binary digits.
@Suite struct BitsTests {
  static func value(_ bits: Int, _ width: Int, signed: Bool) -> Int {
    signed && bits >> (width - 1) & 1 == 1 ? bits - 1 << width : bits
  }

  @Test(arguments: 1...5) func arithmeticIsThatOfIntegers(width: Int) throws {
    let count = 1 << width
    for left in 0..<count {
      for right in 0..<count {
        let (a, b) = (Bits(left, width: width), Bits(right, width: width))
        #expect(a &+ b == Bits(left + right, width: width))
        #expect(a &- b == Bits(left - right, width: width))
        #expect(a &* b == Bits(left * right, width: width))
        #expect(a & b == Bits(left & right, width: width))
        #expect(a | b == Bits(left | right, width: width))
        #expect(a ^ b == Bits(left ^ right, width: width))
        #expect(a.concatenated(with: b) == Bits(left << width | right, width: 2 * width))
        for signed in [false, true] {
          let (x, y) = (Self.value(left, width, signed: signed), Self.value(right, width, signed: signed))
          #expect(a.isLess(than: b, signed: signed) == (x < y))
          let division = a.dividedWithRemainder(by: b, signed: signed)
          guard right != 0 else {
            #expect(division == nil)
            continue
          }
          let result = try #require(division)
          #expect(result.quotient == Bits(x / y, width: width))
          #expect(result.remainder == Bits(x % y, width: width))
        }
      }
    }
  }

  @Test(arguments: 1...5) func structureIsThatOfIntegers(width: Int) {
    for number in 0..<1 << width {
      let bits = Bits(number, width: width)
      #expect(bits.negated == Bits(-number, width: width))
      #expect(~bits == Bits(~number, width: width))
      #expect(bits.isZero == (number == 0))
      #expect(bits.isAllOnes == (number == (1 << width) - 1))
      #expect(bits.significantBits == (Int.bitWidth - number.leadingZeroBitCount))
      for signed in [false, true] {
        let value = Self.value(number, width, signed: signed)
        #expect(bits.int(signed: signed) == value)
        #expect(bits.decimalString(signed: signed) == String(value))
        for newWidth in 1...8 {
          #expect(bits.resized(to: newWidth, signed: signed) == Bits(value, width: newWidth))
        }
        for amount in 0...8 {
          #expect(bits.shiftedRight(by: amount, signed: signed) == Bits(value >> amount, width: width))
        }
      }
      for amount in 0...8 { #expect(bits.shiftedLeft(by: amount) == Bits(number << amount, width: width)) }
      for low in 0..<width {
        #expect(bits[low] == (number >> low & 1 == 1))
        for sliceWidth in 1...width - low {
          #expect(bits.slice(low: low, width: sliceWidth) == Bits(number >> low, width: sliceWidth))
          let mask = ((1 << sliceWidth) - 1) << low
          let replaced = number & ~mask | ~number & mask
          #expect(
            bits.replacing(low: low, with: Bits(~number >> low, width: sliceWidth)) == Bits(replaced, width: width))
        }
      }
    }
  }

  /// Widths on both sides of the borders between words.
  static let wideWidths = [63, 64, 65, 127, 128, 129, 200]

  static func random(_ width: Int, _ generator: inout SplitMix) -> Bits {
    switch generator.next() % 8 {
    case 0: Bits(zeroOfWidth: width)
    case 1: Bits(onesOfWidth: width)
    case 2: Bits(1, width: width).shiftedLeft(by: width - 1)
    default: Bits(words: (0...width / 64).map { _ in generator.next() }, width: width)
    }
  }

  @Test(arguments: wideWidths) func wideArithmeticIsThatOfDigits(width: Int) throws {
    var generator = SplitMix(state: UInt64(width))
    for _ in 0..<100 {
      let (a, b) = (Self.random(width, &generator), Self.random(width, &generator))
      let (x, y) = (Digits(a), Digits(b))
      #expect(Digits(a &+ b) == x.plus(y))
      #expect(Digits(a &- b) == x.plus(y.negated))
      #expect(Digits(a &* b) == x.times(y))
      #expect(a.binaryString == String(x.text.reversed()))
      #expect(Bits(binary: a.binaryString) == a)
      for signed in [false, true] {
        #expect(a.isLess(than: b, signed: signed) == x.isLess(than: y, signed: signed))
        guard let division = a.dividedWithRemainder(by: b, signed: signed) else {
          #expect(b.isZero)
          continue
        }
        // What division means, rather than another way to do it.
        #expect((division.quotient &* b) &+ division.remainder == a)
        let remainder =
          signed && division.remainder.mostSignificantBit ? division.remainder.negated : division.remainder
        let divisor = signed && b.mostSignificantBit ? b.negated : b
        #expect(remainder.isLess(than: divisor, signed: false))
        #expect(!signed || remainder.isZero || division.remainder.mostSignificantBit == a.mostSignificantBit)
        let wide = Digits(a.extended(to: width + 70, signed: signed))
        let kept: [Bool] = Array(wide.bits.prefix(width))
        #expect(kept == x.bits)
        let filling = signed && a.mostSignificantBit
        #expect(wide.bits.suffix(70).allSatisfy { $0 == filling })
      }
      let amount = Int(generator.next() % UInt64(width + 3))
      let zeros = [Bool](repeating: false, count: min(amount, width))
      let left = Digits(a.shiftedLeft(by: amount))
      let expectedLeft: [Bool] = Array((zeros + x.bits).prefix(width))
      #expect(left.bits == expectedLeft)
      let right = Digits(a.shiftedRight(by: amount, signed: false))
      let expectedRight: [Bool] = Array(x.bits.dropFirst(amount)) + zeros
      #expect(right.bits == expectedRight)
    }
  }

  @Test func textShowsWholeNumbers() {
    let large = Bits(1, width: 100).shiftedLeft(by: 99)
    #expect(large.decimalString(signed: false) == "633825300114114700748351602688")
    #expect(large.decimalString(signed: true) == "-633825300114114700748351602688")
    #expect(large.description == "100'h8000000000000000000000000")
    #expect(Bits(binary: "10x1") == nil)
    #expect(Bits(binary: "") == nil)
  }
}

/// Binary digits, the lowest first, and school arithmetic on them.
struct Digits: Equatable {
  var bits: [Bool]

  init(_ value: Bits) { bits = (0..<value.width).map { value[$0] } }
  init(bits: [Bool]) { self.bits = bits }

  var text: String { String(bits.map { $0 ? "1" : "0" }) }

  var negated: Digits {
    var one = [Bool](repeating: false, count: bits.count)
    one[0] = true
    return Digits(bits: bits.map { !$0 }).plus(Digits(bits: one))
  }

  func plus(_ other: Digits) -> Digits {
    var carry = 0
    var result = self
    for index in bits.indices {
      carry += (bits[index] ? 1 : 0) + (other.bits[index] ? 1 : 0)
      result.bits[index] = carry % 2 == 1
      carry /= 2
    }
    return result
  }

  func times(_ other: Digits) -> Digits {
    var sum = Digits(bits: bits.map { _ in false })
    for (place, digit) in other.bits.enumerated() where digit {
      let moved = [Bool](repeating: false, count: place) + bits
      sum = sum.plus(Digits(bits: Array(moved.prefix(bits.count))))
    }
    return sum
  }

  func isLess(than other: Digits, signed: Bool) -> Bool {
    let top = bits.count - 1
    if signed, bits[top] != other.bits[top] { return bits[top] }
    guard let place = bits.indices.last(where: { bits[$0] != other.bits[$0] }) else { return false }
    return other.bits[place]
  }
}

struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
