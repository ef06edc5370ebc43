import Bitloom
import Components
import Simulation
import Testbench
import Testing

@Suite struct RecordingTests {
  @Test func portsAndGroups() throws {
    let wave = try simulate(Panel()) { dut in
      let wave = dut.record(\.numbers, \.negated[0], \.colour, \.nextColour)
      for number in [3, 3, -8] {
        dut.numbers[0] = number
        dut.colour = number == 3 ? .green : .blue
        dut.step()
      }
      return wave
    }
    #expect(wave.cycleCount == 3)
    #expect(
      wave.description == """
        cycle       0      1      2
        numbers[0]  ┃ 3           ┃ -8   ┃
        numbers[1]  ┃ 0                  ┃
        numbers[2]  ┃ 0                  ┃
        negated[0]  ┃ -3          ┃ 8    ┃
        colour      ┃ green       ┃ blue ┃
        nextColour  ┃ blue        ┃ red  ┃

        """)
  }

  @Test func severalCyclesAtOnceAndPartsOfThem() throws {
    let wave = try simulate(Counter()) { dut in
      dut.enable = 1
      dut.step(7)
      let wave = dut.record(\.count, \.isZero, radix: .binary)
      dut.step(2)
      dut.reset()
      dut.step(2)
      return wave
    }
    #expect(wave.cycleCount == 5)
    #expect(
      wave.description == """
        cycle   0            1            2            3            4
        count   ┃ 0b00000111 ┃ 0b00001000 ┃ 0b00001001 ┃ 0b00000000 ┃ 0b00000001 ┃
        isZero  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁

        """)
    #expect(
      wave.text(cycles: 1..<3) == """
        cycle   1            2
        count   ┃ 0b00001000 ┃ 0b00001001 ┃
        isZero  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁

        """)
  }

  @Test(.enabled(if: Engine.icarus.isAvailable, "needs Icarus"))
  func unknownBits() throws {
    let wave = try simulate(Counter(hasReset: false), on: .icarus) { dut in
      let wave = dut.record(\.loads, \.count, \.isZero)
      dut.step(2)
      dut.load = 5
      dut.loads = 1
      dut.step(2)
      return wave
    }
    #expect(
      wave.description == """
        cycle   0   1   2   3
        loads   ▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔
        count   ┃ x         ┃ 5 ┃
        isZero  xxxxxxxxxxxx▁▁▁▁

        """)
  }
}
