import Bitloom
import Components
import Testbench
import ToolTestSupport

/// What the documentation of the memories shows.
enum MemorySheets {
  static let all: [ComponentSheet] = [
    ComponentSheet(
      "SinglePortMemory(word: .unsigned(32), depth: 1024, lanes: 4)",
      SinglePortMemory(word: .unsigned(32), depth: 1024, lanes: 4), waveform: singlePort),
    ComponentSheet(
      "SimpleDualPortMemory(word: .unsigned(8), depth: 512, duringWrite: .undefined)",
      SimpleDualPortMemory(word: .unsigned(8), depth: 512, duringWrite: .undefined), waveform: simpleDualPort),
    ComponentSheet(
      "TrueDualPortMemory(word: .unsigned(4), depth: 16)", TrueDualPortMemory(word: .unsigned(4), depth: 16),
      waveform: trueDualPort),
    ComponentSheet(
      "ROM(word: .signed(8), contents: [3, 1, -4, 1, -5, 9])", ROM(word: .signed(8), contents: [3, 1, -4, 1, -5, 9]),
      waveform: table),
    ComponentSheet(
      "PingPongBuffer(word: .unsigned(16), depth: 64)", PingPongBuffer(word: .unsigned(16), depth: 64),
      waveform: pingPong),
    ComponentSheet(
      "LineBuffer(pixel: .unsigned(8), width: 640, lines: 3, height: 480)",
      LineBuffer(pixel: .unsigned(8), width: 640, lines: 3, height: 480), waveform: lines),
  ]

  @Sendable private static func singlePort() throws -> String {
    try simulate(SinglePortMemory(word: .unsigned(8), depth: 16, contents: .repeated(5))) { dut in
      let wave = dut.record(\.enable, \.store, \.address, \.value, \.word, radix: .decimal)
      dut.enable = 1
      for (store, address, value) in [(0, 4, 0), (1, 4, 7), (0, 4, 0), (1, 3, 8), (0, 3, 0), (0, 3, 0)] {
        (dut.store, dut.address, dut.value) = (store, address, value)
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func simpleDualPort() throws -> String {
    try simulate(SimpleDualPortMemory(word: .unsigned(8), depth: 16, contents: .repeated(5))) { dut in
      let wave = dut.record(
        \.store, \.storeAddress, \.value, \.load, \.loadAddress, \.word, radix: .decimal)
      for (store, value, load, address) in [
        (1, 7, 1, 3), (0, 0, 1, 4), (0, 0, 0, 4), (1, 8, 1, 4), (0, 0, 1, 4), (0, 0, 0, 0),
      ] {
        (dut.store, dut.storeAddress, dut.value) = (store, 4, value)
        dut.load = load
        dut.loadAddress = address
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func trueDualPort() throws -> String {
    try simulate(TrueDualPortMemory(word: .unsigned(8), depth: 16, contents: .repeated(5))) { dut in
      let wave = dut.record(
        \.a.store, \.a.address, \.a.value, \.a.word, \.b.store, \.b.address, \.b.word, radix: .decimal)
      (dut.a.enable, dut.b.enable) = (1, 1)
      for (store, a, value, b) in [(0, 7, 0, 3), (1, 4, 9, 3), (0, 7, 0, 4), (0, 7, 0, 4)] {
        (dut.a.store, dut.a.address, dut.a.value, dut.b.address) = (store, a, value, b)
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func table() throws -> String {
    try simulate(ROM(word: .signed(8), contents: [3, 1, -4, 1, -5, 9])) { dut in
      let wave = dut.record(\.load, \.address, \.word, radix: .decimal)
      for (load, address) in [(1, 0), (1, 2), (0, 5), (1, 5), (0, 0)] {
        dut.load = load
        dut.address = address
        dut.step()
      }
      return wave.text(cycles: 1..<5)
    }
  }

  @Sendable private static func pingPong() throws -> String {
    try simulate(PingPongBuffer(word: .unsigned(8), depth: 2)) { dut in
      let wave = dut.record(
        \.store, \.storeAddress, \.value, \.filled, \.writable, \.readable, \.load, \.loadAddress, \.drained, \.word,
        radix: .decimal)
      for cycle in 0..<6 {
        (dut.store, dut.storeAddress, dut.value) = cycle < 4 ? (1, cycle % 2, cycle + 1) : (0, 0, 0)
        (dut.filled, dut.drained) = (cycle == 1 || cycle == 3 ? 1 : 0, cycle == 3 || cycle == 5 ? 1 : 0)
        (dut.load, dut.loadAddress) = cycle > 1 ? (1, cycle % 2) : (0, 0)
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func lines() throws -> String {
    try simulate(LineBuffer(pixel: .unsigned(8), width: 2, lines: 3)) { dut in
      let wave = dut.record(
        \.input.payload, \.input.valid, \.output.valid, \.output.payload.pixels, \.output.payload.endOfLine,
        radix: .decimal)
      dut.output.ready = 1
      for value in [11, 12, 21, 22, 31, 32, 0] {
        (dut.input.payload, dut.input.valid) = (value, value > 0 ? 1 : 0)
        dut.step()
      }
      return wave.description
    }
  }
}
