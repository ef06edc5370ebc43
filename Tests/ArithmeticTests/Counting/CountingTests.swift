import Arithmetic
import Bitloom
import Testbench
import Testing

/// All counts of one number, and its rotations.
struct CountBank: Module {
  var width: Int

  struct IO: Interface {
    @Input var value: Signal
    @Input var amount: Signal
    @Output var leading: Signal
    @Output var trailing: Signal
    @Output var ones: Signal
    @Output var onesInTable: Signal
    @Output var lowest: Signal
    @Output var highest: Signal
    @Output var left: Signal
    @Output var right: Signal
  }

  private var countWidth: Int { SignalType.unsigned(below: width + 1).width }

  var ports: IO {
    IO(
      value: .unsigned(width), amount: .unsigned(4), leading: .unsigned(countWidth), trailing: .unsigned(countWidth),
      ones: .unsigned(countWidth), onesInTable: .unsigned(countWidth), lowest: .unsigned(width),
      highest: .unsigned(width), left: .unsigned(width), right: .unsigned(width))
  }

  func build(_ io: IO) {
    io.leading <== io.value.leadingZeroCount
    io.trailing <== io.value.trailingZeroCount
    io.ones <== io.value.populationCount()
    io.onesInTable <== io.value.populationCount("added", for: .fpga)
    io.lowest <== io.value.lowestOne
    io.highest <== io.value.highestOne
    io.left <== io.value.rotatedLeft(by: io.amount)
    io.right <== io.value.rotatedRight(by: io.amount)
  }
}

@Suite struct CountingTests {
  @Test(arguments: 1...11)
  func allValues(_ width: Int) throws {
    try simulate(CountBank(width: width)) { dut in
      for value in 0..<1 << width {
        dut.value = value
        Self.checkCounts(dut, value, width)
        Self.checkSingleOnes(dut, value)
      }
    }
  }

  private static func checkCounts(_ dut: Testbench<CountBank>, _ value: Int, _ width: Int) {
    let leading = width - (Int.bitWidth - value.leadingZeroBitCount)
    let trailing = min(value.trailingZeroBitCount, width)
    #expect(dut.leading == leading)
    #expect(dut.trailing == trailing)
    #expect(dut.ones == value.nonzeroBitCount)
    #expect(dut.onesInTable == value.nonzeroBitCount)
  }

  private static func checkSingleOnes(_ dut: Testbench<CountBank>, _ value: Int) {
    let lowest = value & -value
    let highest = value == 0 ? 0 : 1 << (Int.bitWidth - 1 - value.leadingZeroBitCount)
    #expect(dut.lowest == lowest)
    #expect(dut.highest == highest)
  }

  @Test(arguments: 1...7)
  func allRotations(_ width: Int) throws {
    func check(_ dut: Testbench<CountBank>) {
      for value in 0..<1 << width {
        for amount in 0..<16 {
          (dut.value, dut.amount) = (value, amount)
          let places = amount % width
          let others = (width - places) % width
          let mask = 1 << width - 1
          let twice = value << width | value
          let right = twice >> places & mask
          let left = twice >> others & mask
          #expect(dut.right == right)
          #expect(dut.left == left)
        }
      }
    }
    try simulate(CountBank(width: width)) { check($0) }
  }

  @Test(arguments: 1...10)
  func priorityEncoders(_ width: Int) throws {
    func check(_ dut: Testbench<PriorityEncoder>) {
      for requests in 0..<1 << width {
        dut.requests = requests
        #expect(dut.isFound == (requests == 0 ? 0 : 1))
        #expect(dut.index == (requests == 0 ? 0 : requests.trailingZeroBitCount))
      }
    }
    try simulate(PriorityEncoder(width: width)) { check($0) }
  }

  @Test func impossibleWidthsAreTold() {
    #expect(throws: DesignError.self) { try elaborate(PriorityEncoder(width: 0)) }
  }
}
