import Arithmetic
import Bitloom
import Testbench
import Testing

/// All recodings of one number.
struct RecoderBank: Module {
  var type: SignalType

  struct IO: Interface {
    @Input var value: Signal
    @Output var ones: Signal
    @Output var twos: Signal
    @Output var negatives: Signal
    @Output var entSign: Signal = .bit
    @Output var entCodes: Signal
    @Output var nafPositive: Signal
    @Output var nafNegative: Signal
  }

  var digitCount: Int { type.isSigned ? (type.width + 1) / 2 : type.width / 2 + 1 }
  var nafCount: Int { type.isSigned ? type.width : type.width + 1 }

  var ports: IO {
    IO(
      value: type.instantiate(), ones: .unsigned(digitCount), twos: .unsigned(digitCount),
      negatives: .unsigned(digitCount), entCodes: .unsigned(2 * digitCount), nafPositive: .unsigned(nafCount),
      nafNegative: .unsigned(nafCount))
  }

  func build(_ io: IO) {
    let booth = BoothDigit.digits(of: io.value)
    io.ones <== cat(booth.reversed().map(\.isOne))
    io.twos <== cat(booth.reversed().map(\.isTwo))
    io.negatives <== cat(booth.reversed().map(\.isNegative))
    let ent = ENTDigits(of: io.value)
    io.entSign <== ent.isNegative
    io.entCodes <== cat(ent.codes.reversed())
    let naf = NonAdjacentForm(of: io.value)
    io.nafPositive <== naf.positive
    io.nafNegative <== naf.negative
  }
}

@Suite struct RecoderTests {
  @Test(arguments: [false, true], 1...10)
  func digitsAreTheNumber(_ isSigned: Bool, _ width: Int) throws {
    let type = SignalType(width: width, isSigned: isSigned)
    let bank = RecoderBank(type: type)
    func check(_ dut: Testbench<RecoderBank>) {
      for value in type.allValues {
        dut.value = value
        #expect(Self.boothValue(dut, bank.digitCount) == value)
        #expect(Self.entValue(dut, bank.digitCount) == value)
        let (positive, negative) = (dut.nafPositive, dut.nafNegative)
        #expect(positive - negative == value)
        let places = positive | negative
        #expect(positive & negative == 0)
        #expect(places & places << 1 == 0)
      }
    }
    try simulate(bank) { check($0) }
  }

  private static func boothValue(_ dut: Testbench<RecoderBank>, _ count: Int) -> Int {
    var value = 0
    for index in 0..<count {
      let (isOne, isTwo) = (dut.ones >> index & 1, dut.twos >> index & 1)
      #expect(isOne & isTwo == 0)
      let magnitude = isOne + 2 * isTwo
      let isNegative: Bool = dut.negatives >> index & 1 == 1
      let digit: Int = isNegative ? -magnitude : magnitude
      value += digit << (2 * index)
    }
    return value
  }

  private static func entValue(_ dut: Testbench<RecoderBank>, _ count: Int) -> Int {
    var value = 0
    for index in 0..<count {
      let code = dut.entCodes >> (2 * index) & 3
      value += (code == 3 ? -1 : code) << (2 * index)
    }
    return dut.entSign == 1 ? -value : value
  }

  /// Numbers of EN-T digits that are not 0 among all bytes: the figures of the literature.
  @Test func digitsOfBytesThatAreNotZero() throws {
    let bank = RecoderBank(type: .signed(8))
    var ent = [Int](repeating: 0, count: 5)
    var booth = ent
    var naf = ent
    try simulate(bank) { dut in
      for value in -128...127 {
        dut.value = value
        let codes = dut.entCodes
        let entCount = (0..<4).count { codes >> (2 * $0) & 3 != 0 }
        let boothDigits = dut.ones | dut.twos
        let nafDigits = dut.nafPositive | dut.nafNegative
        ent[entCount] += 1
        booth[boothDigits.nonzeroBitCount] += 1
        naf[nafDigits.nonzeroBitCount] += 1
      }
    }
    #expect(ent == [1, 15, 60, 108, 72])
    #expect(booth == [1, 12, 54, 108, 81])
    #expect(naf == [1, 15, 72, 120, 48])
  }

  @Test func constantsHaveTheirCanonicalDigits() {
    for value in Array(-1000...1000) + [Int.max, Int.min, 1 << 62] {
      let digits = NonAdjacentForm.digits(of: value)
      let sum = digits.reduce(Int128(0)) { $0 + (Int128($1.isNegative ? -1 : 1) << $1.place) }
      #expect(sum == Int128(value))
      #expect(zip(digits, digits.dropFirst()).allSatisfy { $1.place > $0.place + 1 })
    }
  }
}
