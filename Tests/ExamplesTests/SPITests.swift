import Bitloom
import Testbench
import Testing

@testable import Examples

/// A peripheral that looks at nothing but the wires: a shift register and the edges of its mode.
private struct Peripheral {
  let restsHigh: Bool
  let samplesSecondEdge: Bool
  let width: Int
  var answer = 0
  private(set) var received: [Int] = []
  private(set) var miso = 0
  private var word: [Int] = []
  private var sent = 0
  private var clock: Int
  private var isSelected = false

  init(mode: Int, width: Int) {
    restsHigh = mode >= 2
    samplesSecondEdge = mode % 2 == 1
    self.width = width
    clock = restsHigh ? 1 : 0
  }

  private mutating func present() {
    miso = sent < width ? answer >> (width - 1 - sent) & 1 : 0
    sent += 1
  }

  mutating func observe(csN: Int, sclk: Int, mosi: Int) throws {
    if csN == 1 {
      if isSelected { try require(word.count, width, "bits of a word") }
      if isSelected { received.append(word.reduce(0) { $0 << 1 | $1 }) }
      try require(sclk, restsHigh ? 1 : 0, "the clock at rest")
      isSelected = false
    } else {
      if !isSelected {
        (word, sent, isSelected) = ([], 0, true)
        if !samplesSecondEdge { present() }
      }
      if sclk != clock {
        let isFirstEdge = (sclk == 1) != restsHigh
        if isFirstEdge != samplesSecondEdge { word.append(mosi) } else { present() }
      }
    }
    clock = sclk
  }
}

@Suite struct SPITests {
  @Test(arguments: SPIMaster.Mode.allCases, [(1, 1), (8, 2), (13, 3), (24, 1)])
  func exchangesWords(_ mode: SPIMaster.Mode, _ size: (width: Int, halfPeriod: Int)) throws {
    let master = SPIMaster(width: size.width, mode: mode, halfPeriod: size.halfPeriod)
    let lockstep = mode == .mode3 && size.width == 8 ? threeEngines() : Lockstep([.native])
    try simulate(master, on: lockstep) { dut in
      var random = SeededGenerator(seed: UInt64(50 + size.width))
      var peripheral = Peripheral(mode: mode.rawValue, width: size.width)
      for count in 0..<20 {
        let (word, answer) = (random.number(below: 1 << size.width), random.number(below: 1 << size.width))
        peripheral.answer = answer
        for _ in 0..<random.number(below: 3) {
          try peripheral.observe(csN: dut.csN, sclk: dut.sclk, mosi: dut.mosi)
          dut.step()
        }
        try require([dut.word.ready, dut.csN], [1, 1], "readiness before word \(count)")
        try peripheral.observe(csN: dut.csN, sclk: dut.sclk, mosi: dut.mosi)
        dut.word.payload = word
        dut.word.valid = 1
        dut.step()
        dut.word.valid = 0
        for _ in 0..<(2 * size.width + 1) * size.halfPeriod {
          try require([dut.csN, dut.receivedValid, dut.word.ready], [0, 0, 0], "word \(count) on its way")
          try peripheral.observe(csN: dut.csN, sclk: dut.sclk, mosi: dut.mosi)
          dut.miso = peripheral.miso
          dut.step()
        }
        try peripheral.observe(csN: dut.csN, sclk: dut.sclk, mosi: dut.mosi)
        try require([dut.receivedValid, dut.received], [1, answer], "the answer to word \(count)")
        try require(peripheral.received.last, word, "word \(count) at the peripheral")
      }
    }
  }

  /// Every edge of a word: the clock lasts `halfPeriod` cycles high and low.
  @Test func waveform() throws {
    let wave = try simulate(SPIMaster(width: 3, mode: .mode0, halfPeriod: 1)) { dut in
      let wave = dut.record(\.csN, \.sclk, \.mosi, \.receivedValid)
      dut.word.payload = 0b101
      dut.word.valid = 1
      dut.step()
      dut.word.valid = 0
      dut.step(9)
      return wave
    }
    #expect(
      wave.description == """
        cycle          0   1   2   3   4   5   6   7   8   9
        csN            ▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔
        sclk           ▁▁▁▁▁▁▁▁╱▔▔▔╲▁▁▁╱▔▔▔╲▁▁▁╱▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁
        mosi           ▁▁▁▁╱▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁
        receivedValid  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔╲▁▁▁

        """)
  }

  @Test func impossibleParameters() {
    expectProblems(
      of: SPIMaster(width: 0, halfPeriod: 0),
      ["width is 0; it must be at least 1", "halfPeriod is 0; it must be at least 1"])
  }
}
