/// A whole number of any size: the arithmetic of the golden interpreter, which shares no code with what it judges.
///
/// Most numbers of a circuit fit an `Int` and are computed as one. Wider ones are two's complement in words, the low one first,
/// without end: above the last word stand copies of its highest bit. No word is there that these copies already are, and no
/// number that an `Int` holds is kept in words, so equal numbers are stored alike.
struct WholeNumber: Hashable, Sendable {
  private enum Storage: Hashable, Sendable {
    case small(Int)
    case large([UInt64])
  }

  private let storage: Storage

  init(_ number: Int) { storage = .small(number) }

  /// The number without a sign that has these words.
  init(magnitude words: some Sequence<UInt64>) { self.init(twosComplement: Array(words) + [0]) }

  private init(twosComplement words: [UInt64]) {
    var count = words.count
    while count > 1, words[count - 1] == Self.fill(under: words[count - 2]) { count -= 1 }
    storage =
      count == 1
      ? .small(Int(Int64(bitPattern: words[0]))) : .large(count < words.count ? Array(words[..<count]) : words)
  }

  private static func fill(under word: UInt64) -> UInt64 { Int64(bitPattern: word) < 0 ? .max : 0 }

  var isNegative: Bool {
    switch storage {
    case .small(let number): number < 0
    case .large(let words): Int64(bitPattern: words[words.count - 1]) < 0
    }
  }

  var isZero: Bool { int == 0 }

  private var wordCount: Int { if case .large(let words) = storage { words.count } else { 1 } }

  /// The word that holds bits `64 * index` and up.
  func word(_ index: Int) -> UInt64 {
    switch storage {
    case .small(let number): index == 0 ? UInt64(bitPattern: Int64(number)) : number < 0 ? .max : 0
    case .large(let words): index < words.count ? words[index] : Self.fill(under: words[words.count - 1])
    }
  }

  func bit(_ index: Int) -> Bool { word(index / 64) >> UInt64(index % 64) & 1 == 1 }

  /// The number as an `Int`, when it is one.
  var int: Int? { if case .small(let number) = storage { number } else { nil } }

  // MARK: Arithmetic

  private static func combined(
    _ a: WholeNumber, _ b: WholeNumber, extra: Int = 0, _ combine: (UInt64, UInt64) -> UInt64
  ) -> WholeNumber {
    let count = max(a.wordCount, b.wordCount) + extra
    return WholeNumber(twosComplement: (0..<count).map { combine(a.word($0), b.word($0)) })
  }

  static func + (a: WholeNumber, b: WholeNumber) -> WholeNumber {
    if let left = a.int, let right = b.int {
      let (sum, isTooLarge) = left.addingReportingOverflow(right)
      if !isTooLarge { return WholeNumber(sum) }
    }
    var carry: UInt64 = 0
    return combined(a, b, extra: 1) { left, right in
      let (first, firstCarry) = left.addingReportingOverflow(right)
      let (sum, secondCarry) = first.addingReportingOverflow(carry)
      carry = firstCarry || secondCarry ? 1 : 0
      return sum
    }
  }

  static prefix func - (a: WholeNumber) -> WholeNumber {
    if let number = a.int, number != .min { return WholeNumber(-number) }
    return ~a + WholeNumber(1)
  }

  static func - (a: WholeNumber, b: WholeNumber) -> WholeNumber { a + -b }

  static func * (a: WholeNumber, b: WholeNumber) -> WholeNumber {
    if let left = a.int, let right = b.int {
      let (product, isTooLarge) = left.multipliedReportingOverflow(by: right)
      if !isTooLarge { return WholeNumber(product) }
    }
    let count = a.wordCount + b.wordCount
    var product = [UInt64](repeating: 0, count: count)
    // Modulo 2^(64 * count), which holds every product.
    for i in 0..<count {
      let factor = a.word(i)
      if factor == 0 { continue }
      var carry: UInt64 = 0
      for j in 0..<(count - i) {
        let (high, low) = factor.multipliedFullWidth(by: b.word(j))
        let (first, firstCarry) = low.addingReportingOverflow(product[i + j])
        let (sum, secondCarry) = first.addingReportingOverflow(carry)
        product[i + j] = sum
        carry = high &+ (firstCarry ? 1 : 0) &+ (secondCarry ? 1 : 0)
      }
    }
    return WholeNumber(twosComplement: product)
  }

  /// Quotient, rounded toward zero, and remainder by a number above 0.
  func dividedWithRemainder(by divisor: Int) -> (quotient: WholeNumber, remainder: WholeNumber) {
    if let number = int { return (WholeNumber(number / divisor), WholeNumber(number % divisor)) }
    let magnitude = isNegative ? -self : self
    var quotient = (0..<magnitude.wordCount).map { magnitude.word($0) }
    var rest: UInt64 = 0
    for index in quotient.indices.reversed() {
      (quotient[index], rest) = UInt64(divisor).dividingFullWidth((rest, quotient[index]))
    }
    let result = (WholeNumber(magnitude: quotient), WholeNumber(magnitude: [rest]))
    return isNegative ? (-result.0, -result.1) : result
  }

  // MARK: Bits

  static prefix func ~ (a: WholeNumber) -> WholeNumber {
    switch a.storage {
    case .small(let number): WholeNumber(~number)
    case .large(let words): WholeNumber(twosComplement: words.map { ~$0 })
    }
  }

  static func & (a: WholeNumber, b: WholeNumber) -> WholeNumber {
    if let left = a.int, let right = b.int { return WholeNumber(left & right) }
    return combined(a, b) { $0 & $1 }
  }

  static func | (a: WholeNumber, b: WholeNumber) -> WholeNumber {
    if let left = a.int, let right = b.int { return WholeNumber(left | right) }
    return combined(a, b) { $0 | $1 }
  }

  static func ^ (a: WholeNumber, b: WholeNumber) -> WholeNumber {
    if let left = a.int, let right = b.int { return WholeNumber(left ^ right) }
    return combined(a, b) { $0 ^ $1 }
  }

  /// Times 2^count.
  func shiftedLeft(_ count: Int) -> WholeNumber {
    if let number = int {
      if number == 0 { return self }
      if count < 64, (number << count) >> count == number { return WholeNumber(number << count) }
    }
    let (skip, shift) = (count / 64, UInt64(count % 64))
    return WholeNumber(
      twosComplement: (0..<(wordCount + skip + 1)).map { index in
        guard index >= skip else { return 0 }
        let low = index > skip && shift > 0 ? word(index - skip - 1) >> (64 - shift) : 0
        return word(index - skip) << shift | low
      })
  }

  /// Divided by 2^count, rounded down.
  func shiftedRight(_ count: Int) -> WholeNumber {
    if let number = int { return WholeNumber(number >> min(count, 63)) }
    let (skip, shift) = (count / 64, UInt64(count % 64))
    if skip >= wordCount { return WholeNumber(isNegative ? -1 : 0) }
    return WholeNumber(
      twosComplement: (skip..<wordCount).map { index in
        let high = shift > 0 ? word(index + 1) << (64 - shift) : 0
        return word(index) >> shift | high
      })
  }

  /// The number without a sign that the low bits are.
  func lowBits(_ width: Int) -> WholeNumber {
    if let number = int {
      if width < 64 { return WholeNumber(number & ((1 << width) &- 1)) }
      if number >= 0 { return self }
    }
    let count = (width + 63) / 64
    var low = (0..<count).map { word($0) }
    if width % 64 != 0 {
      let mask: UInt64 = (1 << UInt64(width % 64)) - 1
      low[count - 1] &= mask
    }
    return WholeNumber(magnitude: low)
  }

  /// The number of ones among the low bits.
  func populationCount(_ width: Int) -> Int {
    let low = lowBits(width)
    return (0..<low.wordCount).reduce(0) { $0 + low.word($1).nonzeroBitCount }
  }
}

extension WholeNumber: Comparable {
  static func < (a: WholeNumber, b: WholeNumber) -> Bool {
    if let left = a.int, let right = b.int { return left < right }
    if a.isNegative != b.isNegative { return a.isNegative }
    for index in stride(from: max(a.wordCount, b.wordCount) - 1, through: 0, by: -1)
    where a.word(index) != b.word(index) {
      return a.word(index) < b.word(index)
    }
    return false
  }
}

extension WholeNumber {
  /// 2^exponent.
  static func power(_ exponent: Int) -> WholeNumber { WholeNumber(1).shiftedLeft(exponent) }

  /// The value of the type that has the low bits of the number.
  func wrapped(to type: NumberType) -> WholeNumber {
    if type.isSigned, let number = int {
      let spare = 64 - type.width
      return spare <= 0 ? self : WholeNumber((number << spare) >> spare)
    }
    let low = lowBits(type.width)
    return type.isSigned && low.bit(type.width - 1) ? low - .power(type.width) : low
  }

  /// The value of the type that is nearest to the number.
  func clamped(to type: NumberType) -> WholeNumber {
    let top = WholeNumber.power(type.isSigned ? type.width - 1 : type.width)
    let lowest = type.isSigned ? -top : WholeNumber(0)
    return Swift.min(Swift.max(self, lowest), top - WholeNumber(1))
  }
}
