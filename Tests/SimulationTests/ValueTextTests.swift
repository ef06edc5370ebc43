import RTL
import Testing

@testable import Simulation

@Suite struct ValueTextTests {
  @Test func numbersWithABinaryPointAreExact() {
    var randomness = Randomness(seed: 5)
    for _ in 0..<2000 {
      let width = 1 + Int(randomness.next() % 40)
      let fraction = Int(randomness.next() % 46) - 4
      let isSigned = randomness.next() % 2 == 0
      let bits = Bits(randomness.next(), width: width)
      let text = bits.decimalString(signed: isSigned, fraction: fraction)
      let power: Double = Double(1 << abs(fraction))
      let scale: Double = fraction < 0 ? power : 1 / power
      let value: Double = Double(bits.int(signed: isSigned) ?? 0) * scale
      let read: Double? = Double(text)
      #expect(read == value, "\(bits), \(fraction)")
      #expect(!text.contains("e") && !(text.contains(".") && text.hasSuffix("0")), "\(text)")
    }
    #expect(Bits(-24, width: 8).decimalString(signed: true, fraction: 4) == "-1.5")
    #expect(Bits(1, width: 3).decimalString(signed: false, fraction: 20) == "0.00000095367431640625")
    #expect(Bits(3, width: 3).decimalString(signed: false, fraction: -2) == "12")
  }

  @Test func formats() {
    let value = LogicBits(value: Bits(0b1010_0110, width: 8), unknown: Bits(0b0100_0000, width: 8))
    let known = LogicBits(Bits(0xa6, width: 8))
    func text(_ value: LogicBits, _ format: ValueFormat, _ type: SignalType = .unsigned(8)) -> String {
      value.text(as: format, type, enumerations: [])
    }
    #expect(text(value, .binary) == "1x100110")
    #expect(text(value, .hexadecimal) == "x6")
    #expect(text(value, .decimal) == "x")
    #expect(text(value, .fixed(fraction: 2)) == "x")
    #expect(text(known, .decimal) == "166")
    #expect(text(known, .decimal, .signed(8)) == "-90")
    #expect(text(known, .hexadecimal) == "a6")
    #expect(text(LogicBits(Bits(1, width: 9)), .hexadecimal) == "001")
  }

  @Test func casesByTheirNames() {
    let cases = [("idle", 0), ("run", 1), ("stop", 2)].map {
      EnumerationDefinition.Case(name: $0.0, code: Bits($0.1, width: 2))
    }
    let enumeration = EnumerationDefinition(name: "State", width: 2, cases: cases)
    let type = SignalType(width: 2, isSigned: false, enumeration: EnumerationID(0))
    let texts = (0..<4).map {
      LogicBits(Bits($0, width: 2)).text(as: .decimal, type, enumerations: [enumeration])
    }
    #expect(texts == ["idle", "run", "stop", "3"])
  }
}
