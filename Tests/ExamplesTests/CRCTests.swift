import Bitloom
import Testbench
import Testing

@testable import Examples

/// The remainder of a message by long division of polynomials, coefficient by coefficient.
private func remainder(of message: [UInt8], _ standard: CRCStandard) -> UInt64 {
  let degree = standard.width
  let divisor = [true] + (0..<degree).map { standard.polynomial >> (degree - 1 - $0) & 1 == 1 }
  var dividend: [Bool] = []
  for byte in message {
    for bit in 0..<8 { dividend.append(byte >> (standard.isReflected ? bit : 7 - bit) & 1 == 1) }
  }
  dividend += [Bool](repeating: false, count: degree)
  for index in 0..<degree where standard.initial >> (degree - 1 - index) & 1 == 1 { dividend[index].toggle() }
  for index in 0..<8 * message.count where dividend[index] {
    for term in 0...degree { dividend[index + term] = dividend[index + term] != divisor[term] }
  }
  let rest = dividend.suffix(degree)
  let bits = standard.isReflected ? Array(rest.reversed()) : Array(rest)
  return bits.reduce(0) { $0 << 1 | ($1 ? 1 : 0) } ^ standard.finalXOR
}

private let standards: [CRCStandard] = [.crc8, .crc16CCITT, .crc16Modbus, .crc32, .crc32C, .crc64]

@Suite struct CRCTests {
  /// The check values of "123456789" in the catalogue of parametrised algorithms (G. Cook, reveng).
  static let checks: [(CRCStandard, UInt64)] = [
    (.crc8, 0xf4), (.crc16CCITT, 0x29b1), (.crc16Modbus, 0x4b37), (.crc32, 0xcbf4_3926), (.crc32C, 0xe306_9283),
    (.crc64, 0x995d_c9bb_df19_39fa),
  ]

  @Test(arguments: checks, [1, 3, 9])
  func publishedCheckValues(_ check: (CRCStandard, UInt64), _ bytesPerCycle: Int) throws {
    let message = Array("123456789".utf8)
    #expect(remainder(of: message, check.0) == check.1)
    try simulate(CRC(standard: check.0, bytesPerCycle: bytesPerCycle)) { dut in
      dut.enable = 1
      for start in stride(from: 0, to: 9, by: bytesPerCycle) {
        let bytes = message[start..<start + bytesPerCycle]
        let words = [bytes.prefix(8), bytes.dropFirst(8)].map { $0.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
        dut.set(\.data, Bits(words: words, width: 8 * bytesPerCycle))
        dut.step()
      }
      #expect(dut.bits(\.crc).value == Bits(check.1, width: check.0.width))
    }
  }

  /// Messages of random length with pauses, some cut short by the next one.
  private func check(_ crc: CRC, _ lockstep: Lockstep, cycles: Int, seed: UInt64) throws {
    try simulate(crc, on: lockstep) { dut in
      var random = SeededGenerator(seed: seed)
      var message: [UInt8] = []
      for cycle in 0..<cycles {
        let found = dut.bits(\.crc).value
        let expected = Bits(remainder(of: message, crc.standard), width: crc.standard.width)
        try require(found, expected, "cycle \(cycle), seed \(seed): the check of \(message)")
        let bytes = (0..<crc.bytesPerCycle).map { _ in UInt8.random(in: 0...255, using: &random) }
        let (clear, enable) = (random.chance(0.1), random.chance(0.8))
        dut.data = bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
        dut.clear = clear ? 1 : 0
        dut.enable = enable ? 1 : 0
        if clear { message = [] }
        if enable { message += bytes }
        dut.step()
      }
    }
  }

  @Test func messagesOnThreeEngines() throws { try check(CRC(), threeEngines(), cycles: 1000, seed: 11) }

  @Test(arguments: standards, [1, 2, 5])
  func messages(_ standard: CRCStandard, _ bytesPerCycle: Int) throws {
    let crc = CRC(standard: standard, bytesPerCycle: bytesPerCycle)
    try check(crc, Lockstep([.native]), cycles: 100, seed: UInt64(standard.width + bytesPerCycle))
  }

  /// Every width and polynomial of up to 5 bits, both bit orders.
  @Test(arguments: 1...5)
  func smallPolynomials(_ width: Int) throws {
    for polynomial in stride(from: 1, to: UInt64(1) << width, by: 2) {
      for isReflected in [false, true] {
        let standard = CRCStandard(
          name: "small", width: width, polynomial: polynomial, initial: 1, isReflected: isReflected)
        try check(CRC(standard: standard, bytesPerCycle: 1), Lockstep([.native]), cycles: 40, seed: polynomial)
      }
    }
  }

  @Test func impossibleParameters() {
    let even = CRCStandard(name: "even", width: 8, polynomial: 6)
    let wide = CRCStandard(name: "wide", width: 65, polynomial: 1)
    expectProblems(of: CRC(standard: even), ["polynomial is 6; its lowest term must be 1"])
    expectProblems(of: CRC(standard: wide), ["width is 65; it must be from 1 to 64"])
    expectProblems(of: CRC(bytesPerCycle: 0), ["bytesPerCycle is 0; it must be at least 1"])
  }
}
