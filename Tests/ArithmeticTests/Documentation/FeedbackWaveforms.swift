import Arithmetic
import Bitloom
import Components
import Testbench

/// What the comments of shift registers and cyclic redundancy checks show.
enum FeedbackWaveforms {
  static func shiftRegister() throws -> String {
    try simulate(LFSR(width: 4, seed: 1)) { dut in
      let wave = dut.record(\.enable, \.state, \.randomBits, radix: .decimal)
      dut.enable = 1
      dut.step(5)
      return wave.description
    }
  }

  static func step() throws -> String {
    try simulate(CRCStep(.crc8SMBus)) { dut in
      let wave = dut.record(\.remainder, \.data, \.next, radix: .decimal)
      for (remainder, data) in [(0, 1), (7, 2), (27, 27)] {
        (dut.remainder, dut.data) = (remainder, data)
        dut.step()
      }
      return wave.description
    }
  }

  static func generator() throws -> String {
    try simulate(CRCGenerator(.crc8SMBus)) { dut in
      let wave = dut.record(\.start, \.data, \.crc, \.isIntact, radix: .decimal)
      dut.enable = 1
      for (cycle, byte) in [1, 2, 27, 0].enumerated() {
        (dut.start, dut.data) = (cycle == 0 ? 1 : 0, byte)
        dut.step()
      }
      return wave.description
    }
  }

  /// The bytes 1, 2 and 3, with their check behind them: data, `last` and `keep` of each beat.
  private static let frame = [[1, 2, 0, 3], [3, 0, 1, 1]]
  private static let checkedFrame = [[1, 2, 0, 3], [3, 0x61, 0, 3], [0x31, 0, 1, 1]]

  static func appender() throws -> String {
    try simulate(CRCAppender(.crc16XMODEM, lanes: 2)) { dut in
      let wave = dut.record(
        \.input.valid, \.input.payload, \.output.valid, \.output.payload, radix: .decimal)
      dut.output.ready = 1
      for cycle in 0..<5 {
        drive(dut, dut.input, cycle < frame.count ? frame[cycle] : nil)
        dut.step()
      }
      return wave.description
    }
  }

  static func checker() throws -> String {
    try simulate(CRCChecker(.crc16XMODEM, lanes: 2)) { dut in
      let wave = dut.record(
        \.input.valid, \.input.payload, \.output.valid, \.output.payload, radix: .decimal)
      dut.output.ready = 1
      for cycle in 0..<5 {
        drive(dut, dut.input, cycle < checkedFrame.count ? checkedFrame[cycle] : nil)
        dut.step()
      }
      return wave.description
    }
  }

  private static func drive<M: Module>(
    _ dut: Testbench<M>, _ stream: PortGroup<M, Stream<Frame<[Signal]>>>, _ beat: [Int]?
  ) {
    stream.port(\.valid).value = beat == nil ? 0 : 1
    for (port, number) in zip(stream.payload.allPorts, beat ?? [0, 0, 0, 0]) { port.value = number }
  }
}
