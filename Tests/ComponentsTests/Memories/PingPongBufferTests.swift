import Bitloom
import Components
import Testbench
import Testing

@Suite struct PingPongBufferTests {
  /// Banks go round; what the reader sees is what was stored, however both sides hesitate.
  @Test(arguments: [(1, 1), (4, 1), (5, 2), (8, 2)])
  func banksComeInOrder(_ depth: Int, _ latency: Int) throws {
    let seed = UInt64(40 + depth)
    let buffer = PingPongBuffer(word: .unsigned(8), depth: depth, latency: latency)
    try simulate(buffer, on: everyEngine(), mayBeUnknown: [\.word]) { dut in
      var random = SeededGenerator(seed: seed)
      var banks: [[Int?]] = []
      var filling = [Int?](repeating: nil, count: depth)
      // The banks keep what they had two fillings ago.
      var earlier = [filling, filling]
      var expected: [Int?] = Array(repeating: nil, count: latency)
      var (filledCount, drainedCount) = (0, 0)
      for cycle in 0..<4000 {
        let place = "cycle \(cycle), seed \(seed):"
        try require(dut.writable, banks.count < 2 ? 1 : 0, "\(place) writable")
        try require(dut.readable, banks.isEmpty ? 0 : 1, "\(place) readable")
        let (canWrite, canRead) = (banks.count < 2, !banks.isEmpty)
        let (store, load) = (random.chance(0.8), random.chance(0.8))
        let (storeAddress, loadAddress) = (
          Int.random(in: 0..<depth, using: &random), Int.random(in: 0..<depth, using: &random)
        )
        let value = Int.random(in: 0..<256, using: &random)
        let (fills, drains) = (random.chance(0.2), random.chance(0.2))
        (dut.store, dut.storeAddress, dut.value, dut.filled) = (store ? 1 : 0, storeAddress, value, fills ? 1 : 0)
        (dut.load, dut.loadAddress, dut.drained) = (load ? 1 : 0, loadAddress, drains ? 1 : 0)
        dut.step()
        // The pipeline of the read: the output stays while nothing is read.
        let last = expected
        if load, canRead { expected[0] = banks[0][loadAddress] }
        if latency == 2 { expected[1] = last[0] }
        if canRead, drains {
          banks.removeFirst()
          drainedCount += 1
        }
        if canWrite {
          if store { filling[storeAddress] = value }
          if fills {
            banks.append(filling)
            earlier[filledCount % 2] = filling
            filledCount += 1
            filling = earlier[filledCount % 2]
          }
        }
        if let word = expected[latency - 1] { try require(dut.word, word, "\(place) word") }
      }
      #expect(drainedCount > 100)
    }
  }

  @Test func addressesBeyondTheBankAreReported() throws {
    try simulate(PingPongBuffer(word: .unsigned(8), depth: 5)) { dut in
      (dut.store, dut.storeAddress, dut.value, dut.filled, dut.load, dut.drained) = (1, 6, 1, 0, 0, 0)
      dut.step()
      #expect(
        dut.takeViolations().map(\.message) == [
          "assertion 'ping_pong_buffer_u8_5.word_is_stored_of' failed: word 6 is stored, of 5"
        ])
    }
  }
}
