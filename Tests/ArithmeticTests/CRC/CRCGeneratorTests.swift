import Arithmetic
import Bitloom
import RTL
import Testbench
import Testing

@Suite struct CRCGeneratorTests {
  private static func word(_ symbols: ArraySlice<Int>, _ symbolWidth: Int) -> Bits {
    var word = Bits(zeroOfWidth: symbols.count * symbolWidth)
    for (index, symbol) in symbols.enumerated() {
      word = word.replacing(low: index * symbolWidth, with: Bits(symbol, width: symbolWidth))
    }
    return word
  }

  @Test(arguments: catalogue, [1, 9])
  func catalogueValues(_ entry: CatalogueEntry, _ bytes: Int) throws {
    let message = digits.map(Int.init)
    try simulate(CRCGenerator(entry.code, symbolsPerCycle: bytes)) { dut in
      (dut.enable, dut.start) = (1, 1)
      for start in stride(from: 0, to: 9, by: bytes) {
        dut.set(\.data, Self.word(message[start..<start + bytes], 8))
        dut.step()
        dut.start = 0
      }
      #expect(dut.bits(\.crc).value == Bits(entry.check, width: entry.code.width))
    }
  }

  /// Messages of random length with pauses, some cut short by the next one, some by a reset.
  private func check(_ generator: CRCGenerator, on lockstep: Lockstep, cycles: Int, seed: UInt64) throws {
    let (code, width) = (generator.code, generator.symbolWidth)
    func run(_ dut: Testbench<CRCGenerator>) {
      var message: [Int] = []
      for cycle in 0..<cycles {
        let expected = LongDivision.check(of: message, code, symbolWidth: width)
        #expect(dut.bits(\.crc).value == expected, "cycle \(cycle), seed \(seed), \(message)")
        let isIntact = dut.isIntact == 1
        #expect(isIntact == (expected ^ code.finalXOR == code.residue), "cycle \(cycle), seed \(seed)")
        if Int.random(in: 0..<100, using: &dut.random) == 0 {
          dut.reset()
          message = []
        }
        let symbols = (0..<generator.symbolsPerCycle).map { _ in Int.random(in: 0..<1 << width, using: &dut.random) }
        let starts = Int.random(in: 0..<16, using: &dut.random) == 0
        let isEnabled = Int.random(in: 0..<4, using: &dut.random) > 0
        dut.set(\.data, Self.word(symbols[...], width))
        (dut.start, dut.enable) = (starts ? 1 : 0, isEnabled ? 1 : 0)
        if isEnabled { message = (starts ? [] : message) + symbols }
        dut.step()
      }
    }
    try simulate(generator, on: lockstep, seed: seed) { run($0) }
  }

  @Test func messagesOnEveryEngine() throws {
    try check(CRCGenerator(.crc32, symbolsPerCycle: 8), on: everyEngine(), cycles: 400, seed: 31)
  }

  @Test(arguments: [
    (CyclicRedundancyCode.crc5USB, 11, 1), (.crc12UMTS, 5, 1), (.crc8SMBus, 8, 2), (.crc15CAN, 1, 1), (.crc24BLE, 8, 1),
    (.crc64XZ, 8, 3),
    (.crc82DARC, 8, 12),
  ])
  func messages(_ code: CyclicRedundancyCode, _ symbolWidth: Int, _ symbols: Int) throws {
    let generator = CRCGenerator(code, symbolWidth: symbolWidth, symbolsPerCycle: symbols)
    try check(generator, on: Lockstep([.native]), cycles: 200, seed: UInt64(symbolWidth + symbols))
  }
}
