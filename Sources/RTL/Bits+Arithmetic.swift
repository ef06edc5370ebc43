// Two's complement arithmetic. Operands of the binary operations have the same width; results wrap at that width.

extension Bits {
  public static func &+ (left: Bits, right: Bits) -> Bits {
    left.adding(right, carry: 0)
  }

  public static func &- (left: Bits, right: Bits) -> Bits {
    left.adding(~right, carry: 1)
  }

  public static prefix func ~ (operand: Bits) -> Bits {
    operand.mapWords { ~$0 }
  }

  public static func & (left: Bits, right: Bits) -> Bits { left.zipWords(right) { $0 & $1 } }
  public static func | (left: Bits, right: Bits) -> Bits { left.zipWords(right) { $0 | $1 } }
  public static func ^ (left: Bits, right: Bits) -> Bits { left.zipWords(right) { $0 ^ $1 } }

  /// `0 - self`.
  public var negated: Bits { Bits(zeroOfWidth: width) &- self }

  public static func &* (left: Bits, right: Bits) -> Bits {
    if left.upper.isEmpty { return Bits(left.low &* right.low, width: left.width) }
    var product = [UInt64](repeating: 0, count: left.wordCount)
    for leftIndex in 0..<left.wordCount {
      var carry: UInt64 = 0
      for rightIndex in 0..<(left.wordCount - leftIndex) {
        let position = leftIndex + rightIndex
        let partial = left.word(leftIndex).multipliedFullWidth(by: right.word(rightIndex))
        let (sum, firstOverflow) = product[position].addingReportingOverflow(partial.low)
        let (total, secondOverflow) = sum.addingReportingOverflow(carry)
        product[position] = total
        carry = partial.high &+ (firstOverflow ? 1 : 0) &+ (secondOverflow ? 1 : 0)
      }
    }
    return Bits(words: product, width: left.width)
  }

  /// Quotient and remainder, rounded toward zero as in Verilog and Swift. Nil when the divisor is 0.
  public func dividedWithRemainder(by divisor: Bits, signed: Bool) -> (quotient: Bits, remainder: Bits)? {
    if divisor.isZero { return nil }
    guard signed else { return unsignedDivision(by: divisor) }
    let negative = mostSignificantBit
    let divisorNegative = divisor.mostSignificantBit
    let magnitude = negative ? negated : self
    let result = magnitude.unsignedDivision(by: divisorNegative ? divisor.negated : divisor)
    let quotient = negative != divisorNegative ? result.quotient.negated : result.quotient
    return (quotient, negative ? result.remainder.negated : result.remainder)
  }

  private func unsignedDivision(by divisor: Bits) -> (quotient: Bits, remainder: Bits) {
    if upper.isEmpty {
      return (Bits(low / divisor.low, width: width), Bits(low % divisor.low, width: width))
    }
    var quotient = Bits(zeroOfWidth: width)
    var remainder = Bits(zeroOfWidth: width + 1)
    let wideDivisor = divisor.extended(to: width + 1, signed: false)
    for index in stride(from: width - 1, through: 0, by: -1) {
      remainder = remainder.shiftedLeft(by: 1)
      if self[index] { remainder.setWord(0, remainder.low | 1) }
      if !remainder.isLess(than: wideDivisor, signed: false) {
        remainder = remainder &- wideDivisor
        quotient.setWord(index / 64, quotient.word(index / 64) | (1 << UInt64(index % 64)))
      }
    }
    return (quotient, remainder.truncated(to: width))
  }

  /// The bits moved up by `amount`, zeros coming in; the width stays.
  public func shiftedLeft(by amount: Int) -> Bits {
    guard amount < width else { return Bits(zeroOfWidth: width) }
    return Bits(zeroOfWidth: width).replacing(low: amount, with: truncated(to: width - amount))
  }

  /// The bits moved down by `amount`, zeros or the sign coming in; the width stays.
  public func shiftedRight(by amount: Int, signed: Bool) -> Bits {
    let fill = signed && mostSignificantBit ? Bits(onesOfWidth: width) : Bits(zeroOfWidth: width)
    guard amount < width else { return fill }
    return fill.replacing(low: 0, with: slice(low: amount, width: width - amount))
  }

  /// Whether `self < other`, both read the same way.
  public func isLess(than other: Bits, signed: Bool) -> Bool {
    if signed, mostSignificantBit != other.mostSignificantBit { return mostSignificantBit }
    for index in stride(from: wordCount - 1, through: 0, by: -1) where word(index) != other.word(index) {
      return word(index) < other.word(index)
    }
    return false
  }

  private func adding(_ other: Bits, carry carryIn: UInt64) -> Bits {
    var result = self
    var carry = carryIn
    for index in 0..<wordCount {
      let (partial, firstOverflow) = word(index).addingReportingOverflow(other.word(index))
      let (sum, secondOverflow) = partial.addingReportingOverflow(carry)
      result.setWord(index, sum)
      carry = firstOverflow || secondOverflow ? 1 : 0
    }
    result.clearUnusedBits()
    return result
  }

  private func mapWords(_ transform: (UInt64) -> UInt64) -> Bits {
    var result = self
    for index in 0..<wordCount { result.setWord(index, transform(word(index))) }
    result.clearUnusedBits()
    return result
  }

  private func zipWords(_ other: Bits, _ combine: (UInt64, UInt64) -> UInt64) -> Bits {
    var result = self
    for index in 0..<wordCount { result.setWord(index, combine(word(index), other.word(index))) }
    return result
  }
}
