import Testing

@testable import RandomCircuits

/// The golden interpreter's own arithmetic against Swift's 128-bit numbers.
@Suite struct WholeNumberTests {
  private static func whole(_ number: Int128) -> WholeNumber {
    WholeNumber(Int(number >> 64)).shiftedLeft(64) | WholeNumber(magnitude: [UInt64(truncatingIfNeeded: number)])
  }

  private static func number(_ random: inout RandomSource) -> Int128 {
    let wide = Int128(truncatingIfNeeded: random.next()) << 64 | Int128(random.next())
    return random.oneIn(4) ? Int128(random.number(-3...3)) : wide >> Int128(64 + random.number(below: 63))
  }

  @Test func arithmetic() {
    var random = RandomSource(seed: 11)
    for _ in 0..<3000 {
      let (a, b) = (Self.number(&random), Self.number(&random))
      let (x, y) = (Self.whole(a), Self.whole(b))
      let shift = random.number(below: 60)
      let divisor = random.oneIn(3) ? random.number(1...9) : Int(random.next() >> 1) >> shift | 1
      #expect(x + y == Self.whole(a + b))
      #expect(x - y == Self.whole(a - b))
      #expect(x * y == Self.whole(a * b))
      #expect(x & y == Self.whole(a & b))
      #expect(x | y == Self.whole(a | b))
      #expect(x ^ y == Self.whole(a ^ b))
      #expect(~x == Self.whole(~a))
      #expect((x < y) == (a < b))
      #expect((x == y) == (a == b))
      #expect(x.shiftedLeft(shift) == Self.whole(a << Int128(shift)))
      #expect(x.shiftedRight(shift) == Self.whole(a >> Int128(shift)))
      #expect(x.shiftedRight(200) == Self.whole(a >> 127))
      let (quotient, remainder) = x.dividedWithRemainder(by: divisor)
      #expect(quotient == Self.whole(a / Int128(divisor)))
      #expect(remainder == Self.whole(a % Int128(divisor)))
    }
  }

  /// Products, quotients and shifts of numbers that Swift has no type for, by laws that tie them together.
  @Test func lawsOfWideNumbers() {
    var random = RandomSource(seed: 12)
    func wide() -> WholeNumber {
      let number = WholeNumber(magnitude: (0..<random.number(1...7)).map { _ in random.next() })
      return random.oneIn(2) ? number : -number
    }
    for _ in 0..<1000 {
      let (a, b, c) = (wide(), wide(), wide())
      let shift = random.number(below: 300)
      let divisor = Int(random.next() >> 1) >> random.number(below: 60) | 1
      #expect((a + b) * c == a * c + b * c)
      #expect(a * b == b * a)
      #expect(a - a == WholeNumber(0))
      #expect((a & b) + (a | b) == a + b)
      #expect((a ^ b) == (a | b) - (a & b))
      #expect(a.shiftedLeft(shift) == a * .power(shift))
      #expect(a.shiftedLeft(shift).shiftedRight(shift) == a)
      let (quotient, remainder) = a.dividedWithRemainder(by: divisor)
      #expect(quotient * WholeNumber(divisor) + remainder == a)
      #expect(remainder.isZero || remainder.isNegative == a.isNegative)
      #expect(a.lowBits(shift + 1) + a.shiftedRight(shift + 1).shiftedLeft(shift + 1) == a)
    }
  }

  @Test func typesWrapAndClamp() {
    for width in 1...6 {
      for number in -100...100 {
        let low = number & (1 << width - 1)
        let signed = low >> (width - 1) == 1 ? low - 1 << width : low
        let whole = WholeNumber(number)
        #expect(whole.wrapped(to: .unsigned(width)) == WholeNumber(low))
        #expect(whole.wrapped(to: .signed(width)) == WholeNumber(signed))
        #expect(whole.clamped(to: .unsigned(width)) == WholeNumber(min(max(number, 0), 1 << width - 1)))
        let half = 1 << (width - 1)
        #expect(whole.clamped(to: .signed(width)) == WholeNumber(min(max(number, -half), half - 1)))
      }
    }
  }
}
