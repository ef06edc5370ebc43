import Bitloom
import Components
import Testbench
import Testing

@Suite struct ROMTests {
  @Test(arguments: [1, 6, 16, 40], 0...2)
  func holdsItsContentsOnEveryEngine(_ count: Int, _ latency: Int) throws {
    let contents = (0..<count).map { ($0 * 37 + 11) % 256 - 128 }
    try simulate(ROM(word: .signed(8), contents: contents, latency: latency), on: everyEngine(), mayBeUnknown: [\.word])
    {
      dut in
      if latency > 0 { dut.load = 1 }
      for address in 0..<count {
        dut.address = address
        dut.step(latency)
        try require(dut.word, contents[address], "address \(address)")
      }
      guard latency > 0 else { return }
      dut.load = 0
      dut.address = 0
      dut.step(3)
      try require(dut.word, contents[count - 1], "the word that was read last")
    }
  }
}
