import Arithmetic
import Bitloom
import RTL

/// Division of polynomials on paper, coefficient by coefficient: what the hardware and the library are compared with.
enum LongDivision {
  /// The check of a message of symbols, the first one first.
  static func check(of message: [Int], _ code: CyclicRedundancyCode, symbolWidth: Int = 8) -> Bits {
    var dividend: [Bool] = []
    for symbol in message {
      for place in 0..<symbolWidth {
        dividend.append(symbol >> (code.reflectsInput ? place : symbolWidth - 1 - place) & 1 == 1)
      }
    }
    return finished(remainder(of: dividend, from: highestFirst(code.initial), code), code)
  }

  /// What is in the register of `CRCStep` when some bits come after it held something.
  static func next(after register: Bits, _ data: Bits, symbolWidth: Int, _ code: CyclicRedundancyCode) -> Bits {
    var stages = (0..<code.width).map { register[$0] }
    if !code.reflectsOutput { stages.reverse() }
    var dividend: [Bool] = []
    for start in stride(from: 0, to: data.width, by: symbolWidth) {
      let bits = (start..<start + symbolWidth).map { data[$0] }
      dividend += code.reflectsInput ? bits : bits.reversed()
    }
    return finished(remainder(of: dividend, from: stages, code), code) ^ code.finalXOR
  }

  /// The same for numbers.
  static func next(
    after register: Int, _ data: Int, dataWidth: Int, symbolWidth: Int, _ code: CyclicRedundancyCode
  ) -> Int {
    let register = Bits(register, width: code.width)
    let next = next(after: register, Bits(data, width: dataWidth), symbolWidth: symbolWidth, code)
    return next.int(signed: false) ?? -1
  }

  /// The remainder of a message times x^width, the highest coefficient first, where the first bits are inverted as `start` says.
  private static func remainder(of message: [Bool], from start: [Bool], _ code: CyclicRedundancyCode) -> [Bool] {
    let divisor = [true] + highestFirst(code.polynomial)
    var dividend = message + [Bool](repeating: false, count: code.width)
    for index in 0..<code.width where start[index] { dividend[index].toggle() }
    for index in message.indices where dividend[index] {
      for term in 0...code.width { dividend[index + term] = dividend[index + term] != divisor[term] }
    }
    return dividend.suffix(code.width)
  }

  private static func highestFirst(_ bits: Bits) -> [Bool] { (0..<bits.width).reversed().map { bits[$0] } }

  private static func finished(_ remainder: [Bool], _ code: CyclicRedundancyCode) -> Bits {
    let text = (code.reflectsOutput ? remainder.reversed() : remainder).map { $0 ? "1" : "0" }.joined()
    return (Bits(binary: text) ?? Bits(zeroOfWidth: code.width)) ^ code.finalXOR
  }

  /// The bytes that follow a message: its check, the highest coefficient first in the order of its bits.
  static func trailer(of message: [Int], _ code: CyclicRedundancyCode) -> [Int] {
    let check = check(of: message, code)
    let bytes = (0..<code.width / 8).map { Int(check.slice(low: 8 * $0, width: 8).low) }
    return code.reflectsInput ? bytes : bytes.reversed()
  }
}
