import Arithmetic

/// Polynomials over GF(2) of degrees up to 64 as numbers, the highest term left out of the divisor.
struct BinaryField {
  let degree: Int
  /// The polynomial without its highest term, bit i being the coefficient of x^i.
  let lower: UInt64

  init(_ polynomial: FeedbackPolynomial) {
    degree = polynomial.degree
    lower = polynomial.taps.dropFirst().reduce(1) { $0 | 1 << UInt64($1) }
  }

  /// x to a power.
  func power(_ exponent: UInt64) -> UInt64 {
    var result: UInt64 = 1
    var square = doubled(1)
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = product(result, square) }
      square = product(square, square)
      rest >>= 1
    }
    return result
  }

  private func product(_ a: UInt64, _ b: UInt64) -> UInt64 {
    var (result, multiple, rest): (UInt64, UInt64, UInt64) = (0, a, b)
    while rest > 0 {
      if rest & 1 == 1 { result ^= multiple }
      multiple = doubled(multiple)
      rest >>= 1
    }
    return result
  }

  private func doubled(_ value: UInt64) -> UInt64 {
    let carry = value >> UInt64(degree - 1) & 1 == 1
    let mask: UInt64 = .max >> UInt64(64 - degree)
    return (value << 1 & mask) ^ (carry ? lower : 0)
  }

  /// The order of x is 2^degree - 1: it is that power of x which is 1, and no part of it is.
  var isPrimitive: Bool {
    let order: UInt64 = .max >> UInt64(64 - degree)
    return power(order) == 1 && Self.primeFactors(degree).allSatisfy { power(order / $0) != 1 }
  }

  /// The primes that divide 2^exponent - 1: those that divide it for a part of the exponent, and others, which are 1 more than a
  /// multiple of it (Fermat).
  static func primeFactors(_ exponent: Int) -> Set<UInt64> {
    var factors: Set<UInt64> = []
    var rest: UInt64 = .max >> UInt64(64 - exponent)
    for part in 1..<exponent where exponent.isMultiple(of: part) && part > 1 {
      for prime in primeFactors(part) where rest.isMultiple(of: prime) {
        factors.insert(prime)
        while rest.isMultiple(of: prime) { rest /= prime }
      }
    }
    if isMersennePrime(exponent) { return [rest] }
    let step = UInt64(exponent.isMultiple(of: 2) ? exponent : 2 * exponent)
    var candidate = step + 1
    while rest > 1 {
      // Nothing below its root divides a prime.
      if candidate.multipliedFullWidth(by: candidate).high > 0 || candidate * candidate > rest { candidate = rest }
      if rest.isMultiple(of: candidate) {
        factors.insert(candidate)
        while rest.isMultiple(of: candidate) { rest /= candidate }
      }
      candidate += step
    }
    return factors
  }

  /// Whether 2^exponent - 1 is a prime, by the test of Lucas and Lehmer; it would take long to find no factor of 2^61 - 1.
  private static func isMersennePrime(_ exponent: Int) -> Bool {
    guard exponent > 2 else { return exponent == 2 }
    let number: UInt64 = .max >> UInt64(64 - exponent)
    var term: UInt64 = 4 % number
    for _ in 0..<exponent - 2 {
      let square = number.dividingFullWidth(term.multipliedFullWidth(by: term)).remainder
      term = square >= 2 ? square - 2 : square + number - 2
    }
    return term == 0
  }
}
