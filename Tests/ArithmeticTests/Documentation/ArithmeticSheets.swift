import Arithmetic
import Bitloom
import Testbench
import ToolTestSupport

/// What the documentation of the arithmetic modules shows.
enum ArithmeticSheets {
  static let all: [ComponentSheet] = [
    ComponentSheet(
      "PrefixAdder(width: 16, network: .brentKung)", PrefixAdder(width: 16, network: .brentKung), waveform: adder),
    ComponentSheet("PriorityEncoder(width: 8)", PriorityEncoder(width: 8), waveform: encoder),
    ComponentSheet(
      "Multiplier(a: .signed(8), b: .signed(8))", Multiplier(a: .signed(8), b: .signed(8)), waveform: multiplier),
    ComponentSheet("MultiplyAccumulator()", MultiplyAccumulator(), waveform: accumulator),
    ComponentSheet(
      "SortingNetwork(of: .unsigned(8), count: 5, levelsPerStage: 3)",
      SortingNetwork(of: .unsigned(8), count: 5, levelsPerStage: 3), waveform: sorter),
    ComponentSheet("Divider(.signed(16))", Divider(.signed(16)), waveform: divider),
    ComponentSheet("SquareRoot(width: 16)", SquareRoot(width: 16), waveform: root),
    ComponentSheet("LFSR(width: 16)", LFSR(width: 16)) { try FeedbackWaveforms.shiftRegister() },
    ComponentSheet("CRCStep(.crc32, symbolsPerCycle: 4)", CRCStep(.crc32, symbolsPerCycle: 4)) {
      try FeedbackWaveforms.step()
    },
    ComponentSheet("CRCGenerator(.crc32, symbolsPerCycle: 4)", CRCGenerator(.crc32, symbolsPerCycle: 4)) {
      try FeedbackWaveforms.generator()
    },
    ComponentSheet("CRCAppender(.crc32, lanes: 4)", CRCAppender(.crc32, lanes: 4)) {
      try FeedbackWaveforms.appender()
    },
    ComponentSheet("CRCChecker(.crc32, lanes: 4)", CRCChecker(.crc32, lanes: 4)) { try FeedbackWaveforms.checker() },
  ]

  @Sendable private static func adder() throws -> String {
    try simulate(PrefixAdder(width: 8)) { dut in
      let wave = dut.record(\.a, \.b, \.sum, radix: .decimal)
      for (a, b) in [(12, 3), (7, 7), (255, 255)] {
        (dut.a, dut.b) = (a, b)
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func encoder() throws -> String {
    try simulate(PriorityEncoder(width: 4)) { dut in
      let wave = dut.record(\.requests, \.index, \.isFound, radix: .binary)
      for requests in [0b0000, 0b0110, 0b1000] {
        dut.requests = requests
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func multiplier() throws -> String {
    try simulate(Multiplier(a: .signed(8), b: .signed(8))) { dut in
      let wave = dut.record(\.a, \.b, \.product, radix: .decimal)
      for (a, b) in [(-3, 5), (7, -7), (-128, -128)] {
        (dut.a, dut.b) = (a, b)
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func accumulator() throws -> String {
    try simulate(MultiplyAccumulator()) { dut in
      let wave = dut.record(\.a, \.b, \.clear, \.sum, radix: .decimal)
      for (a, b, clear) in [(2, 3, 1), (4, 5, 0), (1, 1, 0), (3, -1, 1), (0, 0, 0), (0, 0, 0)] {
        (dut.a, dut.b) = (a, b)
        dut.clear = clear
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func sorter() throws -> String {
    try simulate(SortingNetwork(of: .unsigned(8), count: 3, levelsPerStage: 3)) { dut in
      for numbers in [[0, 0, 0], [0, 0, 0]] {
        dut.numbers.values = numbers
        dut.step()
      }
      let wave = dut.record(\.numbers, \.sorted, radix: .decimal)
      for numbers in [[3, 1, 2], [9, 9, 0], [0, 0, 0]] {
        dut.numbers.values = numbers
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func divider() throws -> String {
    try simulate(Divider(.signed(4))) { dut in
      let wave = dut.record(
        \.operands.payload, \.operands.valid, \.operands.ready, \.results.valid, \.results.payload.quotient,
        \.results.payload.remainder, radix: .decimal)
      (dut.operands.payload.dividend, dut.operands.payload.divisor, dut.operands.valid) = (-7, 2, 1)
      dut.results.ready = 1
      dut.step()
      dut.operands.valid = 0
      dut.step(6)
      return wave.description
    }
  }

  @Sendable private static func root() throws -> String {
    try simulate(SquareRoot(width: 8)) { dut in
      let wave = dut.record(
        \.radicand.payload, \.radicand.valid, \.radicand.ready, \.results.valid, \.results.payload.root,
        \.results.payload.remainder, radix: .decimal)
      (dut.radicand.payload, dut.radicand.valid, dut.results.ready) = (200, 1, 1)
      dut.step()
      dut.radicand.valid = 0
      dut.step(6)
      return wave.description
    }
  }
}
