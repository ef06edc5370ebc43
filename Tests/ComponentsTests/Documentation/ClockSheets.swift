import Bitloom
import Components
import Testbench
import ToolTestSupport

/// What the documentation of the clock crossings and of the register file shows. Where there are two clocks they run alike.
enum ClockSheets {
  private static let pixel = ClockDomain(clock: "pixel_clk", reset: .init(name: "pixel_rst"))

  static let all: [ComponentSheet] = [
    ComponentSheet(
      "AsynchronousFifo(payload: .unsigned(8), depth: 16, write: pixel, read: system)",
      AsynchronousFifo(payload: .unsigned(8), depth: 16, write: pixel, read: .standard), waveform: fifo),
    ComponentSheet(
      "HandshakeSynchroniser(payload: .unsigned(8), from: pixel)",
      HandshakeSynchroniser(payload: .unsigned(8), from: pixel), waveform: handshake),
    ComponentSheet("LevelSynchroniser()", LevelSynchroniser(), waveform: level),
    ComponentSheet("PulseSynchroniser(from: pixel)", PulseSynchroniser(from: pixel), waveform: pulse),
    ComponentSheet("PowerOnReset(cycles: 16)", PowerOnReset(cycles: 16), waveform: powerOn),
    ComponentSheet("ResetSynchroniser()", ResetSynchroniser(), waveform: reset),
    ComponentSheet("RegisterFile(timer)", RegisterFile(Timer.map), waveform: registers),
  ]

  @Sendable private static func fifo() throws -> String {
    try simulate(AsynchronousFifo(payload: .unsigned(8), depth: 4, write: pixel, read: .standard)) { dut in
      let wave = dut.record(\.input.payload, \.input.valid, \.output.payload, \.output.valid, radix: .decimal)
      dut.output.ready = 1
      for value in [1, 2, 3, 0, 0, 0, 0, 0] {
        (dut.input.payload, dut.input.valid) = (value, value > 0 ? 1 : 0)
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func handshake() throws -> String {
    try simulate(HandshakeSynchroniser(payload: .unsigned(8), from: pixel)) { dut in
      let wave = dut.record(
        \.input.payload, \.input.valid, \.input.ready, \.output.payload, \.output.valid, radix: .decimal)
      dut.output.ready = 1
      (dut.input.payload, dut.input.valid) = (1, 1)
      for _ in 0..<10 {
        let moves = dut.input.ready == 1
        dut.step()
        if moves { dut.input.payload += 1 }
      }
      return wave.description
    }
  }

  @Sendable private static func level() throws -> String {
    try simulate(LevelSynchroniser()) { dut in
      let wave = dut.record(\.value, \.synchronised)
      for value in [0, 1, 1, 1, 0, 0, 0] {
        dut.value = value
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func pulse() throws -> String {
    try simulate(PulseSynchroniser(from: pixel)) { dut in
      let wave = dut.record(\.pulse, \.synchronised)
      for value in [0, 1, 0, 0, 1, 0, 0, 0] {
        dut.pulse = value
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func powerOn() throws -> String {
    try simulate(PowerOnReset(cycles: 4)) { dut in
      let wave = dut.record(\.resetOut)
      dut.step(6)
      return wave.description
    }
  }

  @Sendable private static func reset() throws -> String {
    try simulate(ResetSynchroniser()) { dut in
      let wave = dut.record(\.asynchronous, \.synchronised)
      for value in [0, 1, 0, 0, 0, 0] {
        dut.asynchronous = value
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func registers() throws -> String {
    try simulate(RegisterFile(Timer.map)) { dut in
      let wave = dut.record(
        \.axi.awvalid, \.axi.wvalid, \.axi.wdata, \.axi.awready, \.axi.bvalid, \.fields.control.enable,
        radix: .decimal)
      (dut.axi.wstrb, dut.axi.bready) = (15, 1)
      for value in [1, 0, 0, 0] {
        let isSent = value == 1 || wave.cycleCount == 1
        (dut.axi.awvalid, dut.axi.wvalid, dut.axi.wdata) = (isSent ? 1 : 0, isSent ? 1 : 0, value)
        dut.step()
      }
      return wave.description
    }
  }
}
