import Bitloom
import RTL

// Computing with the polynomial: the check in Swift, and what hardware is made of. Coefficients are arrays, that of x^0 first.

extension CyclicRedundancyCode {
  /// The check of a message, computed in Swift bit by bit; for test benches, and for messages that are known.
  public func check(of message: [UInt8]) -> Bits {
    guard problems.isEmpty else { return Bits(zeroOfWidth: 1) }
    var remainder = coefficients(of: initial)
    for byte in message {
      for place in 0..<8 { advance(&remainder, adding: byte >> (reflectsInput ? place : 7 - place) & 1 == 1) }
    }
    return bits(inRegister: remainder) ^ finalXOR
  }

  /// What the register holds after any message that is followed by its check, as the check is presented but without `finalXOR`.
  public var residue: Bits {
    guard problems.isEmpty else { return Bits(zeroOfWidth: 1) }
    return bits(inRegister: residue(zeros: 0))
  }

  /// The coefficients in the register after a message, its check and then some zeros.
  func residue(zeros: Int) -> [Bool] {
    var remainder = (0..<width).map { finalXOR[bit(ofCoefficient: $0)] }
    for _ in 0..<width + zeros { advance(&remainder, adding: false) }
    return remainder
  }

  /// The bit of the register, and of the check, that holds a coefficient.
  func bit(ofCoefficient power: Int) -> Int { reflectsOutput ? width - 1 - power : power }

  /// What the register holds when these are the coefficients.
  func bits(inRegister coefficients: [Bool]) -> Bits {
    var result = Bits(zeroOfWidth: width)
    for (power, isSet) in coefficients.enumerated() where isSet {
      result = result.replacing(low: bit(ofCoefficient: power), with: Bits(onesOfWidth: 1))
    }
    return result
  }

  /// What the register holds before the first bit.
  var start: Bits { bits(inRegister: coefficients(of: initial)) }

  /// The remainders of x^width, x^(width + 1) and so on.
  func powers(count: Int) -> [[Bool]] {
    var power = coefficients(of: polynomial)
    var result: [[Bool]] = []
    for _ in 0..<count {
      result.append(power)
      advance(&power, adding: false)
    }
    return result
  }

  /// The remainders of x^-1, x^-2 and so on: what must be multiplied with x as often to become 1.
  func inversePowers(count: Int) -> [[Bool]] {
    let divisor = coefficients(of: polynomial) + [true]
    var power = [true] + [Bool](repeating: false, count: width - 1)
    return (0..<count).map { _ in
      // Where x does not divide it, the polynomial is added first, whose lowest term is 1.
      let multiple = power[0] ? zip(power + [false], divisor).map { $0 != $1 } : power + [false]
      power = Array(multiple.dropFirst())
      return power
    }
  }

  private func coefficients(of bits: Bits) -> [Bool] { (0..<width).map { bits[$0] } }

  /// Multiplies with x, adds a bit of the message in front, and reduces.
  private func advance(_ remainder: inout [Bool], adding bit: Bool) {
    let leaving = remainder[width - 1] != bit
    remainder = [false] + remainder.dropLast()
    guard leaving else { return }
    for power in 0..<width where polynomial[power] { remainder[power].toggle() }
  }
}
